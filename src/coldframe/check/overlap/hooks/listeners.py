"""What features listen to, where two that listen do not leave each other alone.

That many listen to one event is what events are for, and so is that any of them may refuse:
refusals add up, in whatever order.  Counted is what does depend on the others:

* listeners that write the same part of what they are handed (``payload.states["name"] = ...``);
* listeners of SQLAlchemy that give back a changed statement (``retval=True``);
* receivers of Django with the same ``dispatch_uid``: the second one is never connected;
* implementations of one hook of pluggy that both ask to be first, or last;
* pytest's hooks that take the first answer, where one always answers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.hooks.hook import ANSWERED, CHANGED, FIRST, IGNORED, LAST, Hook
from coldframe.check.overlap.hooks.written import written
from coldframe.check.surface.reading import Function, is_true, keyword

if TYPE_CHECKING:
    from coldframe.check.overlap.hooks.part import Part

# Hooks of pytest that stop at the first answer which is not None.
FIRST_ANSWERS = (
    "pytest_cmdline_main",
    "pytest_collection",
    "pytest_fixture_setup",
    "pytest_make_parametrize_id",
    "pytest_pycollect_makeitem",
    "pytest_pycollect_makemodule",
    "pytest_pyfunc_call",
    "pytest_report_from_serializable",
    "pytest_report_teststatus",
    "pytest_report_to_serializable",
    "pytest_runtest_makereport",
    "pytest_runtest_protocol",
    "pytest_runtestloop",
)
_NEUTRON = "neutron_lib.callbacks.registry."
_SQLALCHEMY = "sqlalchemy.event."


class _Event(NamedTuple):
    """An event by its ``key``, how it is ``shown``, and the names that it is made of."""

    key: tuple[str, ...]
    shown: str
    outside: tuple[str, ...]


def listeners(part: Part) -> Iterator[Hook]:
    """Every hook of a listener that others with the same hook have to know of."""
    for decorator, function, around in part.decorators():
        if isinstance(decorator, ast.Call):
            for event in _events(part, decorator, decorator.args, around):
                yield from _heard(part, event, decorator, function)
            yield from _ordered(part, decorator, function)
    for call, around in part.calls():
        handler, rest = _subscribed(part, call, around)
        if handler is not None:
            for event in _events(part, call, rest, around):
                yield from _heard(part, event, call, handler)
    yield from _answers(part)


def _subscribed(
    part: Part, call: ast.Call, around: tuple[ast.AST, ...]
) -> tuple[Function | None, list[ast.expr]]:
    """The function that ``call`` has listen, and its other arguments."""
    name = part.names.of(call.func, around)
    at = {_NEUTRON + "subscribe": 0, _SQLALCHEMY + "listen": 2}.get(name)
    if at is None and name.endswith(".connect"):
        at = 0
    if at is None or len(call.args) <= at:
        return None, []
    given = call.args[at]
    handler = given.attr if isinstance(given, ast.Attribute) else getattr(given, "id", "")
    return part.functions.get(handler), [*call.args[:at], *call.args[at + 1 :]]


def _events(
    part: Part, call: ast.Call, given: list[ast.expr], around: tuple[ast.AST, ...]
) -> Iterator[_Event]:
    name = part.names.of(call.func, around)
    if name in (_NEUTRON + "receives", _NEUTRON + "subscribe") and len(given) > 1:
        resource, _ = part.named(given[0], around)
        for each in _each(given[1]):
            event, _ = part.named(each, around)
            if resource and event:
                shown = f"{_short(event)} of {_short(resource)}"
                yield _Event((resource, event), shown, (resource, event))
    elif name in (_SQLALCHEMY + "listens_for", _SQLALCHEMY + "listen") and len(given) > 1:
        target, called = part.names.of(given[0], around), part.module.text(given[1])
        if target and called:
            yield _Event((target, called), f"{called} of {target}", (target,))
    elif name in ("django.dispatch.receiver", "django.dispatch.dispatcher.receiver") and given:
        for each in _each(given[0]):
            yield from _signal(part, part.names.of(each, around), call, around)
    elif name.endswith(".connect"):
        yield from _signal(part, name.removesuffix(".connect"), call, around)


def _signal(
    part: Part, signal: str, call: ast.Call, around: tuple[ast.AST, ...]
) -> Iterator[_Event]:
    given = keyword(call, "sender")
    sender, _ = part.named(given, around)
    if signal and (sender or given is None):
        shown = f"{_short(signal)} of {sender}" if sender else _short(signal)
        yield _Event((signal, sender), shown, (signal, sender))


def _heard(part: Part, event: _Event, call: ast.Call, handler: Function) -> Iterator[Hook]:
    uid = part.module.text(keyword(call, "dispatch_uid"))
    if uid:
        key = ("uid", *event.key, uid)
        hook = part.hook(key, f"dispatch_uid {uid!r} at {event.shown}", IGNORED, call)
        yield hook._replace(outside=event.outside)
    if is_true(keyword(call, "retval")):
        hook = part.hook(("retval", *event.key), f"what {event.shown} gives back", CHANGED, call)
        yield hook._replace(outside=event.outside)
    by_place = part.names.of(call.func).startswith(_SQLALCHEMY)
    for hook in written(part, handler, by_place=by_place):
        yield hook._replace(
            key=("written", *event.key, *hook.key),
            point=f"{hook.point} at {event.shown}",
            outside=event.outside,
        )


def _ordered(part: Part, decorator: ast.Call, function: Function) -> Iterator[Hook]:
    """Implementations of pluggy's hooks that ask for a place in the order."""
    marker = _marker(part, decorator.func)
    if not marker:
        return
    name = part.module.text(keyword(decorator, "specname")) or function.name
    for wish, way in (("tryfirst", FIRST), ("trylast", LAST)):
        if is_true(keyword(decorator, wish)):
            point = f"{wish} of {marker}'s hook {name}"
            yield part.hook((wish, marker, name), point, way, decorator)


def _marker(part: Part, node: ast.expr) -> str:
    """Whose hooks a decorator marks; empty if it is no marker of pluggy, or not certain."""
    name = part.names.of(node)
    if name == "pytest.hookimpl":
        return "pytest"
    if isinstance(node, ast.Name):
        made = part.module.constants.get(node.id)
        if isinstance(made, ast.Call) and part.names.of(made.func) == "pluggy.HookimplMarker":
            return (part.module.text(made.args[0]) or "") if made.args else ""
    return name if name.endswith("hookimpl") and not part.is_own(name) else ""


def _answers(part: Part) -> Iterator[Hook]:
    for name in FIRST_ANSWERS:
        function = part.functions.get(name)
        if function is None or any(isinstance(n, ast.Yield) for n in ast.walk(function)):
            continue
        returned = [n for n in ast.walk(function) if isinstance(n, ast.Return)]
        values = [r for r in returned if r.value is not None and not _is_none(r.value)]
        if values:
            hook = part.hook(("answer", name), f"pytest's hook {name}", ANSWERED, function)
            always = len(returned) == 1 and function.body[-1] is returned[0]
            yield hook._replace(certain=always)


def _each(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _short(name: str) -> str:
    return name.rpartition(".")[2] if not name.startswith("'") else name
