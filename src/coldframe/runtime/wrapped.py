"""A function whose every step runs within a block, whatever kind of function it is."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager
from typing import Any


def wrapped(
    function: Callable[..., Any],
    block: Callable[[], AbstractContextManager[Any]],
    before: Callable[[], None] = lambda: None,
) -> Callable[..., Any]:
    """``function``, of the same kind, with ``block()`` around each of its steps.

    ``before`` is called once, when the function begins.  A generator is outside of the block
    while it is suspended: what its consumer does meanwhile is the consumer's.
    """
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def coroutine(*args: Any, **kwargs: Any) -> Any:
            before()
            with block():
                return await function(*args, **kwargs)

        return coroutine
    if inspect.isasyncgenfunction(function):

        @functools.wraps(function)
        async def asynchronous(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
            before()
            with block():
                steps = function(*args, **kwargs)
            step = functools.partial(steps.asend, None)
            while True:
                try:
                    with block():
                        item = await step()
                except StopAsyncIteration:
                    return
                try:
                    step = functools.partial(steps.asend, (yield item))
                except GeneratorExit:
                    with block():
                        await steps.aclose()
                    raise
                except BaseException as error:
                    step = functools.partial(steps.athrow, error)

        return asynchronous
    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def generator(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
            before()
            with block():
                steps = function(*args, **kwargs)
            step = functools.partial(steps.send, None)
            while True:
                try:
                    with block():
                        item = step()
                except StopIteration as end:
                    return end.value
                try:
                    step = functools.partial(steps.send, (yield item))
                except GeneratorExit:
                    with block():
                        steps.close()
                    raise
                except BaseException as error:
                    step = functools.partial(steps.throw, error)

        return generator

    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        before()
        with block():
            return function(*args, **kwargs)

    return plain
