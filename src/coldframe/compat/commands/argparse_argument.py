"""One argument, as ``add_argument`` of argparse makes it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.things import External, Opaque
from coldframe.compat.commands.written import TEXT, choices_of, is_old, text_of, type_of

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

_NO_VALUE = frozenset(
    {"store_true", "store_false", "store_const", "append_const", "count", "help", "version"}
)


def argparse_argument(
    program: Program, words: tuple[str, ...], named: dict[str, Any], action: Any, node: ast.AST,
    path: str,
) -> Argument:  # fmt: skip
    """The argument that is called ``words``; ``named`` is all else that is said of it."""
    options = tuple(each for each in words if each.startswith("-"))
    if getattr(action, "last", "") == "BooleanOptionalAction":
        action = "switch"
        options += tuple(f"--no-{each[2:]}" for each in options if each.startswith("--"))
    least, most = _count(program.known(named.get("nargs")), action)
    default = program.known(named.get("default"))
    usual = text_of(default)
    if most == 0 and action != "switch":
        usual = ""  # of a switch, it is that of the value that several may share
    required = named.get("required") is True if options else least > 0
    metavar = program.known(named.get("metavar"))
    name = max(options, key=lambda each: (each.startswith("--"), 0)) if options else (
        metavar if isinstance(metavar, str) else words[0]
    )  # fmt: skip
    return Argument(
        name if options else words[0],
        path,
        getattr(node, "lineno", 0),
        options,
        TEXT if most == 0 else type_of(program.known(named.get("type"))),
        least,
        most,
        usual,
        required,
        choices_of(named.get("choices"), program.known),
        is_old(program.known(named.get("help")), named),
        not program.doubt,
    )


def _count(nargs: Any, action: Any) -> tuple[int, int]:
    if isinstance(action, str) and (action in _NO_VALUE or action == "switch"):
        return 0, 0
    if nargs is None:
        custom = action is not None and not isinstance(action, str)
        return (0, ANY) if custom and isinstance(action, Opaque) else (1, 1)
    if isinstance(nargs, int):
        return nargs, nargs
    if isinstance(nargs, External):
        nargs = {"REMAINDER": "*", "OPTIONAL": "?", "ZERO_OR_MORE": "*", "ONE_OR_MORE": "+"}.get(
            nargs.last, nargs
        )
    known = {"?": (0, 1), "*": (0, ANY), "+": (1, ANY), "...": (0, ANY), "A...": (1, ANY)}
    return known.get(nargs, (0, ANY)) if isinstance(nargs, str) else (0, ANY)
