"""Finds a call that the base allows and the head, for one change, does not; and makes it small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coldframe.compat.rest.operations import Operation
from coldframe.compat.witness.calls import Call, Calls
from coldframe.compat.witness.concern import Concern
from coldframe.compat.witness.contract import Contract

_TRIED = 8  # calls whose values are exchanged for those at the limits
_STEPS = 400  # attempts to make a call smaller
_LONGEST = 10_000  # characters and items that are made up


def breaking_call(
    base: Contract,
    head: Contract,
    calls: Calls,
    operation: Operation,
    base_at: str,
    about: Concern,
) -> tuple[Call, bool] | None:
    """A call that is valid by ``base``, and not by ``head`` for what a finding is about.

    The second value says whether nothing else makes it invalid.  None if none was found.
    """
    twin = head.twin(operation)
    if twin is None:
        return None

    def judged(call: Call) -> int:
        """2: it breaks this alone; 1: others, too; 0: not this, or the base does not allow it."""
        faults = head.call_faults(twin, call)
        mine = [fault for fault in faults if about.holds(fault)]
        if not mine or base.call_faults(operation, call):
            return 0
        return 1 if len(mine) < len(faults) else 2

    made = calls.of(operation)
    best: tuple[int, Call] = (0, made[0]) if made else (0, Call("", "", {}, {}, {}, {}))
    for call in (
        *made,
        *_at_limits(made[:_TRIED], base.place(base_at), head.place(about.pointer)),
    ):
        level = judged(call)
        if level > best[0]:
            best = (level, call)
        if level == 2:
            break
    level, call = best
    return (_smaller(call, lambda each: judged(each) >= level), level == 2) if level else None


def _at_limits(calls: list[Call], base: Any, head: Any) -> Iterator[Call]:
    values = list(_values(base)) + list(_values(head))
    for call in calls:
        for value in values:
            yield from _exchanged(call, value)


def _values(schema: Any) -> Iterator[Any]:
    """Values at the limits of a schema, and just beyond."""
    if not isinstance(schema, dict):
        return
    yield None
    if isinstance(schema.get("enum"), list):
        yield from schema["enum"]
    for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        limit = schema.get(word)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield from (limit, limit + 1, limit - 1)
    for word in ("minLength", "maxLength"):
        if isinstance(schema.get(word), int):
            yield from ("a" * min(max(0, schema[word] + more), _LONGEST) for more in (0, 1, -1))
    yield from ("", 0, True, [], {})


def _exchanged(call: Call, value: Any) -> Iterator[Call]:
    """``call`` with one of its values exchanged for ``value``."""
    for name in call.query:
        yield call._replace(query={**call.query, name: value})
    if call.media_type:
        yield from (call._replace(body=body) for body in _in(call.body, value))


def _in(whole: Any, value: Any, depth: int = 4) -> Iterator[Any]:
    yield value
    if depth and isinstance(whole, dict):
        for name, inner in whole.items():
            yield from ({**whole, name: each} for each in _in(inner, value, depth - 1))
    elif depth and isinstance(whole, list) and whole:
        yield from ([each, *whole[1:]] for each in _in(whole[0], value, depth - 1))


def _smaller(call: Call, good: Callable[[Call], bool]) -> Call:
    """``call`` with all left out that is not needed to be ``good``."""
    left = _STEPS
    changed = True
    while changed and left:
        changed = False
        for other in _reductions(call):
            left -= 1
            if good(other):
                call, changed = other, True
                break
            if not left:
                break
    return call


def _reductions(call: Call) -> Iterator[Call]:
    for less in _without_one(call.query):
        yield call._replace(query=less)
    for less in _without_one(call.headers):
        yield call._replace(headers=less)
    for less in _without_one(call.cookies):
        yield call._replace(cookies=less)
    if call.media_type:
        yield call._replace(body=None, media_type="")
        yield from (call._replace(body=body) for body in _less(call.body))


def _without_one(held: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in held:
        yield {key: each for key, each in held.items() if key != name}


def _less(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name in value:
            yield {key: each for key, each in value.items() if key != name}
        for name, inner in value.items():
            yield from ({**value, name: each} for each in _less(inner))
    elif isinstance(value, list):
        for at in range(len(value)):
            yield [*value[:at], *value[at + 1 :]]
        for at, inner in enumerate(value):
            yield from ([*value[:at], each, *value[at + 1 :]] for each in _less(inner))
    elif isinstance(value, str) and value:
        yield ""
        yield "a" * len(value) if set(value) != {"a"} else value[: len(value) // 2]
    elif isinstance(value, int | float) and not isinstance(value, bool) and value not in (0, 1):
        yield 0
        yield int(value) if isinstance(value, float) and value.is_integer() else value // 2
