"""The prepared picture of a host: everything a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from time import gmtime, strftime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.clockwork import Clockwork
    from coldframe.check.database.history import History
    from coldframe.check.exceptions.ledger import Ledger
    from coldframe.check.packaging.packaging import Packaging
    from coldframe.check.places import Places
    from coldframe.check.probe.outcome import ProbeOutcome
    from coldframe.check.surface.surface import Surface
    from coldframe.declare.feature import Declaration, Feature, PreviewTree
    from coldframe.declare.settings import Settings
    from coldframe.source.objects import Desk
    from coldframe.source.references.reference import Reference
    from coldframe.source.tree import Tree


class Host:
    """The Python project being looked after, read once and shared by all rules.

    What is cheap is read at once; the rest when a rule first asks for it.
    """

    def __init__(self, tree: Tree, settings: Settings) -> None:
        self.tree = tree
        self.settings = settings
        self.notes: list[str] = []  # what could not be known, for people
        self.today = strftime("%Y-%m-%d", gmtime())  # ISO, UTC
        self.probing = False  # `check --probe`: the host's code may be imported, in a child
        self.probe_python = ""  # the interpreter for that; empty: the host's own, or this one
        self.probe_timeout = 120.0  # seconds per feature
        self.progress: Callable[[str], None] = lambda doing: None  # told what takes long
        self.parked: dict[str, object] = {}  # by rule: what its ``begin`` leaves for ``check``
        self._mentioned: tuple[set[str], list[str]] = (set(), [])
        self.histories: tuple[History, ...] = ()  # of `migrations check`, one per database
        self.ledger: Ledger | None = None  # the exceptions of this run, once rules have run

    @cached_property
    def preview_trees(self) -> tuple[PreviewTree, ...]:
        """The preview trees, by path."""
        from coldframe.check.discovery import preview_trees

        trees = preview_trees(self.tree, self.settings, self.notes)
        if trees:  # git is at work while the rules are imported
            self.tree.begin_search([tree.module.rpartition(".")[2] for tree in trees])
        return trees

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """All features, by module, with their declarations.

        Raises Mistake for a declaration that cannot be read.
        """
        from coldframe.check.discovery import features

        return features(self.tree, self.settings, self.preview_trees, self.notes)

    @cached_property
    def declared(self) -> tuple[tuple[Feature, Declaration], ...]:
        """The living features that have a declaration, each with it."""
        return tuple(
            (f, f.declaration)
            for f in self.features
            if f.declaration is not None and not f.forwards_to
        )

    @cached_property
    def packaging(self) -> Packaging:
        """What the host says about its distribution; nothing of it is executed."""
        from coldframe.check.packaging.packaging import Packaging

        return Packaging(self.tree)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference to a preview tree, by path and line.

        The features' own tests are left out: they may reach what they test, and they are
        many.  ``own_test_references`` has theirs.
        """
        return self._references(lambda path: not self.is_own_test(path))

    @cached_property
    def crossings(self) -> tuple[Reference, ...]:
        """The references that cross the fence from stable places, by path and line."""
        from coldframe.check.isolation.sides import crossings

        return tuple(crossings(self))

    @cached_property
    def own_test_references(self) -> tuple[Reference, ...]:
        """The references in the tests that stand in a feature's own place for tests."""
        return self._references(self.is_own_test)

    def is_own_test(self, path: str) -> bool:
        """Whether ``path`` stands in a place for the tests of a feature, outside the trees."""
        return (
            self.places.is_test(path)
            and not any(path.startswith(tree.path + "/") for tree in self.preview_trees)
            and any(self.places.is_test_of(path, feature) for feature in self.features)
        )

    def _references(self, within: Callable[[str], bool]) -> tuple[Reference, ...]:
        from coldframe.check.own_reports import without_own_reports
        from coldframe.source.references.find import references

        packages = [(tree.module, tree.path) for tree in self.preview_trees]
        return tuple(without_own_reports(self.tree, references(self.tree, packages, within)))

    @cached_property
    def objects(self) -> Desk:
        """Where to ask for what git has stored: specs on a branch, folders at a release."""
        from coldframe.source.objects import Desk

        return Desk(self.tree.root)

    @cached_property
    def clockwork(self) -> Clockwork:
        """The release calendar, and where each feature stands in it."""
        from coldframe.check.clockwork import Clockwork

        return Clockwork(self)

    @cached_property
    def places(self) -> Places:
        """Which paths are tests, docs, migrations, release notes; and whose."""
        from coldframe.check.places import Places

        return Places(self.settings)

    @cached_property
    def surface(self) -> Surface:
        """The options, commands, tables and routes that modules define."""
        from coldframe.check.surface.surface import Surface

        return Surface(self.tree)

    @cached_property
    def probe(self) -> ProbeOutcome | None:
        """What importing the features shows; None unless that was asked for.

        Raises Mistake when the interpreter that was asked for does not exist.
        """
        if not self.probing:
            return None
        from coldframe.check.probe.probe import probe

        return probe(self)

    def mentioning(self, words: Sequence[str]) -> list[str]:
        """Python files, tests aside, that may contain one of ``words``; others may be among them.

        The words of all claims are looked for at the same time, because a search of a large
        tree costs more than the files that it finds.
        """
        from coldframe.check.overlap.claims import claims
        from coldframe.check.overlap.elsewhere import needles
        from coldframe.check.places import TEST_FOLDERS

        wanted = set(words)
        if not wanted <= self._mentioned[0]:
            wanted |= needles(list(claims(self)))
            found = self.tree.search(sorted(wanted), suffix=".py", without=TEST_FOLDERS)
            self._mentioned = wanted, found
        return self._mentioned[1]

    def begin_mentioning(self, words: set[str]) -> None:
        """Start the search for what ``mentioning`` will be asked."""
        from coldframe.check.places import TEST_FOLDERS

        self.tree.begin_search(sorted(words), suffix=".py", without=TEST_FOLDERS)

    def feature_of(self, path: str) -> Feature | None:
        """The feature whose code ``path`` is, if any."""
        for tree in self.preview_trees:
            if path.startswith(tree.path + "/"):
                child = path[len(tree.path) + 1 :].split("/", 1)[0].split(".", 1)[0]
                feature = self._by_place.get(f"{tree.path}/{child}")
                if feature is not None and feature.owns(path):
                    return feature
        return None

    def feature_named(self, target: str) -> Feature | None:
        """The feature to which the dotted name ``target`` belongs, if any."""
        end = len(target)
        while end > 0:
            feature = self._by_module.get(target[:end])
            if feature is not None:
                return feature
            end = target.rfind(".", 0, end)
        return None

    @cached_property
    def _by_module(self) -> dict[str, Feature]:
        # Several projects in one repository may use one name: the first counts.
        return {feature.module: feature for feature in reversed(self.features)}

    @cached_property
    def _by_place(self) -> dict[str, Feature]:
        return {f"{feature.tree.path}/{feature.name}": feature for feature in self.features}
