"""The whole contract of a host adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from coldframe.declare.feature import PreviewTree
    from coldframe.resolve.plan import Edit, Left
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.source.tree import Tree


class Relocation(NamedTuple):
    """Code that gets new names: the host as it will be, and what is called differently.

    ``package`` is the new dotted name of what moves, ``preview`` the preview tree that it
    moves into; None when it leaves one.
    """

    tree: Tree
    renames: Renames
    package: str
    preview: PreviewTree | None = None


class Ties(NamedTuple):
    """What an adapter adds to a plan: certain edits, places for a person, and notes.

    ``settled`` are lines, by path and number, that look like references and are none, or are
    edited here: nobody has to look at them.
    """

    edits: tuple[Edit, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()
    settled: tuple[tuple[str, int], ...] = ()


class Adapter(Protocol):
    """Knows one framework's ties between names; reads files and executes nothing."""

    name: str

    def fits(self, tree: Tree) -> bool:
        """Whether the project in ``tree`` is built on this framework."""
        ...

    def own_modules(self, host: Tree, package: str, project: Tree, adopted: str) -> dict[str, str]:
        """The modules of ``adopted`` that the host has itself, with the host's names for them.

        ``package`` is the host's package; ``adopted`` the dotted name of the package in
        ``project`` that becomes a feature.  Such a module does not come along.
        """
        ...

    def ties(self, relocation: Relocation) -> Ties:
        """What has to follow a relocation although no reference says so."""
        ...

    def untied(self, tree: Tree, preview: PreviewTree) -> tuple[Edit, ...]:
        """The edits that take back what ``ties`` wrote and no feature in ``preview`` needs.

        ``tree`` is the host without the feature that goes.  What is not exactly as it was
        written stays.
        """
        ...
