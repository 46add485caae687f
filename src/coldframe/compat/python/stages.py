"""Which modules are previews, and of which feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.compat.python.entry import Entry, Surface


class Stages(NamedTuple):
    """``trees`` and ``features`` are dotted names; ``word`` is what the host calls a preview."""

    trees: tuple[str, ...]
    features: tuple[str, ...]
    word: str

    def preview(self, name: str) -> bool:
        """Whether something of this dotted name is in a preview tree."""
        return any(f"{name}.".startswith(f"{tree}.") for tree in self.trees)

    def feature(self, name: str) -> str:
        """The feature that owns it: its dotted name, or nothing."""
        return next((one for one in self.features if f"{name}.".startswith(f"{one}.")), "")

    def stage(self, name: str) -> str:
        """The stage of what stands in a module, by its dotted name."""
        return self.word if self.preview(name) else ""

    def marked(self, entry: Entry) -> Entry:
        """``entry`` with the stage of its place, unless its own documentation tells one."""
        if entry.stage:
            entry = entry._replace(flags=tuple(sorted({*entry.flags, "labelled"})))
        elif self.preview(entry.name):
            entry = entry._replace(stage=self.word)
        return entry._replace(feature=self.feature(entry.name))


def read_stages(host: Host) -> Stages:
    """The stages of ``host``, as its declarations and settings say.

    A feature that only hands on to stable code has moved, but its old names are a preview's
    still.  Raises Mistake for declarations that cannot be read.
    """
    return Stages(
        tuple(tree.module for tree in host.preview_trees),
        tuple(feature.module for feature in host.features),
        host.settings.label or "preview",
    )


def stable_part(surface: Surface) -> Surface:
    """``surface`` without the names that are written in previews only."""
    names = {name: each for name, each in surface.names.items() if not each.stage}
    kept: dict[str, Entry] = {}
    waiting = [each.entry for each in names.values()]
    while waiting:
        word = waiting.pop()
        if word in kept or word not in surface.entries:
            continue
        kept[word] = surface.entries[word]
        waiting += [name for _, name in kept[word].members]
        waiting += [base for base in kept[word].bases if base in surface.entries]
    return surface._replace(names=names, entries=kept, previews=False)
