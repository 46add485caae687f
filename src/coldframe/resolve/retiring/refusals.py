"""What stands against a retirement: features that need it, migrations that come after its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Refusal

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration, Feature
    from coldframe.resolve.belongings import Belongings


def refusals(host: Host, feature: Feature, found: Belongings) -> list[Refusal]:
    """Each reason why ``feature`` cannot go yet; none of them gives way to ``--override``."""
    refusals = [
        Refusal(
            "needs",
            needing(feature, other, declaration),
            f"Retire {other.name} first, or make it work without and take"
            f" {feature.name} out of its needs.",
            waivable=False,
        )
        for other, declaration in dependents(host, feature)
    ]
    refusals += _waiting_migrations(host, found)
    return refusals


def dependents(host: Host, feature: Feature) -> Iterator[tuple[Feature, Declaration]]:
    """The other features that declare that they need ``feature``."""
    for other, declaration in host.declared:
        if other.module != feature.module and {feature.name, feature.module} & {*declaration.needs}:
            yield other, declaration


def needing(feature: Feature, other: Feature, declaration: Declaration) -> str:
    """Says that ``other`` needs ``feature``, and where that is declared."""
    place = f"{declaration.path}:{declaration.line('needs')}"
    return f"{other.name} needs {feature.name} ({place})"


def _waiting_migrations(host: Host, found: Belongings) -> list[Refusal]:
    """A refusal for each migration that stays and comes after one in the feature's folder."""
    import re

    own = [p for p in found.files if host.places.is_migration(p)]
    name = re.compile(rb"^revision\b[^=\n]*=\s*[\"']([^\"']+)", re.M)
    revisions = {}
    for path in own:
        said = name.search(host.tree.read(path))
        if said:
            revisions[said[1].decode("utf-8", "replace")] = path
    refusals = []
    hits = host.tree.search(sorted(revisions), suffix=".py") if revisions else []
    staying = [p for p in hits if p not in found.files and host.places.is_migration(p)]
    for path in staying:
        said = name.search(host.tree.read(path))
        if said:  # two lists of migrations may use one name, each for its own
            revisions.pop(said[1].decode("utf-8", "replace"), None)
    for path in staying:
        text = host.tree.read(path).decode("utf-8", "replace")
        for revision, source in revisions.items():
            if re.search(
                rf"^(?:down_revision|depends_on)\b.*[\"']{re.escape(revision)}[\"']", text, re.M
            ):
                refusals.append(
                    Refusal(
                        "migrations",
                        f"{path} comes after {source}, which would go",
                        f"Move {source} into the host's own list of migrations first.",
                        waivable=False,
                    )
                )
    return refusals
