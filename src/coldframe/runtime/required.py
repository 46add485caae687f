"""`Previews.required`: a function that exists only while its feature is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from coldframe.runtime.attribution import Attributed
from coldframe.runtime.wrapped import wrapped

if TYPE_CHECKING:
    from coldframe.runtime.gate import Gate

P = ParamSpec("P")
R = TypeVar("R")


def required(previews: Gate, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The decorator for functions that need the feature ``name``, and are attributed to it."""
    block = Attributed(previews, name)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return cast(
            "Callable[P, R]", wrapped(function, lambda: block, lambda: previews.require(name))
        )

    return decorate
