"""Options that are made from the fields of data classes, as ``HfArgumentParser`` does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coldframe.check.surface.reading import is_false, keyword, last_name
from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.things import Class, External, Opaque
from coldframe.compat.commands.written import TEXT, text_of, type_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

_PLAIN = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})
_LISTS = frozenset({"list", "List", "Sequence", "tuple"})


def field_arguments(program: Program, owner: Class) -> tuple[list[Argument], bool]:
    """The options, and whether all fields could be read."""
    found: dict[str, Argument | None] = {}
    whole = True
    for one in reversed(program.line(owner)):
        if not isinstance(one, Class):
            whole = whole and isinstance(one, External) and one.name in _PLAIN
            continue
        for node in one.node.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.pop(node.target.id, None)
                found[node.target.id] = _field(program, one, node, node.target.id)
    return [each for each in found.values() if each is not None], whole


def _field(program: Program, owner: Class, node: ast.AnnAssign, name: str) -> Argument | None:
    value, call = node.value, None
    if isinstance(value, ast.Call) and last_name(value.func) == "field":
        call, value = value, keyword(value, "default", "default_factory")
        if is_false(keyword(call, "init")):
            return None
    default: Any = program.known(program.value(value, owner.names)) if value is not None else None
    usual = _default(default, value, call)
    least, most, type_, choices = _shape(program, node.annotation, owner)
    if type_ == "ClassVar":
        return None
    names = [f"--{name}"]
    if type_ == "boolean" and most == 1:
        least = 0
        if usual == "True":
            names += [f"--no_{name}", f"--no-{name.replace('_', '-')}"]
    if "_" in name:
        names.insert(1, f"--{name.replace('_', '-')}")
    return Argument(
        names[0],
        owner.space.path,
        node.lineno,
        tuple(names),
        type_,
        least,
        most,
        usual,
        value is None and type_ != "boolean",
        choices,
    )


def _default(default: Any, value: ast.expr | None, call: ast.Call | None) -> str:
    if call is not None and isinstance(value, ast.Lambda):
        return text_of(Opaque(value.body))
    text = text_of(default)
    return "[]" if call is not None and text == "list" else text


def _shape(program: Program, node: ast.expr, owner: Class) -> tuple[int, int, str, tuple[str, ...]]:
    """How many values an annotation takes, which type they have, and which are allowed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
        try:
            node = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError):
            return 1, 1, text, ()
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        parts = [each for each in _united(node) if not _is_none(each)]
        texts = [each for each in parts if last_name(each) != "str"]
        if len(parts) == 1 or (len(parts) == 2 and len(texts) == 1):
            return _shape(program, (texts or parts)[0], owner)
        return 1, 1, ast.unparse(node), ()
    if isinstance(node, ast.Subscript):
        word, inner = last_name(node.value), node.slice
        if word == "Optional":
            return _shape(program, inner, owner)
        if word == "Literal":
            given = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            said = tuple(str(e.value) for e in given if isinstance(e, ast.Constant))
            return 1, 1, TEXT, said
        if word in _LISTS:
            first = inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner
            _, _, type_, choices = _shape(program, first, owner)
            return 1, ANY, type_, choices
        if word in ("Union", "Annotated") and isinstance(inner, ast.Tuple):
            parts = [each for each in inner.elts if not _is_none(each)]
            if word == "Annotated" or len(parts) == 1:
                return _shape(program, parts[0], owner)
        return 1, 1, "ClassVar" if word == "ClassVar" else ast.unparse(node), ()
    return 1, 1, type_of(External(ast.unparse(node))), ()


def _united(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_united(node.left), *_united(node.right)]
    return [node]


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
