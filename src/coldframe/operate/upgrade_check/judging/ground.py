"""What settings are judged by: the release, what is installed, and what is known of old names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.metadata import normal
from coldframe.operate.upgrade_check.moves import Moves, moves, replaced
from coldframe.operate.upgrade_check.options import of_installed, of_release

if TYPE_CHECKING:
    from coldframe.declare.tombstone import Tombstone
    from coldframe.operate.upgrade_check.installed import Installed
    from coldframe.operate.upgrade_check.moves import Move
    from coldframe.operate.upgrade_check.options import Options
    from coldframe.operate.upgrade_check.release import PreviewTree, Release
    from coldframe.operate.upgrade_check.setting import SiteFile


_LISTED = "oslo.config.opts"  # the entry points of whoever defines options


class Ground:
    """The release, the site's distributions ``here``, and its configuration ``files``.

    ``used`` collects where the site uses a preview feature: places, by the feature's module.
    """

    def __init__(
        self, release: Release, here: Mapping[str, Installed], files: Sequence[SiteFile]
    ) -> None:
        self.release = release
        self.here = here
        self.files = files
        self.used: dict[str, dict[str, None]] = {}

    @cached_property
    def own(self) -> Installed | None:
        """The project itself, as it is installed now."""
        return self.here.get(normal(self.release.project))

    @cached_property
    def moves(self) -> Moves:
        """The moves by old name."""
        return moves(self.release, self.here, self._tops)

    @cached_property
    def replaced(self) -> tuple[tuple[Installed, Move], ...]:
        """The distributions that the release has taken in."""
        return tuple(replaced(self.release, self.here, self.moves))

    @cached_property
    def before(self) -> tuple[Installed, ...]:
        """What the release takes the place of: the project itself, and what it has taken in."""
        own = (self.own,) if self.own else ()
        return (*own, *(one for one, _move in self.replaced))

    @cached_property
    def options_now(self) -> Options:
        """The options of these files that what is installed defines."""
        return of_installed(self.before, self._names)

    @cached_property
    def options_then(self) -> Options:
        """Those that the release defines."""
        return of_release(self.release, self._names)

    @cached_property
    def options_elsewhere(self) -> Options:
        """Those that libraries define which the site keeps, such as those of OpenStack."""
        others = (one for one in self.here.values() if one not in self.before)
        libraries = (one for one in others if any(g == _LISTED for g, _name in one.entry_points))
        return of_installed(libraries, self._names)

    @cached_property
    def tombstones(self) -> tuple[tuple[PreviewTree, Tombstone], ...]:
        """The endings of the release, each with its preview tree."""
        return tuple((tree, one) for tree in self.release.previews for one in tree.tombstones)

    @cached_property
    def groups(self) -> dict[str, set[str]]:
        """For each name of an entry point, past or present, the groups in which it stands."""
        found: dict[str, set[str]] = {}
        points = [*self.release.entry_points]
        for one in self.here.values():
            points += one.entry_points
        for group, name in points:
            found.setdefault(name, set()).add(group)
        for _tree, stone in self.tombstones:
            for old in stone.entry_points:
                group, _, name = old.partition(":")
                found.setdefault(name, set()).add(group)
        return found

    def missing(self, distribution: str) -> str:
        """The line that installs a distribution; empty if it is installed, or none is named."""
        there = not distribution or normal(distribution) in self.here
        return "" if there else f"pip install {distribution}"

    def extracted(self, option: str) -> Tombstone | None:
        """The ending of the feature that claimed the option, if it is a project of its own now."""
        from fnmatch import fnmatchcase

        from coldframe.declare.tombstone import EXTRACTED

        for tree in self.own.previews if self.own else ():
            for name, declaration in tree.declarations.items():
                if any(fnmatchcase(option, claim) for claim in declaration.claims.options):
                    for other, stone in self.tombstones:
                        if (other.module, stone.feature, stone.ending) == (
                            *(tree.module, name, EXTRACTED),
                        ):
                            return stone
        return None

    @cached_property
    def features(self) -> dict[str, str]:
        """The declared features of the release: their names, by module."""
        trees = self.release.previews
        return {f"{t.module}.{name}": name for t in trees for name in t.declarations}

    def feature_in(self, name: str) -> str:
        """The module of the feature that a dotted name belongs to, or nothing."""
        while name and name not in self.features:
            name = name.rpartition(".")[0]
        return name

    def use(self, module: str, places: Iterable[str]) -> None:
        """Note that the site uses a preview feature there."""
        if module:
            self.used.setdefault(module, {}).update(dict.fromkeys(places))

    @cached_property
    def _names(self) -> set[str]:
        forms = ("ini", "dotenv")
        return {one.name for file in self.files if file.form in forms for one in file.settings}

    @cached_property
    def _tops(self) -> set[str]:
        """The first parts of all that may be a class path, or an application of Django."""
        from coldframe.operate.upgrade_check.judging.class_paths import names
        from coldframe.operate.upgrade_check.judging.words import words

        return {
            name.partition(".")[0]
            for file in self.files
            for setting in file.settings
            if not setting.secret
            for word in words(setting)
            for _start, name in names(setting, word)
        }

    @property
    def title(self) -> str:
        """The release as it is named in sentences."""
        return f"{self.release.project} {self.release.version}".strip()
