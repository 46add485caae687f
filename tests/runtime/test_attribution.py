"""No record is attributed to the wrong feature, whatever runs beside it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.runtime import UnknownFeature
from coldframe.runtime.attribution import current_feature, current_features
from coldframe.runtime.carried import install, uninstall
from coldframe.runtime.logs import label_records, unlabel_records

LOG = logging.getLogger("elsewhere")
FEATURES = ("loyalty", "drones")
SLOW_TO_SET_UP = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# What a worker does: enters a feature and goes on inside, or consumes a generator of a feature.
def programs(*kinds: str):
    return st.recursive(
        st.just([]),
        lambda inner: st.lists(
            st.tuples(st.sampled_from(kinds), st.sampled_from(FEATURES), inner), max_size=3
        ),
        max_leaves=6,
    )


KINDS = ("block", "call", "generator")


class Seen(logging.Handler):
    """What was expected of each record and is not so."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.wrong: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        if record.feature != record.getMessage():
            self.wrong.append((record.getMessage(), record.feature))


@pytest.fixture
def seen() -> Iterator[Seen]:
    """Every record of ``elsewhere``; its text is the feature that it should be attributed to."""
    handler = Seen()
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    label_records()
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield handler
    sys.setswitchinterval(often)
    unlabel_records()
    LOG.removeHandler(handler)


POOL = ThreadPoolExecutor(3)  # shared: its workers serve every feature in turn


def play(previews, program, feature: str = "") -> None:
    LOG.info(feature)
    for kind, entered, inner in program:
        if kind == "block":
            with previews.attributed(entered):
                play(previews, inner, entered)
        elif kind == "call":
            previews.attributed(entered)(play)(previews, inner, entered)
        elif kind == "thread":
            with previews.attributed(entered):
                thread = threading.Thread(target=play, args=(previews, inner, entered))
                thread.start()
                done = POOL.submit(LOG.info, entered)
            LOG.info(feature)
            POOL.submit(LOG.info, feature).result()
            done.result()
            thread.join()
        else:

            @previews.attributed(entered)
            def each(inner=inner, entered=entered):
                for _ in range(2):
                    LOG.info(entered)
                    yield
                    play(previews, inner, entered)

            for _ in each():
                LOG.info(feature)
        LOG.info(feature)


async def play_async(previews, program, feature: str = "") -> None:
    LOG.info(feature)
    for kind, entered, inner in program:
        if kind == "block":
            with previews.attributed(entered):
                task = asyncio.create_task(play_async(previews, inner, entered))
                await asyncio.sleep(0)
                LOG.info(entered)
            await task
        elif kind == "call":
            await previews.attributed(entered)(play_async)(previews, inner, entered)
        else:

            @previews.attributed(entered)
            async def each(inner=inner, entered=entered):
                for _ in range(2):
                    LOG.info(entered)
                    yield
                    await play_async(previews, inner, entered)

            async for _ in each():
                await asyncio.sleep(0)
                LOG.info(feature)
        await asyncio.sleep(0)
        LOG.info(feature)


@SLOW_TO_SET_UP
@given(some=st.lists(programs(*KINDS), min_size=1, max_size=5))
def test_a_hundred_threads(host, seen, some) -> None:
    previews = host.previews()
    threads = [
        threading.Thread(target=play, args=(previews, some[number % len(some)]))
        for number in range(100)
    ]
    before = seen.count
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.wrong == []
    assert seen.count >= before + 100
    assert current_features() == ()


@SLOW_TO_SET_UP
@given(some=st.lists(programs(*KINDS), min_size=1, max_size=5))
def test_a_thousand_tasks(host, seen, some) -> None:
    previews = host.previews()

    async def main() -> None:
        await asyncio.gather(
            *(play_async(previews, some[number % len(some)]) for number in range(1000))
        )

    before = seen.count
    asyncio.run(main())
    assert seen.wrong == []
    assert seen.count >= before + 1000


@SLOW_TO_SET_UP
@given(some=st.lists(programs("thread", *KINDS), min_size=1, max_size=5))
def test_threads_that_start_threads_and_share_an_executor(host, seen, some) -> None:
    previews = host.previews()
    install()
    try:
        threads = [threading.Thread(target=play, args=(previews, program)) for program in some * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        uninstall()
    assert seen.wrong == []


def test_the_innermost_is_in_charge(host) -> None:
    previews = host.previews()
    loyalty = previews.attributed("loyalty")
    with loyalty, previews.attributed(f"{host.tree}.drones"), loyalty:  # one object, twice
        assert current_features() == ("loyalty", "drones", "loyalty")
        assert current_feature() == "loyalty"
    assert current_feature() == ""


def test_an_unknown_feature_is_refused(host) -> None:
    with pytest.raises(UnknownFeature), host.previews().attributed("loyalti"):
        raise AssertionError


def test_what_is_required_is_in_charge(host) -> None:
    previews = host.previews()
    previews.switch_on("loyalty")

    @previews.required("loyalty")
    def now() -> str:
        return current_feature()

    @previews.required("loyalty")
    async def later() -> str:
        await asyncio.sleep(0)
        return current_feature()

    assert now() == "loyalty"
    assert asyncio.run(later()) == "loyalty"


def test_a_generator_that_is_suspended_in_a_block_leaves_nothing_behind(host) -> None:
    """It is left later than a block that was entered before it."""
    previews = host.previews()

    def each():
        with previews.attributed("drones"):
            yield
            yield current_feature()

    steps = each()
    with previews.attributed("loyalty"):
        next(steps)
    assert next(steps) == "drones"
    steps.close()
    assert current_features() == ()


def test_generators_stay_generators(host) -> None:
    previews = host.previews()

    @previews.attributed("loyalty")
    def echo(text: str):
        """Gives back what it is sent."""
        try:
            while True:
                try:
                    text = yield text
                except ValueError as error:
                    text = f"{error} in {current_feature()}"
        except GeneratorExit:
            closed.append(current_feature())
            raise

    @previews.attributed("loyalty")
    def ends():
        yield 1
        return 2

    closed: list[str] = []
    steps = echo("a")
    assert (next(steps), steps.send("b"), steps.throw(ValueError("c"))) == (
        "a",
        "b",
        "c in loyalty",
    )
    assert current_feature() == ""
    steps.close()
    assert closed == ["loyalty"]
    assert echo.__doc__ == "Gives back what it is sent."

    def all_of_it():
        return (yield from ends())

    steps = all_of_it()
    assert next(steps) == 1
    with pytest.raises(StopIteration) as end:
        next(steps)
    assert end.value.value == 2


def test_asynchronous_generators_too(host) -> None:
    previews = host.previews()
    closed: list[str] = []

    @previews.attributed("loyalty")
    async def echo(text: str):
        try:
            while True:
                try:
                    text = yield text
                except ValueError as error:
                    text = f"{error} in {current_feature()}"
        finally:
            closed.append(current_feature())

    async def main() -> None:
        steps = echo("a")
        assert await anext(steps) == "a"
        assert current_feature() == ""
        assert await steps.asend("b") == "b"
        assert await steps.athrow(ValueError("c")) == "c in loyalty"
        await steps.aclose()

    asyncio.run(main())
    assert closed == ["loyalty"]


def test_a_context_manager_may_enter_a_feature(host) -> None:
    previews = host.previews()

    @contextmanager
    def plug_point():
        with previews.attributed("loyalty"):
            yield

    with plug_point():
        assert current_feature() == "loyalty"
    assert current_feature() == ""


def test_tasks_and_to_thread_need_no_help(host) -> None:
    async def main() -> tuple[str, str]:
        with host.previews().attributed("loyalty"):
            task = asyncio.create_task(asyncio.to_thread(current_feature))
        return await task, current_feature()

    assert asyncio.run(main()) == ("loyalty", "")


def test_a_thread_has_features_of_its_own(host) -> None:
    with host.previews().attributed("loyalty"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(current_feature).result() == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_fork_goes_on_with_the_same_feature(host) -> None:
    with host.previews().attributed("loyalty"):
        child = os.fork()
        if not child:
            os._exit(0 if current_feature() == "loyalty" else 1)
    assert os.waitpid(child, 0)[1] == 0
