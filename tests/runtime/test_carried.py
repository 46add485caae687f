"""The features in charge go along into threads, executors and green threads, and back out."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import greenlet
import pytest

from coldframe.runtime.attribution import current_feature
from coldframe.runtime.carried import carry, install, uninstall


@pytest.fixture
def carried() -> Iterator[None]:
    install()
    install()  # changes nothing
    yield
    uninstall()


def in_thread() -> str:
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(current_feature()))
    thread.start()
    thread.join()
    return seen[0]


def test_threads(host, carried) -> None:
    with host.previews().attributed("loyalty"):
        assert in_thread() == "loyalty"
    assert in_thread() == ""


def test_a_thread_with_a_run_of_its_own(host, carried) -> None:
    class Worker(threading.Thread):
        seen = ""

        def run(self) -> None:
            self.seen = current_feature()

    worker = Worker()
    with host.previews().attributed("loyalty"):
        worker.start()
    worker.join()
    assert worker.seen == "loyalty"
    assert "run" not in vars(worker)


def test_a_worker_does_not_keep_the_feature_that_started_it(host, carried) -> None:
    previews = host.previews()
    after: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def task() -> str:
        begun.set()
        go_on.wait()
        return current_feature()

    with ThreadPoolExecutor(1) as pool:
        with previews.attributed("loyalty"):
            first = pool.submit(task)
        begun.wait()
        first.add_done_callback(lambda _: after.append(current_feature()))  # by the worker
        go_on.set()
        with previews.attributed("drones"):
            assert list(pool.map(lambda _: current_feature(), range(2))) == ["drones", "drones"]
        assert pool.submit(current_feature).result() == ""
    assert first.result() == "loyalty"
    assert after == [""]


def test_the_default_executor_of_a_loop(host, carried) -> None:
    async def main() -> str:
        with host.previews().attributed("loyalty"):
            return await asyncio.get_running_loop().run_in_executor(None, current_feature)

    assert asyncio.run(main()) == "loyalty"


def test_it_is_taken_back() -> None:
    start, submit = threading.Thread.start, ThreadPoolExecutor.submit
    install()
    assert threading.Thread.start is not start
    uninstall()
    assert (threading.Thread.start, ThreadPoolExecutor.submit) == (start, submit)


def test_who_came_later_is_left_alone(host, monkeypatch: pytest.MonkeyPatch) -> None:
    install()
    ours = threading.Thread.start

    def theirs(self: threading.Thread) -> None:
        ours(self)

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", theirs)
        uninstall()
        assert threading.Thread.start is theirs
        with host.previews().attributed("loyalty"):
            assert in_thread() == ""
            install()  # once more, and not twice
            assert threading.Thread.start is theirs
            assert in_thread() == "loyalty"
    uninstall()
    assert threading.Thread.start is not ours


def test_one_function(host) -> None:
    with host.previews().attributed("loyalty"):
        inside = carry(current_feature)
    outside = carry(current_feature)
    assert inside() == "loyalty"
    with host.previews().attributed("drones"):
        assert outside() == ""
        assert greenlet.greenlet(carry(current_feature)).switch() == "drones"
        assert greenlet.greenlet(current_feature).switch() == ""


def test_another_process(host) -> None:
    with (
        host.previews().attributed("loyalty"),
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        assert pool.submit(carry(current_feature)).result() == "loyalty"


def test_green_threads(host) -> None:
    """In a process of its own: eventlet changes more than we could put back."""
    code = f"""
import sys
sys.path.insert(0, {str(host.root)!r})
import eventlet
eventlet.monkey_patch()
import threading
from coldframe.runtime import Previews
from coldframe.runtime.attribution import current_feature
from coldframe.runtime.carried import install, uninstall
previews = Previews({host.tree!r})
pool = eventlet.GreenPool()
def seen(delay=0):
    eventlet.sleep(delay)
    return current_feature()
def both():
    with previews.attributed("loyalty"):
        threads = [eventlet.spawn(seen), pool.spawn(seen, 0.001)]
        with previews.attributed("drones"):
            threads.append(eventlet.spawn(seen))
    threads.append(eventlet.spawn(seen))
    return [thread.wait() for thread in threads]
print(*(name or "-" for name in both()))
install()
print(*(name or "-" for name in both()))
with previews.attributed("loyalty"):
    thread = threading.Thread(target=lambda: print(seen()))
    thread.start()
thread.join()
uninstall()
print(*(name or "-" for name in both()))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "- - - -",
        "loyalty loyalty drones -",
        "loyalty",
        "- - - -",
    ], done.stderr
