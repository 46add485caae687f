"""A hook of a feature that cannot take its host down.

Only what the feature raised is held back: where the innermost frame that belongs to a feature or
to its host is the host's (`coldframe.runtime.culprit`), the error goes on.
"""

from __future__ import annotations

import functools
import inspect
import logging
import traceback as tracebacks
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from coldframe.runtime import gate
from coldframe.runtime.attribution import Attributed, enter, in_charge, leave
from coldframe.runtime.culprit import add_note, culprits, is_fault
from coldframe.runtime.one_line import one_line

if TYPE_CHECKING:
    from types import TracebackType

F = TypeVar("F", bound=Callable[..., Any])

# When each feature of a tree failed, for each width of the window that somebody looks through.
_failures: dict[tuple[str, str], dict[float, deque[float]]] = {}


class Contained:
    """What `Previews.contained` gives: a block, or a decorator.

    As a block it serves one ``with`` at a time; as a decorator it may be shared.
    """

    def __init__(
        self, previews: gate.Gate, name: str, failures: int, seconds: float, default: Any
    ) -> None:
        if failures < 1 or seconds <= 0:
            raise ValueError(f"failures={failures}, seconds={seconds}: both have to be positive")
        self.previews = previews
        self.name = name
        self.failures = failures
        self.seconds = seconds
        self.default = default
        self._on = False

    def __enter__(self) -> bool:
        self._on = self.previews.enabled(self.name)
        if self._on:
            enter(in_charge(self.previews, self.name))
        return self._on

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if not self._on:
            return False
        leave(in_charge(self.previews, self.name))
        if error is None:
            return False
        add_note(self.previews, self.previews.feature(self.name), error, traceback)
        theirs, rest = self._parts(error, traceback)
        for feature, fault in theirs.items():
            self._failed(feature, fault)
        if rest is None:
            return True
        if rest is error:
            return False
        context = rest.__context__
        try:
            raise rest
        finally:
            rest.__context__ = context  # not the group that it was a part of

    def __call__(self, function: F) -> F:
        """``function``, which returns ``default`` while the feature is off, or when it fails."""
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError(
                f"contained() holds no generator: put it around what consumes {function.__name__}()"
            )
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def coroutine(*args: Any, **kwargs: Any) -> Any:
                with self._again() as on:
                    if on:
                        return await function(*args, **kwargs)
                return self.default

            return cast("F", coroutine)

        @functools.wraps(function)
        def plain(*args: Any, **kwargs: Any) -> Any:
            with self._again() as on:
                if on:
                    return function(*args, **kwargs)
            return self.default

        return cast("F", plain)

    def _again(self) -> Contained:
        return Contained(self.previews, self.name, self.failures, self.seconds, self.default)

    def _parts(
        self, error: BaseException, traceback: TracebackType | None
    ) -> tuple[dict[str, BaseException], BaseException | None]:
        """What each feature raised, and what is left for the host."""
        owners = {
            id(part): who.feature if is_fault(part) else ""
            for part, who in culprits(self.previews, error, traceback)
        }
        if not isinstance(error, BaseExceptionGroup):
            feature = owners[id(error)]
            return ({feature: error}, None) if feature else ({}, error)

        def part_of(feature: str) -> BaseException | None:
            return error.subgroup(lambda part: owners.get(id(part)) == feature)

        theirs = {
            name: part
            for name in dict.fromkeys(owners.values())
            if name and (part := part_of(name))
        }
        return (theirs, part_of("")) if theirs else ({}, error)

    def _failed(self, feature: str, error: BaseException) -> None:
        """Log a failure and count it; at the last one take the feature out of service."""
        what = one_line(f"{type(error).__name__}: {_text(error)}")
        with gate._lock:
            times = "failure" if self.failures == 1 else "failures"
            within = f"{self.failures} {times} in {self.seconds:g} s"
            count = self._count(feature)
            trips = count >= self.failures
            if trips:
                del _failures[self.previews.tree, feature]
                self.previews.fail(feature, f"{within}, the last one {what}")
        label, name = self.previews.label, one_line(feature)
        logger = logging.getLogger(f"{self.previews.tree}.{name}")
        with Attributed(self.previews, feature):
            counted = f" ({count} of {within})" if count else ""
            _log(logger, f"the {label} feature {name!r} failed{counted}: {what}", error)
            if trips:
                logger.error(
                    "the %s feature %r is out of service until it is reset: %s", label, name, within
                )

    def _count(self, feature: str) -> int:
        """How often it has failed in time, this failure included; 0 if it is out of service."""
        if feature in self.previews._failed:
            return 0
        windows = _failures.setdefault((self.previews.tree, feature), {})
        times = windows.setdefault(self.seconds, deque())
        now = monotonic()
        times.append(now)
        while now - times[0] > self.seconds:
            times.popleft()
        return len(times)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # the feature's code, and it has failed already
        return "(it cannot be shown)"


def _log(logger: logging.Logger, message: str, error: BaseException) -> None:
    """An error and its traceback, indented: no line of it looks like one of the log."""
    if not logger.isEnabledFor(logging.ERROR):
        return
    trace = error.__traceback__
    where = tracebacks.extract_tb(trace)[-1:] or [tracebacks.FrameSummary("", 0, "")]
    record = logger.makeRecord(
        logger.name,
        logging.ERROR,
        where[0].filename,
        where[0].lineno or 0,
        "%s",
        (message,),
        (type(error), error, trace),
        where[0].name,
    )
    shown = "".join(tracebacks.format_exception(error))
    record.exc_text = "\n".join(f"    {line}" for line in shown.splitlines())
    logger.handle(record)
