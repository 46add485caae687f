"""Speed and coverage of Coldframe against other tools, in one run.

``make bench``, or ``python benchmarks/run.py --help`` for a part of it.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.rivals import coldframe, configure, git, lint_imports, rival, ruff
from benchmarks.tables import show
from benchmarks.timing import Command, Timing
from benchmarks.trees import BENCH, LARGE, NEUTRON, PLAIN, BenchTree
from tools.sdists import ROOT

CHECK = "coldframe check"
CACHED = "coldframe check --cache"
GREP = "git grep -lF preview"
RUFF = "ruff TID251 --no-cache"
SLOW = "import-linter protected --no-cache"


def main() -> int:
    """Run the parts that were asked for; print tables, write ``.cache/bench/figures.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, help="measured rounds (default: 11)")
    parser.add_argument(
        "--only",
        choices=(
            "neutron-plain",
            "neutron",
            "large",
            "start",
            "runtime",
            "coverage",
            "moves",
            "records",
        ),
        help="one part alone",
    )
    arguments = parser.parse_args()
    # What users have: pip compiles when it installs. Without this, every start of an
    # editable install in a fresh checkout would compile again or count the compiling.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(str(ROOT / "src"), quiet=1)
    figures: dict[str, object] = {"machine": machine()}
    print(f"{figures['machine']}; bytecode compiled, PYTHONDONTWRITEBYTECODE unset\n")
    for part in (PLAIN, NEUTRON, LARGE):
        if arguments.only in (None, part.name):
            figures[part.name] = speed(part, arguments.rounds)
    if arguments.only in (None, "start"):
        figures["start"] = start_up(arguments.rounds * 3)
    if arguments.only in (None, "runtime"):
        figures["runtime"] = runtime(arguments.rounds)
    if arguments.only in (None, "coverage"):
        from benchmarks.coverage import coverage

        figures["coverage"] = coverage()
    if arguments.only in (None, "moves"):
        figures["moves"] = moves(arguments.rounds)
    if arguments.only in (None, "records"):
        figures["records"] = log_records(arguments.rounds)
    BENCH.mkdir(parents=True, exist_ok=True)
    (BENCH / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    return 0


def speed(tree: BenchTree, rounds: int) -> dict[str, Timing]:
    """Every tool on one tree; the tree is made first, in a process of its own."""
    subprocess.run([sys.executable, "-m", "benchmarks.trees"], cwd=ROOT, check=True, stdout=-3)
    settings = BENCH / f"{tree.name}-settings"
    configure(tree.root, tree.package, tree.fenced, settings)
    protected, forbidden = settings / "protected.ini", settings / "forbidden.ini"
    cache = settings / "import-linter"
    found = [0, 1]
    others = [1] if tree.planted else found  # nothing is planted into Neutron as it is
    everything: list[tuple[str, list[str], list[int]]] = [
        (CHECK, coldframe("check"), found),
        (CACHED, coldframe("check", "--cache"), found),
        (GREP, git("grep", "-lF", "preview"), [0]),
        (SLOW, lint_imports(protected, "--no-cache"), others),
        (
            "import-linter protected, cached",
            lint_imports(protected, "--cache-dir", str(cache)),
            others,
        ),
        ("import-linter forbidden --no-cache", lint_imports(forbidden, "--no-cache"), others),
        (
            "import-linter forbidden, cached",
            lint_imports(forbidden, "--cache-dir", str(cache)),
            others,
        ),
        ("tach check", rival("tach", "check"), others),
        (RUFF, ruff(settings / "ruff.toml", "--no-cache", tree.package), others),
        (
            "ruff TID251, cached",
            ruff(settings / "ruff.toml", "--cache-dir", str(settings / "ruff"), tree.package),
            others,
        ),
    ]
    folder = str(tree.root)
    timings = timed(
        [Command(name, words, folder, codes) for name, words, codes in everything], rounds
    )
    seconds = {name: timing.median for name, timing in timings.items()}
    listing = subprocess.run(git("ls-files"), cwd=folder, capture_output=True, text=True).stdout
    paths = listing.splitlines()
    python = sum(path.endswith(".py") for path in paths)
    print(
        f"{tree.name}: {len(paths):,} files, {python:,} of them .py; {rounds} rounds, interleaved"
    )
    show(
        ("command", "median s", "least", "most", "peak MB", "× git grep"),
        [
            (
                timing.name,
                f"{timing.median:.3f}",
                f"{timing.least:.3f}",
                f"{timing.most:.3f}",
                f"{timing.megabytes:.0f}",
                f"{timing.median / seconds[GREP]:.2f}",
            )
            for timing in timings.values()
        ],
    )
    small = tree is not LARGE
    goals(
        [
            ("check / git grep", seconds[CHECK] / seconds[GREP], "at most", 4.5 if small else 2.5),
            ("cached check / git grep", seconds[CACHED] / seconds[GREP], "at most", 2.0),
            ("peak memory, MB", timings[CHECK].megabytes, "at most", 60.0),
            *(
                [
                    ("import-linter / check", seconds[SLOW] / seconds[CHECK], "at least", 3.0),
                    ("tach / check", seconds["tach check"] / seconds[CHECK], "at least", 3.0),
                    ("ruff / check", seconds[RUFF] / seconds[CHECK], "at least", 1.5),
                ]
                if small
                else []
            ),
        ]
    )
    return timings


def start_up(rounds: int) -> dict[str, Timing]:
    """How long ``--help`` and ``--version`` take, beside a Python that does nothing."""
    folder = str(ROOT)
    empty = "python -c pass"
    timings = timed(
        [
            Command(empty, [sys.executable, "-c", "pass"], folder, [0]),
            Command("coldframe --help", coldframe("--help"), folder, [0]),
            Command("coldframe --version", coldframe("--version"), folder, [0]),
        ],
        rounds,
    )
    base = timings[empty].median
    print(f"start-up; {rounds} rounds, interleaved")
    show(
        ("command", "median s", "× python -c pass"),
        [(t.name, f"{t.median:.4f}", f"{t.median / base:.2f}") for t in timings.values()],
    )
    goals(
        [
            (f"{name} / python -c pass", timing.median / base, "at most", 2.5)
            for name, timing in timings.items()
            if name != empty
        ]
    )
    return timings


def runtime(rounds: int) -> dict[str, Timing]:
    """What a service pays when it starts: for `coldframe.runtime`, and for its guard."""
    from benchmarks.runtime import BARE, EMPTY, GUARDED, RUNTIME, START, imports

    commands, modules = imports()
    timings = timed(START, rounds * 5) | timed(commands, rounds)
    print(f"{modules:,} modules; {rounds} rounds, interleaved, {rounds * 5} of the first two")
    show(
        ("program", "median s", "least", "CPU s"),
        [(t.name, f"{t.median:.4f}", f"{t.least:.4f}", f"{t.cpu:.4f}") for t in timings.values()],
    )
    start = (timings[RUNTIME].cpu - timings[EMPTY].cpu) * 1000
    share = (timings[GUARDED].cpu / timings[BARE].cpu - 1) * 100
    goals(
        [
            ("importing coldframe.runtime, CPU ms", start, "at most", 12.0),
            ("the guard's share of importing Neutron, % of CPU", share, "at most", 3.0),
        ]
    )
    return timings


def moves(rounds: int) -> dict[str, object]:
    """Planning the move of a package, and what is not right in the tree that each tool leaves."""
    from benchmarks.moves import FAST, MOVE, SHOWN, command, count_corpus, count_neutron, moves_for

    subprocess.run([sys.executable, "-m", "benchmarks.trees"], cwd=ROOT, check=True, stdout=-3)
    folder = str(PLAIN.root)
    commands = [
        Command(tool, command(tool, "plan", PLAIN.root, moves_for(tool)), folder, [0])
        for tool in FAST
    ]
    timings = timed(commands, rounds)
    neutron = {tool: count_neutron(tool) for tool in FAST}
    for tool in (tool for tool in SHOWN if tool not in FAST):

        def once(
            words: list[str], root: Path, tool: str = tool
        ) -> tuple[set[tuple[str, int]], str]:
            timings.update(timed([Command(tool, words, str(root), [0, 1])], 1, warm=0))
            return set(), ""

        neutron[tool] = count_neutron(tool, once)
    corpus = {tool: count_corpus(tool) for tool in SHOWN}
    own = timings["coldframe"]
    print(f"{MOVE}; {rounds} rounds, interleaved, bowler and LibCST once")
    show(
        ("tool", "median s", "CPU s", "peak MB", "× coldframe", "broken", "missed", "wrong"),
        [
            (
                said,
                f"{timings[tool].median:.2f}",
                f"{timings[tool].cpu:.2f}",
                f"{timings[tool].megabytes:.0f}",
                f"{timings[tool].median / own.median:.1f}",
                *(str(figure) for figure in neutron[tool][:3]),
            )
            for tool, said in SHOWN.items()
        ],
    )
    goals(
        [
            ("rope / coldframe", timings["rope"].median / own.median, "at least", 20.0),
            ("peak memory, MB", own.megabytes, "at most", 100.0),
            ("broken, missed and wrong", float(sum(neutron["coldframe"][:3])), "at most", 0.0),
        ]
    )
    print("the moves of examples/rewrites/py_*, line for line")
    show(
        ("tool", "cases", "ended with an error", "lines to change", "missed", "wrong"),
        [(said, *(str(figure) for figure in corpus[tool])) for tool, said in SHOWN.items()],
    )
    return {"timings": timings, "neutron": neutron, "corpus": corpus}


def log_records(rounds: int) -> dict[str, float]:
    """A log record with and without the feature that it comes from."""
    from benchmarks.records import PLAIN, records

    figures = records(rounds)
    plain = figures[PLAIN]
    print(f"a log record, formatted and not written; {rounds} rounds, interleaved")
    show(
        ("logging", "median µs", "× plain", "more, µs"),
        [
            (name, f"{took:.2f}", f"{took / plain:.2f}", f"{took - plain:.2f}")
            for name, took in figures.items()
        ],
    )
    goals(
        [
            (f"{name}, more µs", took - plain, "at most", 1.0)
            for name, took in figures.items()
            if name != PLAIN
        ]
    )
    return figures


def timed(commands: list[Command], rounds: int, warm: int = 1) -> dict[str, Timing]:
    """The timings by name, measured in a small process of its own."""
    done = subprocess.run(
        [sys.executable, "-S", str(Path(__file__).with_name("timing.py"))],
        input=json.dumps({"commands": commands, "rounds": rounds, "warm": warm}),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return {each[0]: Timing(*each) for each in json.loads(done.stdout)}


def goals(rows: list[tuple[str, float, str, float]]) -> None:
    """Print each figure beside its goal."""
    for name, value, word, goal in rows:
        met = value <= goal if word == "at most" else value >= goal
        print(f"  {'met   ' if met else 'MISSED'}  {name}: {value:.2f} ({word} {goal:g})")
    print()


def machine() -> str:
    """What this was measured on."""
    version = subprocess.run(git("--version"), capture_output=True, text=True).stdout.strip()
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {version}"


if __name__ == "__main__":
    sys.exit(main())
