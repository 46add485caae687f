"""Whether users are told that what a feature defines is a preview."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.declare.label import says_preview

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.surface.definition import Definition
    from coldframe.declare.feature import Feature


def untold(host: Host, kind: str) -> Iterator[tuple[Feature, str, Definition]]:
    """What declared features define of ``kind`` whose users are not told, with its file.

    A label above it counts: on its command, its group of options, its settings class.
    Help that is computed cannot be read: those places are noted on the host, once.
    """
    unsure: list[str] = []
    for feature, _declaration in host.declared:
        for path in _code(host, feature):
            for definition in host.surface.of(path, (kind,)):
                if definition.hidden:
                    continue
                words = [w for w in (definition.help, *definition.heading) if w is not None]
                if any(says_preview(w.text, host.settings.label) for w in words):
                    continue
                if all(w.exact for w in words):
                    yield feature, path, definition
                else:
                    unsure.append(f"{path}:{definition.line}")
    if unsure:
        places = ", ".join(unsure[:3]) + (f" and {len(unsure) - 3} more" if unsure[3:] else "")
        host.notes.append(
            f"the help of {len(unsure)} {kind}{'s' * (len(unsure) > 1)} is computed, so its"
            f" label could not be checked: {places}"
        )


def _code(host: Host, feature: Feature) -> Iterator[str]:
    if not feature.is_package:
        yield from (path for path in (feature.path,) if path.endswith(".py"))
        return
    for path in host.tree.under(feature.path):
        if path.endswith(".py") and not host.places.is_test(path):
            yield path


def quoted(host: Host, definition: Definition) -> str:
    """What is said instead of the label, for a message."""
    if definition.help is None or not definition.help.text.strip():
        return f"has no help, so nothing says {host.settings.label}"
    return f"does not say {host.settings.label} in its help"
