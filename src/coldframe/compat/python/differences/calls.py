"""How a function can be called, and what it gives."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.compat.change import Place
from coldframe.compat.python.differences.difference import Difference
from coldframe.compat.python.differences.parameters import parameter_differences
from coldframe.compat.python.differences.raising import exception_differences
from coldframe.compat.python.entry import METHOD, MORE, MORE_KEYWORDS, Entry, Signature
from coldframe.compat.python.pair import Pair, place
from coldframe.compat.python.types import NARROWER, REPLACED, SAME, WIDER, relation

_LAZY = ("Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator")
_AWAITED = ("Awaitable", "Coroutine", "Future", "asyncio.Future", "asyncio.Task")
_RETURNED = {NARROWER: "return_type_narrowed", WIDER: "return_type_widened",
             REPLACED: "return_type_replaced"}  # fmt: skip


def call_differences(
    pair: Pair, base: Entry, head: Entry, owner: Entry | None = None
) -> Iterator[Difference]:
    """Every difference between two functions, or two methods of the class ``owner``."""
    here, there = place(base), place(head)
    old, new = base.signature or Signature(), head.signature or Signature()
    overloaded = bool(base.overloads and head.overloads)
    yield from parameter_differences(pair, base, head, old, new, typed=not overloaded)
    kind = list(_kinds(base, head))
    kind += _binding(pair, base, head, owner)
    for rule, told in kind:
        yield Difference(rule, here, there, told)
    if not kind and not overloaded and not base.name.endswith(".__init__"):
        yield from _returned(pair, old.returns, new.returns, here, there)
    yield from exception_differences(pair, base, head)
    if overloaded:
        yield from _overloads(base, head)


def _returned(pair: Pair, old: str, new: str, here: Place, there: Place) -> Iterator[Difference]:
    told = (("old", old), ("new", new))
    if old == new:
        return
    if not old:
        yield Difference("return_type_said", here, there, told)
    elif not new:
        yield Difference("return_type_left", here, there, told)
    else:
        found = relation(old, new, pair.derived_in(here.pointer.rpartition(".")[0]))
        if found != SAME:
            yield Difference(_RETURNED.get(found, "return_type_changed"), here, there, told)


def _kinds(base: Entry, head: Entry) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Whether what a call gives is awaited, gone through, entered, or bound otherwise."""
    old, new = _manager(base), _manager(head)
    returned = [(each.signature or Signature()).returns.partition("[")[0] for each in (base, head)]
    if old != new:
        yield "context_manager_changed", (("old", old), ("new", new))
    elif ("async" in base.flags) != ("async" in head.flags):
        if "async" in head.flags and returned[0] not in _AWAITED:
            yield "became_async", ()
        elif "async" in base.flags and returned[1] not in _AWAITED:
            yield "left_async", ()
    elif ("generator" in base.flags) != ("generator" in head.flags):
        if "generator" in head.flags and returned[0] not in _LAZY:
            yield "became_generator", ()
        elif "generator" in base.flags and returned[1] not in _LAZY:
            yield "left_generator", ()


def _binding(
    pair: Pair, base: Entry, head: Entry, owner: Entry | None
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Whether it is bound to objects, to the class, or to nothing."""
    old, new = _bound(base), _bound(head)
    if not base.kind == head.kind == METHOD or old == new:
        return
    rule = "binding_changed" if new == _INSTANCE else "binding_loosened"
    if rule == "binding_changed" and old == _STATIC and owner and _has_objects(pair, owner):
        rule = "static_became_method"
    yield rule, (("old", old), ("new", new))


def _has_objects(pair: Pair, owner: Entry) -> bool:
    """Whether a class is more than a place for functions: its methods are called on objects."""
    members = [pair.base.entries[name] for _, name in owner.members]
    return owner.open or any(each.kind == METHOD and _bound(each) == _INSTANCE for each in members)


_INSTANCE, _STATIC = "a method of objects", "a static method"


def _bound(entry: Entry) -> str:
    if "staticmethod" in entry.flags or entry.name.endswith(".__new__"):
        return _STATIC
    return "a class method" if "classmethod" in entry.flags else _INSTANCE


def _manager(entry: Entry) -> str:
    for word in ("async context manager", "context manager"):
        if word in entry.flags:
            return f"{'an' if word[0] == 'a' else 'a'} {word}"
    return "a plain call"


def _overloads(base: Entry, head: Entry) -> Iterator[Difference]:
    old, new = (list(map(written, each.overloads)) for each in (base, head))
    for text in old:
        if text not in new:
            yield Difference("overload_removed", place(base), place(head), (("old", text),))
    for text in new:
        if text not in old:
            yield Difference("overload_added", place(base), place(head), (("new", text),))


def written(signature: Signature) -> str:
    """A signature as it is read."""
    parts = []
    for each in signature.parameters:
        stars = each.kind if each.kind in (MORE, MORE_KEYWORDS) else ""
        text = f"{stars}{each.name}{f': {each.type}' if each.type else ''}"
        parts.append(f"{text} = {each.default}" if each.default else text)
    return f"({', '.join(parts)}){f' -> {signature.returns}' if signature.returns else ''}"
