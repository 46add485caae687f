"""How many of the example pairs of OpenAPI documents each tool calls breaking.

    .venv/bin/python -m benchmarks.compat --rivals

The pairs are those of ``examples/rest``, a rule each: what the rule calls an error should be
called breaking, what it calls information should not, and neither should the form ``near`` of
a base, which says the same in other words.  All tools get the same files, as commands.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.tables import show
from coldframe.compat.rest.example import example
from coldframe.compat.rest.rules import RULES
from tools.sdists import CACHE, ROOT

RIVALS = CACHE / "compat-rivals"
REQUIRED = Path(__file__).with_name("compat_rivals.txt")
BREAKS, KEEPS, FAILS = "breaks", "keeps", "fails"
ERROR, INFO, SAME = "error", "info", "the same"


class Pair(NamedTuple):
    """Two documents in files; ``meant`` is the severity of the rule, or ``the same``."""

    rule: str
    meant: str
    base: Path
    head: Path


class Tool(NamedTuple):
    """A command that takes two files and prints JSON, and how that says that something breaks."""

    name: str
    words: tuple[str, ...]
    breaking: Callable[[Any], bool]


def tools() -> list[Tool]:
    """Coldframe and the others, each by the severity for which it would fail a build."""
    bin = RIVALS / "bin"
    return [
        Tool(
            "coldframe",
            (sys.executable, "-m", "coldframe", "compat", "diff", "--json"),
            lambda said: any(each["severity"] == "error" for each in said["changes"]),
        ),
        Tool(
            "specshift",
            (str(bin / "specshift"), "diff", "--format", "json"),
            lambda said: bool(said["has_breaking_changes"]),
        ),
        Tool(
            "schemawatch",
            (str(bin / "schemawatch"), "--format", "json"),
            lambda said: bool(said["breaking_changes_detected"]),
        ),
        Tool(
            "api-schema-diff",
            (str(bin / "api-schema-diff"), "--format", "json"),
            lambda said: bool(said["breaking"]),
        ),
    ]


def pairs(folder: Path) -> Iterator[Pair]:
    """Every example, written into ``folder`` as JSON."""
    for rule in RULES:
        made = example(rule.name, str(ROOT / "examples" / "rest"))
        files = {}
        for word, document in made._asdict().items():
            if document is not None:
                files[word] = folder / f"{rule.name}.{word}.json"
                files[word].write_text(json.dumps(document.value), encoding="utf-8")
        yield Pair(rule.name, rule.severity, files["base"], files["head"])
        if "near" in files:
            yield Pair(rule.name, SAME, files["base"], files["near"])


def answer(tool: Tool, pair: Pair) -> str:
    """What a tool says of a pair; ``fails`` if it prints no JSON, or not what it should."""
    at = tool.words.index("--format") if "--format" in tool.words else len(tool.words)
    words = [*tool.words[:at], str(pair.base), str(pair.head), *tool.words[at:]]
    done = subprocess.run(words, cwd=pair.base.parent, capture_output=True, text=True)
    try:
        return BREAKS if tool.breaking(json.loads(done.stdout)) else KEEPS
    except (ValueError, KeyError, TypeError):
        return FAILS


def row(name: str, said: list[tuple[Pair, str]]) -> tuple[str, ...]:
    """A line of the table: what it found, what it made up, and on how many pairs it failed."""

    def count(meant: str, says: str) -> str:
        of = [each for pair, each in said if pair.meant == meant]
        return f"{of.count(says)} of {len(of)}"

    failed = sum(each == FAILS for _, each in said)
    return name, count(ERROR, BREAKS), count(INFO, BREAKS), count(SAME, BREAKS), str(failed)


def found(workers: int = 2) -> int:
    """Print the table; 1 if Coldframe misses a pair that breaks, or makes one up."""
    if not (RIVALS / "bin/specshift").exists():
        subprocess.run([sys.executable, "-m", "venv", str(RIVALS)], check=True)
        pip = [str(RIVALS / "bin/python"), "-m", "pip", "install", "--quiet", "-r", str(REQUIRED)]
        subprocess.run(pip, check=True)
    versions = dict(
        line.strip().split("==") for line in REQUIRED.read_text().splitlines() if "==" in line
    )
    rows, wrong = [], False
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        all_pairs = list(pairs(Path(folder)))
        for tool in tools():
            says = list(pool.map(answer, [tool] * len(all_pairs), all_pairs))
            said = list(zip(all_pairs, says, strict=True))
            rows.append(row(f"{tool.name} {versions.get(tool.name, '')}".strip(), said))
            if tool.name == "coldframe":
                wrong = any((pair.meant == ERROR) != (each == BREAKS) for pair, each in said)
    show(("", "breaking: found", "info: alarms", "the same: alarms", "failed"), rows)
    return 1 if wrong else 0
