"""Arguments of commands that typer makes from the parameters of functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_true, keyword, last_name
from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.things import External, Names
from coldframe.compat.commands.written import BOOLEAN, TEXT, is_old, text_of, type_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program
    from coldframe.compat.commands.things import Function

_LISTS = frozenset({"list", "List"})
_CONTEXT = frozenset({"Context", "CallbackParam"})


def typer_arguments(program: Program, function: Function) -> list[Argument]:
    """One for each parameter of ``function``."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return []
    given = node.args
    places = [*given.posonlyargs, *given.args]
    usual = [None] * (len(places) - len(given.defaults)) + list(given.defaults)
    pairs = [
        *zip(places, usual, strict=True),
        *zip(given.kwonlyargs, given.kw_defaults, strict=True),
    ]
    found = (_argument(program, function, one, default) for one, default in pairs)
    return [each for each in found if each is not None]


def _argument(
    program: Program, function: Function, parameter: ast.arg, default: ast.expr | None
) -> Argument | None:
    annotation, call = parameter.annotation, None
    if isinstance(annotation, ast.Subscript) and last_name(annotation.value) == "Annotated":
        parts = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
        annotation = parts[0] if parts else None
        call = next((e for e in parts[1:] if isinstance(e, ast.Call) and _is_said(e)), None)
    if isinstance(default, ast.Call) and _is_said(default):
        call, default = default, None
        first = call.args[0] if call.args else keyword(call, "default")
        default = None if _is_dots(first) else first
        strings = call.args[1:]
    else:
        strings = call.args if call is not None else []
    kind, many = _type(annotation)
    if kind in _CONTEXT:
        return None
    names = function.around
    said = [program.known(program.value(each, names)) for each in strings]
    words = [w for each in said if isinstance(each, str) for w in each.split("/") if w]
    by_name = last_name(call.func) == "Option" if call is not None else default is not None
    required = default is None and not (call is not None and keyword(call, "default_factory"))
    if by_name:
        return _option(program, function, parameter, words, kind, many, default, required, call)
    return Argument(
        parameter.arg,
        function.space.path,
        parameter.lineno,
        (),
        kind,
        int(required) if many or required else 0,
        ANY if many else 1,
        _text(program, default, names),
        required,
    )


def _option(
    program: Program, function: Function, parameter: ast.arg, words: list[str], kind: str,
    many: bool, default: ast.expr | None, required: bool, call: ast.Call | None,
) -> Argument:  # fmt: skip
    flag = kind == BOOLEAN
    if not words:
        bare = parameter.arg.replace("_", "-")
        words = [f"--{bare}", *([f"--no-{bare}"] if flag else [])]
    count = call is not None and is_true(keyword(call, "count"))
    named = {}
    for word in ("hidden", "deprecated"):
        given = keyword(call, word) if call is not None else None
        named[word] = is_true(given) or None
    help_ = program.value(keyword(call, "help"), function.around) if call is not None else None
    takes = 0 if flag or count else 1
    return Argument(
        next((each for each in words if each.startswith("--")), words[0]),
        function.space.path,
        parameter.lineno,
        tuple(dict.fromkeys(words)),
        TEXT if not takes else kind,
        takes,
        takes,
        _text(program, default, function.around),
        required and not (call is not None and keyword(call, "prompt")),
        (),
        is_old(help_, named),
    )


def _text(program: Program, node: ast.expr | None, names: Names) -> str:
    return text_of(program.known(program.value(node, names))) if node is not None else ""


def _is_said(call: ast.Call) -> bool:
    return last_name(call.func) in ("Option", "Argument")


def _is_dots(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _type(node: ast.AST | None) -> tuple[str, bool]:
    """The word for a type, and whether it is a list."""
    if node is None:
        return TEXT, False
    if isinstance(node, ast.Subscript):
        word = last_name(node.value)
        if word == "Optional":
            return _type(node.slice)
        if word in _LISTS:
            return _type(node.slice)[0], True
    if isinstance(node, ast.BinOp):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.Constant) and other.value is None:
                return _type(one)
    return type_of(External(ast.unparse(node))), False
