"""The features in charge, carried to where a `ContextVar` does not go by itself.

asyncio tasks and `asyncio.to_thread` need none of this.  `carry` wraps one function;
`install` does it for every thread that is started and everything that is submitted to a
`ThreadPoolExecutor`, by replacing `threading.Thread.start` and `ThreadPoolExecutor.submit`,
and for the green threads of eventlet, if that is loaded by then.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any, Generic, ParamSpec, TypeVar

from coldframe.runtime.attribution import InCharge, stack

P = ParamSpec("P")
R = TypeVar("R")

_lock = threading.Lock()
_on = False
_replaced: list[tuple[Any, str, Any, Any]] = []


class Carried(Generic[P, R]):
    """A function that runs with the features in charge where it was made; it can be pickled."""

    def __init__(self, features: tuple[InCharge, ...], function: Callable[P, R]) -> None:
        self.features = features
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        before = stack.set(self.features)
        try:
            return self.function(*args, **kwargs)
        finally:
            stack.reset(before)


def carry(function: Callable[P, R]) -> Callable[P, R]:
    """``function``, to be called elsewhere with the features that are in charge now.

    That none is in charge is carried, too.  For a thread, an executor of threads or processes,
    a greenlet or a callback.
    """
    return Carried(stack.get(), function)


def install() -> None:
    """From now on threads, `ThreadPoolExecutor` and eventlet carry the features in charge.

    Calling it again changes nothing; `uninstall` takes it back.
    """
    global _on
    with _lock:
        _on = True
        _replace(threading.Thread, "start", _start)
        _replace(ThreadPoolExecutor, "submit", _submit)
        green = sys.modules.get("eventlet.greenthread")
        if green is not None:
            _replace(green.GreenThread, "__init__", _green_thread)


def uninstall() -> None:
    """Take `install` back.

    Where somebody else has replaced our function since, it stays below theirs and does nothing.
    """
    global _on
    with _lock:
        _on = False
        for entry in list(_replaced):
            owner, name, original, ours = entry
            if owner.__dict__.get(name) is ours:
                setattr(owner, name, original)
                _replaced.remove(entry)


def _replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    if any(entry[0] is owner and entry[1] == name for entry in _replaced):
        return
    original = owner.__dict__[name]
    ours = make(original)
    ours.__name__, ours.__qualname__, ours.__doc__ = name, original.__qualname__, original.__doc__
    setattr(owner, name, ours)
    _replaced.append((owner, name, original, ours))


def _start(original: Any) -> Any:
    def start(self: threading.Thread) -> None:
        features = stack.get()
        if _on and features:
            run = self.run

            def carried() -> None:
                del self.run  # the thread would refer to itself
                Carried(features, run)()

            self.run = carried  # type: ignore[method-assign]
        original(self)

    return start


def _submit(original: Any) -> Any:
    def submit(self: Any, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if not _on:
            return original(self, fn, *args, **kwargs)
        # A worker that is started here outlives the task: it begins with nobody in charge.
        return Carried((), original)(self, carry(fn), *args, **kwargs)

    return submit


def _green_thread(original: Any) -> Any:
    def __init__(self: Any, parent: Any) -> None:
        original(self, parent)
        if _on:
            context = Context()
            context.run(stack.set, stack.get())
            self.gr_context = context

    return __init__
