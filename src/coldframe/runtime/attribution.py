"""Which feature is in charge of what runs now, for logs and errors.

The features in charge are a `ContextVar`, so every thread, every asyncio task and every greenlet
has its own; a task begins with those of whoever created it.  `coldframe.runtime.carried` takes
them into threads and executors, too.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from coldframe.runtime.culprit import add_note
from coldframe.runtime.one_line import one_line
from coldframe.runtime.wrapped import wrapped

if TYPE_CHECKING:
    from types import TracebackType

    from coldframe.runtime.gate import Gate

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R")


class InCharge(NamedTuple):
    """A feature: its short name, and the preview tree that it is in."""

    name: str
    tree: str


stack: ContextVar[tuple[InCharge, ...]] = ContextVar("coldframe_features", default=())


def current_feature() -> str:
    """The short name of the feature in charge, or ``""``."""
    features = stack.get()
    return features[-1].name if features else ""


def current_features() -> tuple[str, ...]:
    """The short names of all features that were entered and not left, the innermost last."""
    return tuple(feature.name for feature in stack.get())


class Attributed:
    """A feature in charge of a block or of a function: what `Previews.attributed` gives.

    It keeps nothing between entering and leaving, so one object serves all threads.
    """

    def __init__(self, previews: Gate, name: str) -> None:
        self.previews = previews
        self.name = name

    def __enter__(self) -> None:
        enter(self._feature())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        leave(self._feature())
        if error is not None:
            add_note(self.previews, self.previews.feature(self.name), error, traceback)

    def __call__(self, function: F) -> F:
        return cast("F", wrapped(function, lambda: self))

    def _feature(self) -> InCharge:
        return in_charge(self.previews, self.name)


def noted(previews: Gate, feature: InCharge, error: BaseException) -> None:
    """Note on ``error``, which leaves the feature, who raised it."""
    if not isinstance(error, (StopIteration, StopAsyncIteration)):
        add_note(previews, feature.name, error, error.__traceback__)


def outside(features: tuple[InCharge, ...], function: Callable[..., R]) -> Callable[..., R]:
    """``function``, which is not the feature's: only ``features`` are in charge while it runs."""

    def run(*args: Any, **kwargs: Any) -> R:
        inside = stack.set(features)
        try:
            return function(*args, **kwargs)
        finally:
            stack.reset(inside)

    return run


def in_charge(previews: Gate, name: str) -> InCharge:
    """What stands for a feature in logs: nothing in its name ends a line."""
    return InCharge(one_line(previews.feature(name)), previews.tree)


def enter(feature: InCharge) -> None:
    """Put a feature in charge."""
    stack.set((*stack.get(), feature))


def leave(feature: InCharge) -> None:
    """Take a feature out of charge, whoever has come or gone since it was entered.

    A token of the ContextVar would not do: a generator that is suspended inside a block leaves
    later than a block that was entered before it, and perhaps in another context.
    """
    features = stack.get()
    for at in range(len(features) - 1, -1, -1):
        if features[at] == feature:
            stack.set(features[:at] + features[at + 1 :])
            return
