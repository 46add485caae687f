"""What ``coldframe blame`` takes for large logs, beside ``rg -c Traceback``, on one core and two.

    .venv/bin/python -m benchmarks.blame                # 1 GB, and a storm of 100 MB
    .venv/bin/python -m benchmarks.blame --ten          # and 10 GB, for growth
    .venv/bin/python -m benchmarks.blame --cluster      # Dask: a scheduler, one worker and two
    .venv/bin/python -m benchmarks.blame --rivals       # drain3 and logreduce on a sample

ripgrep has to be installed (``apt-get install ripgrep``); it reads the same file in turn with
Coldframe, pinned to the same core.  The logs are made, the same in each run: lines of oslo.log
with a traceback every 2,000 lines, and every 50 in the storm.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT / "tests/support") not in sys.path:
    sys.path.insert(0, str(ROOT / "tests/support"))

from benchmarks.run import machine, timed  # noqa: E402
from benchmarks.tables import show  # noqa: E402
from benchmarks.timing import Command, Timing  # noqa: E402
from tools.sdists import CACHE  # noqa: E402

FOLDER = CACHE / "bench" / "blame"
RIVALS = CACHE / "log-rivals"
REQUIRED = Path(__file__).with_name("log_rivals.txt")
GB, MB = 10**9, 10**6
SAMPLE = 8 * MB
_WORDS = (
    *("router", "port", "network", "subnet", "binding", "agent", "sync", "delete", "update"),
    *("create", "rpc", "call", "timeout", "bridge", "flow", "ovs", "iptables", "dhcp", "lease"),
)
_QUIET = 50_000  # lines that are made once and repeated


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds (default: 7)")
    parser.add_argument("--ten", action="store_true", help="10 GB, too")
    parser.add_argument("--cluster", action="store_true", help="only Dask: one worker, and two")
    parser.add_argument("--rivals", action="store_true", help="only drain3 and logreduce")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=True)
    print(f"{machine()}; load before: {os.getloadavg()[0]:.1f}\n")
    if asked.cluster:
        cluster()
    elif asked.rivals:
        rivals()
    else:
        alone(asked.rounds, asked.ten)
    return 0


def alone(rounds: int, ten: bool) -> None:
    """One machine: rg and Coldframe on one core, and Coldframe on two."""
    one = log("oslo-1g.log", GB, 2000)
    dense = log("dense-1g.log", GB, 2000, " (Took 12 ms)")
    storm = log("storm-100m.log", 100 * MB, 50)
    calm = log("calm-100m.log", 100 * MB, 0)
    commands = [
        *beside_rg(one, "1 GB"),
        blame("1 GB of dense lines, 1 core", dense, "0", 1),
        blame("storm, 1 core", storm, "0", 1),
        blame("no traceback, 1 core", calm, "0", 1),
    ]
    timings = timed(commands, rounds)
    shown(timings.values(), "1 GB")
    busy = {name: timing.cpu for name, timing in timings.items()}
    count = blocks(storm)
    each = (busy["blame: storm, 1 core"] - busy["blame: no traceback, 1 core"]) / count
    print(f"{count:,} tracebacks in the storm: {each * 1e6:.0f} µs of processor each\n")
    if ten:
        shown(timed(beside_rg(log("oslo-10g.log", 10 * GB, 2000), "10 GB"), 1).values(), "10 GB")


def beside_rg(path: Path, size: str) -> list[Command]:
    """rg, and Coldframe on one core and on two."""
    ripgrep = shutil.which("rg")
    if ripgrep is None:
        sys.exit("ripgrep is not installed: apt-get install ripgrep")
    words = [*pinned("0"), ripgrep, "-c", "Traceback", str(path)]
    return [
        Command(f"rg -c Traceback: {size}, 1 core", words, "/", [0]),
        blame(f"{size}, 1 core", path, "0", 1),
        blame(f"{size}, 2 cores", path, "0,1", 2),
    ]


def blame(name: str, path: Path, cores: str, processes: int, *more: str) -> Command:
    """Coldframe on one log, in a folder that is no host."""
    words = [sys.executable, "-m", "coldframe", "blame", str(path), "--path", tempfile.gettempdir()]
    words += ["--processes", str(processes), *more]
    return Command(f"blame: {name}", [*(pinned(cores) if cores else ()), *words], "/", [0])


def pinned(cores: str) -> list[str]:
    """What makes a command stay on these cores."""
    return [str(shutil.which("taskset")), "-c", cores]


def shown(timings: Iterable[Timing], size: str) -> None:
    """A table; ratios are to rg on one core: of wall time, and of processor time."""
    timings = list(timings)
    rg = next(timing for timing in timings if timing.name.startswith("rg"))
    show(
        ("command", "median s", "least", "most", "× rg", "processor s", "× rg", "peak MB"),
        [
            (
                one.name, f"{one.median:.2f}", f"{one.least:.2f}", f"{one.most:.2f}",
                f"{one.median / rg.median:.1f}" if size in one.name else "",
                f"{one.cpu:.2f}", f"{one.cpu / rg.cpu:.1f}" if size in one.name else "",
                f"{one.megabytes:.0f}",
            )
            for one in timings
        ],
    )  # fmt: skip


def cluster() -> None:
    """The same log in four files, on a Dask cluster of this machine."""
    from dask_cluster import dask

    one = log("oslo-1g.log", GB, 2000)
    rows = []
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder, dask(Path(folder), workers) as started:
            command = blame(f"{workers} workers", one, "", 1, "--engine", started.address)
            timing = timed([command], 5)[command.name]
            rows.append((f"{workers}", f"{timing.median:.2f}", f"{timing.least:.2f}"))
    show(("workers", "median s", "least s"), rows)


def rivals() -> None:
    """drain3 and logreduce on a sample: they say what is unusual, not whose it is."""
    if not (RIVALS / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(RIVALS)], check=True)
        pip = [str(RIVALS / "bin/python"), "-m", "pip", "install", "--quiet", "-r", str(REQUIRED)]
        subprocess.run(pip, check=True)
    sample, past = log("sample.log", SAMPLE, 2000), log("past.log", SAMPLE, 0)
    python, size = str(RIVALS / "bin/python"), sample.stat().st_size
    commands = [
        blame("sample", sample, "0", 1),
        Command("drain3", [*pinned("0"), python, "-c", _DRAIN, str(sample)], "/", [0]),
        Command(
            "logreduce",
            [*pinned("0"), str(RIVALS / "bin/logreduce"), "diff", str(past), str(sample)],
            str(FOLDER), [0, 1, 4],
        ),
    ]  # fmt: skip
    rows = []
    for command in commands:
        start = time.perf_counter()
        timing = timed([command], 1, 0)[command.name]
        rows.append((command.name, f"{timing.cpu:.1f}", f"{timing.cpu * GB / size:.0f}"))
        print(f"{command.name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    show(("tool", f"processor s for {size / MB:.1f} MB", "s for 1 GB at that rate"), rows)


_DRAIN = """
import sys
from drain3 import TemplateMiner
miner = TemplateMiner()
with open(sys.argv[1]) as lines:
    for line in lines:
        miner.add_log_message(line.rstrip())
"""


def log(name: str, size: int, every: int, ends: str = "") -> Path:
    """A log of about ``size`` bytes with a traceback every so many lines (0: none).

    ``ends`` is what each other line ends with: coldframe searches for the rarest byte of the words
    that begin a traceback, if one is rare.
    """
    path = FOLDER / name
    if path.exists() and path.stat().st_size >= size:
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(f"{path}.new", "wb") as file:
        written = 0
        for part in _parts(every, ends):
            file.write(part)
            written += len(part)
            if written >= size:
                break
    os.replace(f"{path}.new", path)
    return path


def _parts(every: int, ends: str) -> Iterator[bytes]:
    dice = random.Random(1)
    quiet = [f"{_line(at, dice)}{ends}\n" for at in range(_QUIET)]
    number = 0
    while True:
        part = []
        for start in range(0, _QUIET, every or _QUIET):
            part += quiet[start : start + (every or _QUIET)]
            if every:
                part.append(_traceback(number))
                number += 1
        yield "".join(part).encode()


def _line(at: int, dice: random.Random) -> str:
    head = f"2026-11-25 10:{at // 1000 % 60:02}:{at % 60:02}.{at % 1000:03} {1000 + at % 7}"
    level = "DEBUG" if at % 5 else "INFO"
    said = " ".join(dice.choices(_WORDS, k=9))
    request = f"[None req-{dice.getrandbits(128):032x} - - - - -]"
    return f"{head} {level} neutron.agent.{dice.choice(_WORDS)} {request} {said}"


def _traceback(number: int) -> str:
    """One of thirty failures, the message of each different."""
    prefix = f"2026-11-25 10:{number % 60:02}:00.{number % 1000:03} 1003 ERROR neutron.api "
    lines = (
        "[None req-1] it failed",
        "Traceback (most recent call last):",
        '  File "/opt/stack/neutron/neutron/service.py", line 9, in run',
        "    do()",
        f'  File "/opt/stack/neutron/neutron/db/m{number % 30}.py", line 70, in get',
        "    do()",
        f"DBError: lock wait {number} of port {number:08x}",
    )
    return "".join(f"{prefix}{line}\n" for line in lines)


def blocks(path: Path) -> int:
    """How many tracebacks a log has."""
    with open(path, "rb") as file:
        return sum(line.count(b"Traceback (most recent call last)") for line in file)


if __name__ == "__main__":
    sys.exit(main())
