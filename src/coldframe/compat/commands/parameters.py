"""What the parameters of a function stand for in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.compat.commands.things import Above, Draft, Function, Names, Opaque, Part, Thing

if TYPE_CHECKING:
    from coldframe.compat.commands.expressions import Expressions


def parameters(
    reader: Expressions, function: Function, args: list[Any], named: dict[str, Any], names: Names
) -> None:
    """Give the parameters of ``function`` what it is called with, or their defaults."""
    given = function.node.args
    places = [each.arg for each in (*given.posonlyargs, *given.args)]
    usual = given.defaults
    for name, default in zip(places[len(places) - len(usual) :], usual, strict=True):
        names.own[name] = reader.value(default, function.around)
    for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        names.own[each.arg] = reader.value(default, function.around)
    names.own |= dict(zip(places, args, strict=False))
    if given.vararg is not None:
        names.own[given.vararg.arg] = args[len(places) :]
    known = {*places, *(each.arg for each in given.kwonlyargs)}
    names.own |= {key: value for key, value in named.items() if key in known}
    if given.kwarg is not None:
        rest = {key: value for key, value in named.items() if key not in known}
        names.own[given.kwarg.arg] = rest
    for name in known:
        names.own.setdefault(name, Opaque())


def is_handed(args: list[Any], named: dict[str, Any]) -> bool:
    """Whether a call is given something that commands are made of."""
    return any(
        isinstance(each, Draft | Part | Above)
        or (isinstance(each, Function) and bool(each.given))
        or (
            isinstance(each, Thing)
            and any(isinstance(held, Draft | Part) for held in each.attributes.values())
        )
        for each in (*args, *named.values())
    )
