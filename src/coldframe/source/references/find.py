"""Finds every place in a tree that reaches, or names, a module of the given packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coldframe.source.references import kinds
from coldframe.source.references.excerpt import excerpt
from coldframe.source.references.reference import Reference
from coldframe.source.references.sift import Sift
from coldframe.source.references.wanted import Wanted
from coldframe.source.tree import Unread

if TYPE_CHECKING:
    from coldframe.source.references.places import Places
    from coldframe.source.tree import Tree


def references(
    tree: Tree,
    packages: Sequence[tuple[str, str]],
    within: Callable[[str], bool] = lambda path: True,
) -> tuple[Reference, ...]:
    """Every reference to ``packages``, by path and line.

    ``packages`` are pairs of a dotted name and its folder in the tree.  Code inside the
    packages is looked at as well; what a module or package directly below one of them says
    of itself is left out.  Only paths that are ``within`` are read.  A file that could not be
    read exactly is noted in ``tree.unread`` and searched as far as it goes.
    """
    if not packages:
        return ()
    wanted = Wanted(tree, packages)
    sift = Sift(wanted)
    found: list[Reference] = []
    seen = set()
    for path in tree.search(wanted.leaves):
        seen.add(path)
        if not kinds.may_hold(path) or not within(path):
            continue
        data = tree.read(path)
        kind = kinds.kind(path, data[:200])
        if kind and sift.survives(path, data, kind):
            if kind == kinds.PYTHON and not wanted.home(path):
                part = excerpt(data, sift.hits(data), sift.names)
                if part is not None and (places := _exactly(part, path, wanted)):
                    found += places.references()
                    continue
            found += _read(tree, path, data, kind, wanted)
    for _, folder in wanted.packages:
        for path in tree.under(folder):
            if path in seen or not path.endswith((".py", ".pyi", ".pyx")) or not within(path):
                continue
            seen.add(path)
            data = tree.read(path)
            if sift.climbs(path, data, folder):
                found += _read(tree, path, data, kinds.PYTHON, wanted)
    return tuple(sorted(r for r in found if not wanted.is_of_itself(r.path, r.target)))


def _exactly(data: bytes, path: str, wanted: Wanted) -> Places | None:
    """The references in part of a module, or None if it is no Python by itself."""
    from coldframe.source.python.parse import parse_natively
    from coldframe.source.references.code import in_code

    text = data.decode()
    module = parse_natively(text)
    return in_code(module, text, path, wanted) if module else None


def _read(tree: Tree, path: str, data: bytes, kind: str, wanted: Wanted) -> list[Reference]:
    places, why = _places(path, data, kind, wanted)
    if why:
        tree.unread.append(Unread(path, f"read inexactly: {why}"))
    return places.references()


def read_references(path: str, data: bytes, wanted: Wanted) -> list[Reference]:
    """The references to the ``wanted`` packages in one file whose bytes are ``data``."""
    kind = kinds.kind(path, data[:200])
    return _places(path, data, kind, wanted)[0].references() if kind else []


def _places(path: str, data: bytes, kind: str, wanted: Wanted) -> tuple[Places, str]:
    """The references of one file, and why it was read inexactly."""
    if kind == kinds.PYTHON:
        from coldframe.source.python.parse import parse
        from coldframe.source.references.code import in_code

        if path.endswith((".pyx", ".pxd")):
            data = data.replace(b"cimport", b"import ")  # Cython's own word, same length
        parsed = parse(data)
        places = in_code(parsed.tree, parsed.text, path, wanted)
        if parsed.inexact:
            from coldframe.source.references.broken import in_broken

            in_broken(places, wanted)
        return places, parsed.inexact
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if kind == kinds.NOTEBOOK:
        from coldframe.source.references.notebook import in_notebook

        return in_notebook(text, path, wanted)
    if kind == kinds.DOCS:
        from coldframe.source.references.docs import in_docs

        return in_docs(text, path, wanted), ""
    if kind == kinds.COMMANDS:
        from coldframe.source.references.commands import in_commands

        return in_commands(text, path, wanted), ""
    from coldframe.source.references.configuration import in_configuration

    return in_configuration(text, path, wanted), ""
