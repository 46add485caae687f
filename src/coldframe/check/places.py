"""Which kind of place a path is: test, docs page, migration, release note; and whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.declare.feature import Feature
    from coldframe.declare.settings import Settings
    from coldframe.source.tree import Tree

TEST_FOLDERS = ("test", "tests", "testing", "functional_tests", "integration_tests")
_TEST = regex(
    rf"(?:^|/)(?:{'|'.join(TEST_FOLDERS)})/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_tests?|conftest|tests)\.pyi?$"
)
_EXAMPLE = regex(r"(?:examples?|tutorials?|demos?|samples?|benchmarks?|asv_bench\w*)/")
_DOCS = regex(
    r"(?:^|/)(?:docs?|documentation|api-ref|guides?|website)/.*\.(?:rst|md|mdx|txt|ipynb|html)$"
    r"|^(?:README|CONTRIBUTING|HACKING)[^/]*\.(?:rst|md|txt)$",
)
# One of these is in every path that _DOCS finds.
_DOCS_MARKS = (b"doc", b"api-ref", b"guide", b"website", b"README", b"CONTRIBUTING", b"HACKING")
_MIGRATION = regex(
    r"(?:^|/)(?:[^/]*migrations?|[^/]*alembic)/(?:.*/)?versions/(?:.*/)?[^/]+\.py$"
    r"|(?:^|/)migrations/\d{3,}_[^/]+\.py$"
)
_RELEASE_NOTE = regex(
    r"(?:^|/)(?:releasenotes/notes|newsfragments|changelog\.d|changes\.d|news\.d)/[^/]+$"
    r"|^(?:news|changes|changelog)/[^/]+\.(?:rst|md|txt|yaml)$"
)
# Pages that say what was new in versions that are out: they speak of the past.
_PAST = regex(
    r"^(?:CHANGES|CHANGELOG|HISTORY|NEWS|RELEASES|RELEASE_?NOTES)(?:\.(?:rst|md|txt))?$"
    r"|(?:^|/)docs?/(?:.*/)?(?:releases?|release[-_]?notes|whats[-_]?new|changelogs?)"
    r"(?:/(?:.*/)?[^/]+)?\.(?:rst|md|txt|ipynb|html)$"
)


def paths_with(tree: Tree, marks: Sequence[bytes]) -> list[str]:
    """The paths of ``tree`` that contain one of ``marks``, sorted; a NUL marks the end.

    The listing is searched as it is: trees have 100,000 files, and a list of all their paths
    takes more memory than everything else.
    """
    listing = tree.listing()
    found: set[bytes] = set()
    for mark in marks:
        at = listing.find(mark)
        while at >= 0:
            first = listing.rfind(b"\0", 0, at) + 1
            end = listing.index(b"\0", at)
            found.add(listing[first:end])
            at = listing.find(mark, end)
    return [name.decode("utf-8", "surrogateescape") for name in sorted(found)]


def glob_expression(glob: str) -> str:
    """A regular expression for a path glob: ``**`` crosses folders, ``*`` and ``?`` do not."""
    out, at = "", 0
    while at < len(glob):
        if glob.startswith("**/", at):
            out, at = out + r"(?:[^/]+/)*", at + 3
        elif glob.startswith("**", at):
            out, at = out + ".*", at + 2
        elif glob[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif glob[at] == "?":
            out, at = out + "[^/]", at + 1
        else:
            out, at = out + re.escape(glob[at]), at + 1
    return out


def matcher(globs: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that fully matches any path that one of ``globs`` names.

    A glob without wildcards that names a folder stands for all that is in it.
    """
    return re.compile("|".join(f"(?:{glob_expression(g.rstrip('/'))}(?:/.*)?)" for g in globs))


class Places:
    """The kinds of places of one host: the usual ones, unless the settings name others."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def is_test(self, path: str) -> bool:
        """Whether ``path`` is a test, a test helper or test data."""
        return _TEST.search(path) is not None

    @staticmethod
    def is_example(path: str) -> bool:
        """Whether ``path`` is an example or a benchmark at the top of the tree.

        Nobody imports these: they show a feature to users, as docs do.
        """
        return _EXAMPLE.match(path) is not None

    def is_docs(self, path: str) -> bool:
        """Whether ``path`` is a page of the docs."""
        return self._in(self._docs, _DOCS, path)

    def is_migration(self, path: str) -> bool:
        """Whether ``path`` is a script of one database migration (Alembic, Django)."""
        return self._in(self._migrations, _MIGRATION, path)

    def is_release_note(self, path: str) -> bool:
        """Whether ``path`` is a release note, a news fragment or a page of past changes."""
        return self._is_note(path) or _PAST.search(path) is not None

    def release_notes(self, tree: Tree) -> list[str]:
        """The notes and fragments of ``tree`` of which release notes are made, sorted."""
        if self._release_notes is None:  # a cheap look first: trees have 100,000 files
            paths: Sequence[str] = paths_with(tree, (b"notes/", b"news", b"change"))
        else:
            paths = tree.paths()
        return [path for path in paths if self.is_release_note(path)]

    def docs_pages(self, tree: Tree) -> list[str]:
        """All pages of the docs of ``tree``, sorted."""
        if self._docs is None:
            paths: Sequence[str] = paths_with(tree, _DOCS_MARKS)
        else:
            paths = tree.paths()
        return [path for path in paths if self.is_docs(path)]

    def is_test_of(self, path: str, feature: Feature) -> bool:
        """Whether ``path`` is in a place for the tests of ``feature``.

        These are, in the settings' ``tests`` or by default: folders and files named after
        the feature below a folder named after the preview tree, in any test folder; the
        feature's own folder; what its declaration claims.
        """
        claims = feature.declaration.claims if feature.declaration else None
        if claims and claims.tests and matcher(claims.tests).fullmatch(path):
            return True
        if self._settings.tests:
            tree = feature.tree.module.rpartition(".")[2]
            globs = tuple(
                glob.replace("{tree}", tree).replace("{feature}", feature.name)
                for glob in self._settings.tests
            )
            return matcher(globs).fullmatch(path) is not None
        if not self.is_test(path):
            return False
        if feature.owns(path):
            return True
        tree = re.escape(feature.tree.module.rpartition(".")[2])
        name = re.escape(feature.name)
        return (
            re.search(rf"(?:^|/){tree}/(?:.*/)?(?:{name}/|(?:test_)?{name}(?:_\w+)?\.py$)", path)
            is not None
        )

    def is_docs_of(self, path: str, feature: Feature) -> bool:
        """Whether ``path`` is a page about ``feature``: claimed, or named after it."""
        claims = feature.declaration.claims if feature.declaration else None
        if claims and claims.docs and matcher(claims.docs).fullmatch(path):
            return True
        if feature.owns(path):
            return True
        words = re.split(r"[/._-]+", path.rsplit(".", 1)[0].lower())
        name = [word for word in feature.name.lower().split("_") if word]
        return self.is_docs(path) and any(
            words[at : at + len(name)] == name for at in range(len(words))
        )

    def _is_note(self, path: str) -> bool:
        return self._in(self._release_notes, _RELEASE_NOTE, path)

    @cached_property
    def _docs(self) -> re.Pattern[str] | None:
        return matcher(self._settings.docs) if self._settings.docs else None

    @cached_property
    def _migrations(self) -> re.Pattern[str] | None:
        return matcher(self._settings.migrations) if self._settings.migrations else None

    @cached_property
    def _release_notes(self) -> re.Pattern[str] | None:
        return matcher(self._settings.release_notes) if self._settings.release_notes else None

    @staticmethod
    def _in(own: re.Pattern[str] | None, usual: re.Pattern[str], path: str) -> bool:
        return own.fullmatch(path) is not None if own else usual.search(path) is not None
