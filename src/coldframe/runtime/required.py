"""`Previews.required`: a function that exists only while its feature is on."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

P = ParamSpec("P")
R = TypeVar("R")


def required(previews: Previews, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The decorator for functions that need the feature ``name``."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return cast("Callable[P, R]", _wrapped(function))

    def _wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def coroutine(*args: Any, **kwargs: Any) -> Any:
                previews.require(name)
                return await function(*args, **kwargs)

            return coroutine
        if inspect.isasyncgenfunction(function):

            @functools.wraps(function)
            async def asynchronous(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, None]:
                previews.require(name)
                async for item in function(*args, **kwargs):
                    yield item

            return asynchronous
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def generator(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
                previews.require(name)
                return (yield from function(*args, **kwargs))

            return generator

        @functools.wraps(function)
        def plain(*args: Any, **kwargs: Any) -> Any:
            previews.require(name)
            return function(*args, **kwargs)

        return plain

    return decorate
