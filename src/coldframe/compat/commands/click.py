"""What decorators and calls of click and typer make of functions."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from coldframe.compat.commands.click_argument import click_arguments
from coldframe.compat.commands.things import (
    Class,
    Decorator,
    Draft,
    External,
    Function,
    Opaque,
)  # fmt: skip
from coldframe.compat.commands.typer import typer_arguments
from coldframe.compat.commands.written import (
    is_old,
)  # fmt: skip

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program

CLICK, TYPER = "click", "typer"
_TOPS = frozenset({"click", "rich_click", "asyncclick", "cloup", "typer", "flask"})
_GROUPS = frozenset({"Group", "MultiCommand", "CommandCollection", "AppGroup", "FlaskGroup",
                     "ScriptInfo", "TyperGroup", "RichGroup", "Typer"})  # fmt: skip
_ARGUMENTS = frozenset({"option", "argument", "version_option", "password_option",
                        "confirmation_option", "help_option"})  # fmt: skip
_OVERRIDDEN = frozenset({"command", "group", "add_command", "get_command", "list_commands",
                         "resolve_command", "add_typer"})  # fmt: skip
_MAKERS = frozenset({"command", "group", "callback"})
_SUFFIX = re.compile(r"_(command|cmd|group|grp)$")


def is_click(value: Any) -> bool:
    """Whether it is a command of click or typer."""
    return isinstance(value, Draft) and value.tool in (CLICK, TYPER)


def external(
    program: Program, value: External, args: list[Any], named: dict[str, Any], node: ast.AST
) -> Any:
    """What a call of click or typer gives; None if it is no such call."""
    if value.top not in _TOPS:
        return None
    here, line = program.here(), getattr(node, "lineno", 0)
    if here is None:
        return None
    if value.last in _GROUPS:
        return _new(program, node, TYPER if value.last == "Typer" else CLICK, None, named)
    if value.last == "run" and value.top == "typer" and args:
        found = program.known(args[0])
        if isinstance(found, Function):
            draft = _command(program, Decorator("command", [], {}, line, here), found, TYPER)
            program.used.append(draft)
        return Opaque(node)
    if value.last in _MAKERS or value.last in _ARGUMENTS:
        if isinstance(node, ast.Name | ast.Attribute):  # a decorator without brackets
            made = Decorator(value.last, [], {}, line, here)
            return decorated(program, made, program.known(args[0]) if args else None)
        return Decorator(value.last, args, named, line, here)
    return None


def instance(program: Program, owner: Class, node: ast.AST) -> Draft | None:
    """The group that an instance of ``owner`` is; None if it is none."""
    line = program.line(owner)
    if any(isinstance(e, External) and e.top in _TOPS and e.last in _GROUPS for e in line):
        typer = any(isinstance(e, External) and e.last == "Typer" for e in line)
        found = _new(program, node, TYPER if typer else CLICK, owner, {})
        if any(isinstance(e, Class) and _OVERRIDDEN & e.names.own.keys() for e in line):
            found.closed = False  # it finds, or adds, commands in a way of its own
        return found
    return None


def _new(
    program: Program, node: ast.AST, tool: str, owner: Class | None, named: dict[str, Any]
) -> Draft:
    here = program.here()
    word = program.known(named.get("name"))
    return Draft(
        owner,
        tool=tool,
        path=here.path if here else "",
        line=getattr(node, "lineno", 0),
        word=word if isinstance(word, str) else "",
        alone=tool == TYPER,
        old=is_old(program.known(named.get("help")), named),
    )


def native(
    program: Program, draft: Draft, name: str, args: list[Any], named: dict[str, Any],
    node: ast.AST,
) -> Any:  # fmt: skip
    """What a method of a command or group does and gives."""
    here = program.here()
    if name in _MAKERS and here is not None:
        if isinstance(node, ast.Name | ast.Attribute):
            made = Decorator(name, [], {}, node.lineno, here, draft)
            return decorated(program, made, program.known(args[0]) if args else None)
        return Decorator(name, args, named, getattr(node, "lineno", 0), here, draft)
    if name in ("add_command", "add_typer"):
        below = program.known(args[0]) if args else None
        word = program.known(args[1] if len(args) > 1 else named.get("name"))
        if isinstance(below, Draft) and is_click(below):
            _under(program, draft, below, word if isinstance(word, str) else below.word)
        else:
            draft.closed = False
    elif name == "main":
        program.used.append(draft)
    elif name == "__init__" and "params" in named:
        draft.whole = False
    return Opaque(node)


def used(program: Program, draft: Draft, args: list[Any]) -> Any:
    """A command that is called: it parses."""
    program.used.append(draft)
    return Opaque()


def _under(program: Program, above: Draft, below: Draft, word: str) -> None:
    if not word:
        if below.tool == TYPER:  # a typer without a name: its commands are the other's
            above.below |= below.below
            above.alone = False
        else:
            above.closed = False
        return
    below.certain = below.certain and not program.doubt
    above.below.setdefault(word, below)


def decorated(program: Program, decorator: Decorator, function: Any) -> Any:
    """What stands for the function after the decorator."""
    if isinstance(function, Draft):
        if decorator.what in _ARGUMENTS:
            function.arguments += click_arguments(program, decorator)
        elif decorator.target is not None:
            word = program.known(decorator.args[0]) if decorator.args else function.word
            _under(program, decorator.target, function, word if isinstance(word, str) else "")
        return function
    if not isinstance(function, Function):
        return function
    if decorator.what in _ARGUMENTS:
        function.given += click_arguments(program, decorator)
        return function
    target = decorator.target
    tool = target.tool if target is not None else CLICK
    if decorator.what == "callback":
        if target is not None:
            target.alone = False
            if tool == TYPER:
                target.arguments += typer_arguments(program, function)
        return function
    draft = _command(program, decorator, function, tool)
    if target is not None:
        if draft.word:
            _under(program, target, draft, draft.word)
        else:
            target.closed = False
    return function if tool == TYPER else draft


def _command(program: Program, decorator: Decorator, function: Function, tool: str) -> Draft:
    named = decorator.named
    given = program.known(decorator.args[0] if decorator.args else named.get("name"))
    word = given if isinstance(given, str) else ""
    if given is None:
        name = function.name if tool == TYPER else _SUFFIX.sub("", function.name)
        word = name.replace("_", "-").lower()
    owner = program.known(named.get("cls"))
    told = program.known(named.get("help")) or ast.get_docstring(function.node) or ""
    draft = Draft(
        owner if isinstance(owner, Class) else None,
        tool=tool,
        path=decorator.space.path,
        line=decorator.line,
        word=word,
        old=is_old(told, named),
    )
    if isinstance(owner, Class | Opaque) or "params" in named:
        draft.whole = draft.closed = False
    if tool == TYPER:
        draft.arguments = typer_arguments(program, function)
    else:
        draft.arguments = function.given[::-1]
        function.given = []
    return draft
