"""What a feature raises does not take its host down; what the host raises always goes on."""

from __future__ import annotations

import asyncio
import importlib
import logging
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coldframe.runtime import UnknownFeature, containment
from coldframe.runtime.attribution import current_features
from coldframe.runtime.logs import label_records, unlabel_records

WORK = """\
def broken(error=None):
    raise error or ValueError("no")

def call(function, *args):
    return function(*args)

async def soon(error):
    raise error
"""


@pytest.fixture
def shop(host):
    """The host, all on, with code in both features and in its stable part."""
    for path in ("preview/loyalty/points.py", "preview/drones.py", "stable.py"):
        host.write(path, WORK)
    host.previews().switch_on("loyalty,drones")
    host.loyalty = importlib.import_module(f"{host.tree}.loyalty.points")
    host.drones = importlib.import_module(f"{host.tree}.drones")
    host.stable = importlib.import_module(f"{host.package}.stable")
    return host


@pytest.fixture
def labelled():
    label_records()
    yield
    unlabel_records()


def logged(shop, caplog) -> list[logging.LogRecord]:
    """What was logged of the features; other libraries log as they like."""
    return [record for record in caplog.records if record.name.startswith(f"{shop.tree}.")]


class Clock:
    """`time.monotonic`, which the test moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(containment, "monotonic", clock)
    return clock


def test_the_host_goes_on_and_the_log_says_whose_it_was(shop, labelled, caplog) -> None:
    with shop.previews().contained("loyalty") as on:
        assert on
        shop.stable.call(shop.loyalty.broken)
    (record,) = logged(shop, caplog)
    assert record.getMessage() == (
        "the preview feature 'loyalty' failed (1 of 5 failures in 60 s): ValueError: no"
    )
    assert (record.feature, record.name) == ("loyalty", f"{shop.tree}.loyalty")
    assert record.pathname == shop.loyalty.__file__
    assert "'loyalty' raised this" in caplog.text
    assert "Traceback" in caplog.text
    assert current_features() == ()


def test_a_feature_that_is_off_is_skipped(host) -> None:
    previews = host.previews()
    with previews.contained("loyalty") as on:
        assert not on
        assert current_features() == ()
    with pytest.raises(ZeroDivisionError), previews.contained("loyalty"):
        raise ZeroDivisionError
    with pytest.raises(UnknownFeature), previews.contained("loyalti"):
        raise AssertionError


def test_functions_return_the_default(shop, caplog) -> None:
    previews = shop.previews()
    contained = previews.contained("loyalty", default=[])

    @contained
    def points(error: Exception | None = None) -> list[int]:
        if error:
            shop.loyalty.broken(error)
        return [1]

    @contained
    async def later(error: Exception | None = None) -> list[int]:
        if error:
            await shop.loyalty.soon(error)
        return [2]

    assert (points(), asyncio.run(later())) == ([1], [2])
    assert (points(ValueError("a")), asyncio.run(later(ValueError("b")))) == ([], [])
    assert len(logged(shop, caplog)) == 2
    previews.switch_off("loyalty")
    assert (points(), asyncio.run(later())) == ([], [])
    assert asyncio.iscoroutinefunction(later)


def test_generators_are_refused(host) -> None:
    with pytest.raises(TypeError, match=r"put it around what consumes each\(\)"):

        @host.previews().contained("loyalty")
        def each():
            yield

    with pytest.raises(ValueError, match="have to be positive"):
        host.previews().contained("loyalty", failures=0)


def test_what_the_host_raised_goes_on(shop, caplog) -> None:
    previews = shop.previews()
    with pytest.raises(ValueError) as caught, previews.contained("loyalty"):
        shop.loyalty.call(shop.stable.broken)
    assert "it only passed through 'loyalty'" in caught.value.__notes__[0]
    with pytest.raises(ZeroDivisionError), previews.contained("loyalty"):
        raise ZeroDivisionError  # the plug point itself
    assert logged(shop, caplog) == []
    assert current_features() == ()


@pytest.mark.parametrize(
    "kind", [KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError, StopIteration]
)
def test_what_is_no_fault_goes_on_untouched(shop, caplog, kind: type[BaseException]) -> None:
    error = kind()
    with pytest.raises(kind) as caught, shop.previews().contained("loyalty"):
        shop.loyalty.broken(error)
    assert caught.value is error
    assert not hasattr(error, "__notes__")
    assert logged(shop, caplog) == []


def test_a_task_can_be_cancelled_inside(shop) -> None:
    async def main() -> None:
        async def work() -> None:
            with shop.previews().contained("loyalty"):
                await asyncio.sleep(3600)

        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    asyncio.run(main())


def raised(function, *args) -> BaseException:
    try:
        function(*args)
    except BaseException as error:
        return error
    raise AssertionError


def test_groups_are_taken_apart(shop, caplog) -> None:
    theirs = raised(shop.loyalty.broken, ValueError("of loyalty"))
    others = raised(shop.drones.broken, KeyError("of drones"))
    ours = raised(shop.stable.broken, OSError("of the host"))
    stop = raised(shop.loyalty.broken, KeyboardInterrupt())
    group = BaseExceptionGroup("all", [theirs, ExceptionGroup("in", [ours, others]), stop])
    group.__cause__ = cause = LookupError()
    with pytest.raises(BaseExceptionGroup) as caught, shop.previews().contained("loyalty"):
        raise group
    rest = caught.value
    assert rest.exceptions[1:] == (stop,)
    assert rest.exceptions[0].exceptions == (ours,)
    assert (rest.__cause__, rest.__context__) == (cause, None)
    assert [record.name for record in logged(shop, caplog)] == [
        f"{shop.tree}.loyalty",
        f"{shop.tree}.drones",
    ]


def test_groups_of_one_side_stay_whole(shop, caplog) -> None:
    previews = shop.previews()
    fresh = ExceptionGroup(
        "raised by the feature", [ValueError(), ExceptionGroup("", [KeyError()])]
    )
    with previews.contained("loyalty"):
        shop.loyalty.broken(fresh)
    assert len(logged(shop, caplog)) == 1
    mine = ExceptionGroup("raised by the host", [ValueError()])
    with pytest.raises(ExceptionGroup) as caught, previews.contained("loyalty"):
        shop.stable.broken(mine)
    assert caught.value is mine


def test_a_task_group_of_a_hook(shop, caplog) -> None:
    async def main() -> None:
        with shop.previews().contained("loyalty"):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(shop.loyalty.soon(ValueError("a")))
                tasks.create_task(shop.loyalty.soon(ValueError("b")))

    asyncio.run(main())
    (record,) = logged(shop, caplog)
    assert "2 sub-exceptions" in record.getMessage()
    assert caplog.text.count("'loyalty' raised this") == 2


def test_a_feature_that_another_one_calls_is_named(shop, caplog) -> None:
    with shop.previews().contained("drones", failures=1):
        shop.drones.call(shop.loyalty.broken)
    states = {state.name: state for state in shop.previews().inventory()}
    assert states["loyalty"].failed == "1 failure in 60 s, the last one ValueError: no"
    assert not states["drones"].failed


def test_it_trips_and_is_reset(shop, caplog) -> None:
    previews = shop.previews()
    calls = []

    @previews.contained("loyalty", failures=3, default="off")
    def points() -> None:
        calls.append(1)
        shop.loyalty.broken()

    for _ in range(5):
        assert points() == "off"
    assert len(calls) == 3
    assert logged(shop, caplog)[-1].getMessage() == (
        "the preview feature 'loyalty' is out of service until it is reset: 3 failures in 60 s"
    )
    assert previews.inventory()[1].failed == "3 failures in 60 s, the last one ValueError: no"
    previews.reset("loyalty")
    for _ in range(5):
        points()
    assert len(calls) == 6


def test_what_was_under_way_when_it_tripped_does_not_count(shop) -> None:
    previews = shop.previews()
    with previews.contained("loyalty", failures=2):
        with previews.contained("loyalty", failures=1):
            shop.loyalty.broken()
        shop.loyalty.broken()
    previews.reset("loyalty")
    with previews.contained("loyalty", failures=2):
        shop.loyalty.broken()
    assert previews.enabled("loyalty")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    waits=st.lists(st.integers(0, 5), max_size=12),  # in quarters of the window
    failures=st.integers(1, 4),
    seconds=st.integers(1, 60),
)
def test_failures_count_for_so_many_seconds(shop, clock, waits, failures, seconds) -> None:
    previews = shop.previews()
    previews.reset("loyalty")
    containment._failures.clear()
    times: deque[float] = deque()
    tripped = False
    for wait in waits:
        clock.now += wait * seconds / 4
        with previews.contained("loyalty", failures=failures, seconds=seconds) as on:
            assert on is not tripped
            if on:
                times.append(clock.now)
                tripped = sum(clock.now - time <= seconds for time in times) >= failures
                shop.loyalty.broken()
    assert previews.enabled("loyalty") is not tripped


def test_many_threads_trip_it_once(shop, caplog) -> None:
    previews = shop.previews()
    begin = threading.Barrier(20)

    @previews.contained("loyalty", failures=20)
    def points() -> None:
        begin.wait()
        shop.loyalty.broken(ValueError("no"))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda _: points(), range(20)))
    assert sum("out of service" in record.getMessage() for record in logged(shop, caplog)) == 1
    counts = {
        record.getMessage().partition("(")[2].partition(" ")[0] for record in logged(shop, caplog)
    }
    assert counts == {"", *map(str, range(1, 21))}


def test_a_fork_while_another_thread_counts(shop) -> None:
    """The lock that it holds is not held for ever in the child."""
    from coldframe.runtime import gate

    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with gate._lock:
            held.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    child = os.fork()
    if not child:
        with shop.previews().contained("loyalty"):
            shop.loyalty.broken()
        os._exit(0)
    done.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0


def test_no_text_of_an_error_forges_a_line(shop) -> None:
    """With a formatter that knows nothing of us."""

    class Kept(logging.Handler):
        text = ""

        def emit(self, record: logging.LogRecord) -> None:
            self.text += self.format(record) + "\n"

    class Unshowable(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    kept = Kept()
    kept.setFormatter(logging.Formatter("ERROR %(message)s"))
    logger = logging.getLogger(shop.tree)
    logger.addHandler(kept)
    previews = shop.previews()
    for error in (ValueError("a\nERROR forged\r\u2028ERROR forged"), Unshowable()):
        with previews.contained("loyalty", failures=2):
            shop.loyalty.broken(error)
    logger.removeHandler(kept)
    begun = [line for line in kept.text.splitlines() if not line.startswith("    ")]
    assert len(begun) == 3
    assert all(line.startswith("ERROR the preview feature 'loyalty' ") for line in begun)
    assert "Unshowable: (it cannot be shown)" in begun[1]
