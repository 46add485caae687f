"""Things that a feature claims and code outside the feature defines as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.claims import KINDS, Claim
from coldframe.check.overlap.globs import matches

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Elsewhere(NamedTuple):
    """``name``, which ``claim`` means, is defined at ``path:line``; ``owner`` says by whom."""

    claim: Claim
    name: str
    path: str
    line: int
    owner: str


def defined_elsewhere(host: Host, claims: Sequence[Claim]) -> Iterator[Elsewhere]:
    """Every such thing once per claim, at the first place that defines it.

    Tests may define what they like.  Migrations create the tables of features: that is
    their place, whoever the tables belong to.
    """
    seen: set[tuple[str, str, str, str]] = set()
    for found in (*_in_code(host, claims), *_in_metadata(host, claims)):
        claim = found.claim
        key = (claim.feature.module, claim.kind, claim.glob, found.name)
        if key not in seen:
            seen.add(key)
            yield found


def needles(claims: Sequence[Claim]) -> set[str]:
    """The words of which a Python file that defines something claimed has at least one."""
    words = {claim.needle for claim in claims if claim.kind != "entry_points"} - {""}
    # Environment variables are written in either case.
    return {case for word in words for case in (word, word.lower(), word.upper())}


def _in_code(host: Host, claims: Sequence[Claim]) -> Iterator[Elsewhere]:
    readable = [claim for claim in claims if claim.kind != "entry_points"]
    wide = [claim for claim in readable if not claim.needle]
    if wide:
        names = ", ".join(f"{c.feature.name}: {c.kind} {c.glob!r}" for c in wide)
        host.notes.append(f"too wide to be compared with stable code: {names}")
    readable = [claim for claim in readable if claim.needle]
    written = [(c, [word.lower().encode() for word in c.words]) for c in readable]
    wanted = needles(readable)
    for path in host.mentioning(sorted(wanted)) if wanted else ():
        others = [(c, words) for c, words in written if not c.feature.owns(path)]
        if not others or host.places.is_test(path) or host.places.is_migration(path):
            continue
        data = host.tree.read(path).lower()
        meant = [claim for claim, words in others if all(word in data for word in words)]
        kinds = sorted({KINDS[claim.kind] for claim in meant})
        for definition in host.surface.of(path, kinds) if kinds else ():
            if not definition.certain or definition.migration:
                continue
            for claim in meant:
                if KINDS[claim.kind] != definition.kind:
                    continue
                if any(map(claim.means, definition.names)):
                    owner = _owner(host, path)
                    yield Elsewhere(claim, definition.names[0], path, definition.line, owner)


def _in_metadata(host: Host, claims: Sequence[Claim]) -> Iterator[Elsewhere]:
    pluggable = [claim for claim in claims if claim.kind in ("entry_points", "commands")]
    if not pluggable:
        return
    for entry in host.packaging.entry_points:
        module = entry.module
        for claim in pluggable:
            if module == claim.feature.module or module.startswith(claim.feature.module + "."):
                continue
            name = f"{entry.group}:{entry.name}"
            if claim.kind == "commands":
                # cliff names commands by entry points, with underscores for spaces
                name = entry.name if entry.group == "console_scripts" else ""
                if not name and " " in claim.glob:
                    name = entry.name.replace("_", " ")
            if name and matches(claim.glob, name):
                other = host.feature_named(module)
                owner = f"the preview feature {other.name}" if other else "stable code"
                yield Elsewhere(claim, name, entry.path, entry.line, owner)


def _owner(host: Host, path: str) -> str:
    other = host.feature_of(path)
    if other is not None:
        return f"the preview feature {other.name}"
    if any(path.startswith(tree.path + "/") for tree in host.preview_trees):
        return "a shared preview module"
    return "stable code"
