"""One way to parse Python, also where the running interpreter's grammar refuses."""

from __future__ import annotations

import _ast
import warnings
from typing import NamedTuple

from coldframe.source.python.decode import decode


class Parsed(NamedTuple):
    """A module as ``ast`` nodes, its text, and why it is inexact (empty: it is exact)."""

    tree: _ast.Module
    text: str
    inexact: str = ""


def parse(data: bytes) -> Parsed:
    """The module in ``data``; never raises for bad source.

    ``ast`` reads it if the running interpreter accepts the source, else tree-sitter, whose
    tree is converted to the same node kinds.
    """
    text, why = decode(data)
    parsed = parse_text(text)
    return parsed._replace(inexact=why) if why else parsed


def parse_text(text: str) -> Parsed:
    """The module in ``text``, whose lines end with ``\\n``."""
    tree = parse_natively(text)
    if tree is not None:
        return Parsed(tree, text)
    from coldframe.source.python.convert import convert, eager

    plain = eager(text)
    if plain != text and (tree := parse_natively(plain)) is not None:
        return Parsed(tree, text)
    tree, why = convert(plain)
    return Parsed(tree, text, why)


def parse_natively(text: str) -> _ast.Module | None:
    """``text`` as the running interpreter reads it, or None where it refuses."""
    tree = _compiled(text, "exec")
    return tree if isinstance(tree, _ast.Module) else None


def parse_expression(text: str) -> _ast.Expression | None:
    """One expression as the running interpreter reads it, or None where it refuses."""
    tree = _compiled(text, "eval")
    return tree if isinstance(tree, _ast.Expression) else None


def _compiled(text: str, mode: str) -> _ast.AST | None:
    """The built-in half of ``ast.parse``; the other half costs start-up time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in the host's own strings
        try:
            return compile(text, "<host>", mode, _ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
