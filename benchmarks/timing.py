"""Times whole processes against each other. A small process of its own: see ``measure``."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import NamedTuple


class Command(NamedTuple):
    """A command line, run in ``folder``; ``codes`` are the exit codes that mean it worked."""

    name: str
    words: list[str]
    folder: str
    codes: list[int]


class Timing(NamedTuple):
    """Seconds (median, least and most of all rounds), peak memory in MB, seconds of processors."""

    name: str
    median: float
    least: float
    most: float
    megabytes: float
    cpu: float


def measure(commands: list[Command], rounds: int, warm: int = 1) -> list[Timing]:
    """Run all commands ``warm`` times unmeasured, then ``rounds`` times, one after the other.

    Interleaved, so that what the machine does meanwhile hits all of them.  The peak memory
    that the kernel tells of a child is at least that of its parent at the fork, so this
    runs in a process that has loaded next to nothing.  Raises ValueError when a command
    ends with a code that it should not end with.
    """
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    busy: dict[str, list[float]] = {command.name: [] for command in commands}
    memory: dict[str, int] = dict.fromkeys(seconds, 0)
    for number in range(warm + rounds):
        for command in commands:
            start = time.perf_counter()
            code, kilobytes, cpu = _run(command)
            took = time.perf_counter() - start
            if code not in command.codes:
                raise ValueError(f"{command.name} ended with {code}: {' '.join(command.words)}")
            if number >= warm:
                seconds[command.name].append(took)
                busy[command.name].append(cpu)
            memory[command.name] = max(memory[command.name], kilobytes)
    return [
        Timing(
            name,
            statistics.median(took),
            min(took),
            max(took),
            memory[name] / 1024,
            statistics.median(busy[name]),
        )
        for name, took in seconds.items()
    ]


def _run(command: Command) -> tuple[int, int, float]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    os.chdir(command.folder)
    actions = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    pid = os.posix_spawn(command.words[0], command.words, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    cpu = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss, cpu


if __name__ == "__main__":
    wanted = json.load(sys.stdin)
    timings = measure(
        [Command(*each) for each in wanted["commands"]], wanted["rounds"], wanted["warm"]
    )
    json.dump(timings, sys.stdout)
