"""Arguments of commands that typer makes from the parameters of functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.surface.reading import is_true, keyword, last_name
from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.typer_types import annotated, is_said, shape
from coldframe.compat.commands.written import BOOLEAN, TEXT, is_old, text_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program
    from coldframe.compat.commands.things import Function, Names
    from coldframe.compat.commands.typer_types import Shape

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
    names = function.around
    written = annotated(program, names, parameter.annotation)
    call, names = written.call, written.names
    if isinstance(default, ast.Call) and is_said(default):
        call, default = default, None
        first = call.args[0] if call.args else keyword(call, "default")
        default = None if _is_dots(first) else first
        strings, names = call.args[1:], function.around
    else:
        strings = call.args if call is not None else []
    found = shape(program, names, written.node)
    if found.type.rpartition(".")[2] in _CONTEXT:
        return None
    said = [program.known(program.value(each, names)) for each in strings]
    words = [w for each in said if isinstance(each, str) for w in each.split("/") if w]
    by_name = last_name(call.func) == "Option" if call is not None else default is not None
    required = default is None and not (call is not None and keyword(call, "default_factory"))
    if by_name:
        return _option(program, function, parameter, words, found, default, required, call)
    return Argument(
        parameter.arg,
        function.space.path,
        parameter.lineno,
        (),
        found.type,
        int(required),
        ANY if found.many else 1,
        _text(program, default, function.around),
        required,
        found.choices,
    )


def _option(
    program: Program, function: Function, parameter: ast.arg, words: list[str], found: Shape,
    default: ast.expr | None, required: bool, call: ast.Call | None,
) -> Argument:  # fmt: skip
    flag = found.type == BOOLEAN and not found.many
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
        found.type if takes else TEXT,
        takes,
        takes,
        _text(program, default, function.around),
        required and not (call is not None and keyword(call, "prompt")),
        found.choices if takes else (),
        is_old(help_, named),
    )


def _text(program: Program, node: ast.expr | None, names: Names) -> str:
    return text_of(program.known(program.value(node, names))) if node is not None else ""


def _is_dots(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
