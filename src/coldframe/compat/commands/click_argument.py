"""One option or argument, as a decorator of click makes it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coldframe.compat.commands.entry import ANY, Argument
from coldframe.compat.commands.things import Opaque
from coldframe.compat.commands.written import (
    BOOLEAN,
    INTEGER,
    TEXT,
    choices_of,
    is_old,
    text_of,
    type_of,
)  # fmt: skip

if TYPE_CHECKING:
    from coldframe.compat.commands.program import Program
    from coldframe.compat.commands.things import Decorator


def click_arguments(program: Program, decorator: Decorator) -> list[Argument]:
    """What a decorator adds: one argument, or none."""
    names = [program.known(each) for each in decorator.args]
    words = [each for each in names if isinstance(each, str) and each.strip("-/ ")]
    what, named = decorator.what, decorator.named
    if what in ("version_option", "confirmation_option", "password_option"):
        usual = {"version_option": "--version", "confirmation_option": "--yes"}
        words = [w for w in words if w.startswith("-")] or [usual.get(what, "--password")]
        if what != "password_option":
            named = {**named, "is_flag": True}
    if what == "help_option" or not words:
        return []
    return [_argument(program, decorator, words, named)]


def _argument(
    program: Program, decorator: Decorator, words: list[str], named: dict[str, Any]
) -> Argument:
    options = [
        part.strip() for each in words if each[0] in "-/" for part in each.split("/") if part
    ]
    switch = any("/" in each[1:] for each in words) or named.get("is_flag") is True
    default = program.known(named.get("default"))
    said = program.known(named.get("type"))
    kind, allowed = _type(program, said)
    counted = named.get("count") is True
    if options and said is None and isinstance(default, bool) and named.get("is_flag") is None:
        switch = True
    switch = (switch or counted or "flag_value" in named) and named.get("is_flag") is not False
    if said is None and default is not None and not switch:
        kind = {int: INTEGER, float: "number", bool: BOOLEAN}.get(type(default), kind)
    amount = program.known(named.get("nargs"))
    count = amount if isinstance(amount, int) else 1
    least, most = (0, 0) if options and switch else (count, ANY if count < 0 else count)
    required = named.get("required") is True
    if not options:
        given = named.get("required")
        required = given is True or (given is None and default is None and count >= 0)
        least, most = int(required) if count < 0 else (count if required else 0), most
    name = next((each for each in options if each.startswith("--")), (options or words)[0])
    usual = text_of(default)
    return Argument(
        name,
        decorator.space.path,
        decorator.line,
        tuple(dict.fromkeys(options)),
        TEXT if most == 0 else kind,
        least,
        most,
        usual or ("False" if switch and not counted else ""),
        required and not named.get("prompt"),
        allowed,
        is_old(program.known(named.get("help")), named),
        not program.doubt,
    )


def _type(program: Program, said: Any) -> tuple[str, tuple[str, ...]]:
    """The type that is said, and the values that it allows."""
    if isinstance(said, Opaque) and isinstance(said.node, ast.Call):
        call = said.node
        word = ast.unparse(call.func).rpartition(".")[2]
        if word == "Choice" and call.args:
            here = program.here()
            listed = program.value(call.args[0], here.names) if here is not None else None
            return TEXT, choices_of(listed, program.known)
        if word == "Path" and type_of(said) != "existing path":
            return TEXT, ()
    if isinstance(said, list):
        return text_of(said), ()
    return type_of(said), ()
