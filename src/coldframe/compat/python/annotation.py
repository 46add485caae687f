"""Annotations and values as texts in one form, whichever way they were written."""

from __future__ import annotations

import ast
from hashlib import sha256
from typing import Any

import griffe

from coldframe.compat.python.standing_for import alias_meaning, private_value

_LONGEST = 160
_COLLECTED = 20_000
_LONGEST_ALIAS = 1_000
_WRAPPED = ("Annotated", "Final", "ClassVar", "InitVar")


def type_text(annotation: Any) -> str:
    """A type, with every name in full: ``Optional["Thing"]`` is ``None | shop.Thing``.

    An alias of a type that the project defines is what it stands for.

    Empty if there is none.  What is no type is written as it stands.
    """
    if annotation is None:
        return ""
    written = _full(annotation, ())
    try:
        return _type(ast.parse(written.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return written


def value_text(value: Any) -> str:
    """What a caller gets, where it is written out; empty where it has to be computed."""
    if value is None:
        return ""
    try:
        known = ast.literal_eval(text := str(value))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return ""
    if isinstance(known, set):
        text = f"{{{', '.join(sorted(map(repr, known)))}}}"
    else:
        text = repr(known)
    whole = isinstance(known, list | tuple | set | dict) and len(text) <= _COLLECTED
    return text if whole else short(text)


def default_text(value: Any) -> str:
    """The default of a parameter; empty if there is none."""
    if value is None:
        return ""
    text = str(private_value(value) or value)
    try:
        text = repr(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        text = _full(value)
    return short(text)


def name_text(value: Any) -> str:
    """A name in full, or as it stands."""
    return _full(value)


def short(text: str) -> str:
    """A text that is shown; a long one by its beginning and its digest."""
    if len(text) <= _LONGEST:
        return text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{text[:40]}… (sha256 {digest[:12]})"


def _full(one: Any, seen: tuple[str, ...] | None = None) -> str:
    """Names in full; aliases of types by what they stand for, unless ``seen`` is None."""
    if isinstance(one, griffe.ExprAttribute | griffe.ExprName):
        meant = None if seen is None else alias_meaning(one, seen)
        if seen is not None and meant is not None:
            text = _full(meant[1], (*seen, meant[0]))
            if len(text) <= _LONGEST_ALIAS:
                return f"({text})"
        return str(one.canonical_path) if not _computed(one) else str(one)
    if isinstance(one, griffe.ExprSubscript):
        return f"{_full(one.left, None)}[{_full(one.slice, seen)}]"
    if isinstance(one, griffe.ExprBinOp):
        return f"{_full(one.left, seen)} {one.operator} {_full(one.right, seen)}"
    if isinstance(one, griffe.ExprTuple | griffe.ExprList):
        inside = ", ".join(_full(each, seen) for each in one.elements)
        if isinstance(one, griffe.ExprList):
            return f"[{inside}]"
        return inside if one.implicit and inside else f"({inside}{',' * (len(one.elements) == 1)})"
    return str(one)


def _computed(one: Any) -> bool:
    """Whether a dotted name begins with something that is called or taken out of something."""
    return isinstance(one, griffe.ExprAttribute) and not all(
        isinstance(part, griffe.ExprName) for part in one.values
    )


def _type(node: ast.expr) -> str:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return _union([_type(node.left), _type(node.right)])
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and node.value:
            try:
                return _type(ast.parse(node.value.strip(), mode="eval").body)
            except (SyntaxError, RecursionError):
                return repr(node.value)
        return "..." if node.value is Ellipsis else repr(node.value)
    if isinstance(node, ast.Name | ast.Attribute):
        return _word(ast.unparse(node))
    if isinstance(node, ast.Subscript):
        return _subscript(_type(node.value), node.slice)
    if isinstance(node, ast.List | ast.Tuple):
        inside = ", ".join(map(_type, node.elts))
        return f"[{inside}]" if isinstance(node, ast.List) else f"({inside})"
    return ast.unparse(node)


def _subscript(word: str, inside: ast.expr) -> str:
    items = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    if word == "Union":
        return _union([_type(each) for each in items])
    if word == "Optional":
        return _union([_type(items[0]), "None"])
    if word in _WRAPPED:
        return _type(items[0])
    if word == "Literal":
        return f"Literal[{', '.join(sorted(ast.unparse(each) for each in items))}]"
    return f"{word}[{', '.join(map(_type, items))}]"


def _union(parts: list[str]) -> str:
    """The members sorted, each once; those of unions inside are members, too."""
    members: set[str] = set()
    for part in parts:
        members |= set(split_union(part))
    return " | ".join(sorted(members))


def split_union(text: str) -> list[str]:
    """The members of a union in its one form."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "[(":
            depth += 1
        elif letter in "])":
            depth -= 1
        elif letter == "|" and not depth and text[at - 1 : at + 2] == " | ":
            found.append(text[start : at - 1])
            start = at + 2
    return [*found, text[start:]]


_MODERN = {"List": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset",
           "Tuple": "tuple", "Type": "type", "DefaultDict": "defaultdict", "Deque": "deque",
           "Text": "str", "AbstractSet": "abc.Set"}  # fmt: skip
_ELSEWHERE = {"contextlib.AbstractContextManager": "ContextManager",
              "contextlib.AbstractAsyncContextManager": "AsyncContextManager",
              "re.Pattern": "Pattern", "re.Match": "Match"}  # fmt: skip
_STANDARD = ("typing.", "typing_extensions.", "collections.abc.", "builtins.", "collections.")


def _word(name: str) -> str:
    """A name of the standard library without its module, and by its present spelling."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    for module in _STANDARD:
        if name.startswith(module):
            word = name[len(module) :]
            if module.startswith("typing"):
                return _MODERN.get(word, word)
            return f"abc.{word}" if word == "Set" else word
    return name
