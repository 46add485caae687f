"""Which modules a preview tree held in each release, as git shows it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.declare.feature import MODULE_SUFFIXES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.calendar import Calendar, Release
    from coldframe.declare.feature import Feature, PreviewTree
    from coldframe.source.objects import Asked, Entry, Folders


class Presence:
    """The children of the host's preview trees at each release that has a tag.

    ``fault`` says why nothing can be known of the past, or is empty.  ``shallow`` is whether
    history ends before its beginning: what is seen first may then be older.
    """

    def __init__(self, host: Host, calendar: Calendar) -> None:
        self._host = host
        self._calendar = calendar
        self.fault = ""
        self.shallow = False

    @cached_property
    def tagged(self) -> tuple[Release, ...]:
        """The releases that can be looked into, in order."""
        return tuple(r for r in self._calendar.released if r.tag and self._readable(r))

    def at(self, release: Release, tree: PreviewTree) -> dict[str, str]:
        """The modules directly in ``tree`` at ``release``: name to key of the object.

        A package and a module of one name are one; the key changes when any file does.
        """
        known = self._modules.get((release.version, tree.path))
        if known is not None:
            return known
        found: dict[str, list[str]] = {}
        for path in _spellings(tree.path):
            for name, entry in self._folders.get((_revision(release), path), {}).items():
                stem = _module(name, entry)
                if stem:
                    found.setdefault(stem, []).append(entry.key)
        modules = {name: "+".join(keys) for name, keys in found.items()}
        self._modules[release.version, tree.path] = modules
        return modules

    @cached_property
    def _modules(self) -> dict[tuple[str, str], dict[str, str]]:
        return {}

    def path_at(self, release: Release, tree: PreviewTree, name: str) -> str:
        """Where the module ``name`` of ``tree`` was at ``release``; empty if it was not there."""
        for path in _spellings(tree.path):
            names = self._folders.get((_revision(release), path), {})
            for entry in sorted(names, key=lambda n: (not names[n].is_folder, n)):
                if _module(entry, names[entry]) == name:
                    return f"{path}/{entry}"
        return ""

    def first(self, feature: Feature) -> Release | None:
        """The first release that git shows ``feature`` in, None if there is none.

        A feature that took another name goes on where it was: renaming resets no clock.
        """
        name, found = feature.name, self._first_named(feature.tree, feature.name)
        seen = {name}
        while (earlier := self._called_before(feature, name, found)) not in seen | {""}:
            name, found = earlier, self._first_named(feature.tree, earlier)
            seen.add(name)
        return found or self._first_by_day(feature)

    def _first_named(self, tree: PreviewTree, name: str) -> Release | None:
        return next((release for release in self.tagged if name in self.at(release, tree)), None)

    def _called_before(self, feature: Feature, name: str, first: Release | None) -> str:
        """The module of the release before that became ``name`` in ``first``; or nothing."""
        tree, place = feature.tree, len(self.tagged) if first is None else self.tagged.index(first)
        if place == 0:
            return ""
        before = self.tagged[place - 1]
        here = set(self.at(first, tree)) if first else self._present(tree)
        gone = [other for other in self.at(before, tree) if other not in here]
        if not gone:
            return ""
        path = self.path_at(first, tree, name) if first else feature.path
        moved = self._moved(before, first, tree, tuple(gone))
        return next((other for other in gone if moved.get(other) == path), "")

    def _present(self, tree: PreviewTree) -> set[str]:
        from coldframe.check.children import children

        return {child.name for child in children(self._host.tree, tree.path)}

    def _moved(
        self, before: Release, after: Release | None, tree: PreviewTree, gone: tuple[str, ...]
    ) -> dict[str, str]:
        """Where the modules ``gone`` after ``before`` are in ``after`` (None: in HEAD)."""
        from coldframe.source.departures import departures
        from coldframe.source.git import GitError

        key = (before.version, after.version if after else "", tree.path)
        if key not in self._moves:
            paths = {name: self.path_at(before, tree, name) for name in gone}
            root, now = self._host.tree.root, _revision(after) if after else "HEAD"
            try:
                found = departures(root, _revision(before), now, list(paths.values()))
            except GitError:
                found = {}
            self._moves[key] = {n: found[p].to for n, p in paths.items() if p in found}
        return self._moves[key]

    @cached_property
    def _moves(self) -> dict[tuple[str, str, str], dict[str, str]]:
        return {}

    def files(self, path: str) -> dict[str, bytes]:
        """The file ``path`` as the releases have it, by tag; those without it are left out."""
        if path not in self._files:
            from coldframe.source.git import GitError

            found: dict[str, bytes] = {}
            try:
                self._begin_files(path)
                texts = self._begun[path].contents()
                for release, text in zip(self._with_tags, texts, strict=True):
                    if text is not None:
                        found[release.tag] = text
            except GitError:
                pass  # an old promise that cannot be read binds nobody
            self._files[path] = found
        return self._files[path]

    def _begin_files(self, path: str) -> None:
        """Ask git for the file ``path`` of all releases, and do not wait."""
        if path not in self._begun:
            names = [f"{_revision(r)}:./{path}" for r in self._with_tags]
            self._begun[path] = self._host.objects.ask(names)

    @cached_property
    def _begun(self) -> dict[str, Asked]:
        return {}

    @cached_property
    def _files(self) -> dict[str, dict[str, bytes]]:
        return {}

    @cached_property
    def _with_tags(self) -> list[Release]:
        return [release for release in self._calendar.released if release.tag]

    def _first_by_day(self, feature: Feature) -> Release | None:
        """Where releases have days but no tags: the first one after the feature's commit."""
        untagged = [r for r in self._calendar.released if not r.tag and r.day]
        if not untagged or self.fault or self.shallow:
            return None
        day = self._days.get(feature.path) or self._first_day(feature)
        return next((r for r in untagged if day and day <= r.day), None)

    @cached_property
    def _days(self) -> dict[str, str]:
        return {}

    def _first_day(self, feature: Feature) -> str:
        from coldframe.source.git import GitError, git

        try:
            log = git(self._host.tree.root, "log", "--format=%cs", "--", feature.path)
        except GitError:  # no commit yet
            return ""
        self._days[feature.path] = log.decode().split("\n")[-2] if log else ""
        return self._days[feature.path]

    def _readable(self, release: Release) -> bool:
        return any((_revision(release), p) in self._folders for p in self._paths)

    @cached_property
    def _paths(self) -> list[str]:
        return [p for tree in self._host.preview_trees for p in _spellings(tree.path)]

    @cached_property
    def _folders(self) -> dict[tuple[str, str], dict[str, Entry]]:
        from coldframe.check.past import past
        from coldframe.source.git import GitError

        try:
            self.shallow = past(self._host).shallow
            return self._asked.answer()
        except GitError as error:
            self.fault = error.why
            return {}

    def begin(self) -> None:
        """Ask git what the releases held, and do not wait for it."""
        _ = self._asked

    @cached_property
    def _asked(self) -> Folders:
        from coldframe.source.objects import Folders

        if self._with_tags and self._host.settings.path:
            self._begin_files(self._host.settings.path)  # promises will ask for it
        revisions = [_revision(release) for release in self._with_tags]
        return Folders(self._host.objects, revisions, self._paths)


def _revision(release: Release) -> str:
    return f"refs/tags/{release.tag}"


def _spellings(path: str) -> tuple[str, ...]:
    """A folder, and where it was or will be if the host moves its code below ``src``."""
    inside = path.removeprefix("src/")
    return (path, inside if inside != path else f"src/{path}")


def _module(name: str, entry: Entry) -> str:
    """The module that an entry of a folder is; empty for what is none."""
    if entry.is_folder:
        return name if name.isidentifier() and name != "__pycache__" else ""
    stem = name.partition(".")[0]
    return stem if name.endswith(MODULE_SUFFIXES) and stem.isidentifier() else ""
