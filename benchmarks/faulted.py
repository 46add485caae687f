"""Whose failure it is, where that is known: faults put into Neutron with FWaaS adopted.

    .venv/bin/python -m benchmarks.faulted                # 240 faults that tests notice
    .venv/bin/python -m benchmarks.faulted --only 30 --seed 7

Each fault is put into one function, and up to three of the real unit tests that call it are run as
stestr runs them.  ``coldframe blame`` reads the stream that comes out and nothing else.  The owner
is that of the file with the fault.  What no test notices is counted and not scored.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import time
from collections import Counter
from itertools import cycle
from pathlib import Path

from benchmarks.faulted_chosen import Mutant, mutants, reaching
from benchmarks.faulted_score import TEAMS, Judge, report
from benchmarks.faulted_tree import AREAS, Runner, Tree, tree
from benchmarks.mutations import Fault

_NOTICED = 2
_ENDED = {0: "no test noticed", _NOTICED: "tests fail without it", 3: "no such function"}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", type=int, default=240, help="faults that tests notice (240)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", action="store_true", help="score the logs of the last run")
    arguments = parser.parse_args()
    where = tree()
    logs = where.top / f"logs-{arguments.seed}"
    if not arguments.again:
        shutil.rmtree(logs, ignore_errors=True)
        logs.mkdir()
        began = time.time()
        others = run(where, logs, arguments.only, random.Random(arguments.seed))
        print(f"{time.time() - began:.0f} s; not scored: {dict(others)}")
    noticed = [
        (_read(about), about.with_suffix(".subunit")) for about in sorted(logs.glob("*.json"))
    ]
    rules = logs / "teams"
    rules.write_text(TEAMS)
    print(f"{len(noticed)} faults that tests noticed\n")
    for title, judge in (
        ("feature or host, by declarations", Judge(where.root)),
        ("one of three teams, by a rule file", Judge(where.root, str(rules))),
    ):
        report(title, [judge.scored(mutant, log) for mutant, log in noticed])


def run(where: Tree, logs: Path, wanted: int, chance: random.Random) -> Counter[str]:
    """Run mutants until tests have noticed ``wanted``, as many of each area.

    ``logs`` gets the stream of each, and a file that says what it is.  The others are counted.
    """
    reached = where.reached()
    supplies = {
        area: mutants(where.root, area, reaching(reached, starts), chance)
        for area, starts in AREAS.items()
    }
    noticed = 0
    others: Counter[str] = Counter()
    with Runner(where, where.modules()) as runner:
        for area in cycle(AREAS):
            if noticed >= wanted:
                break
            for mutant in supplies[area]:
                log = logs / f"{noticed:03}.subunit"
                fault = mutant.fault
                request = {
                    "tests": mutant.tests,
                    "log": str(log),
                    "path": fault.path,
                    "name": fault.name,
                    "source": fault.source,
                }
                ended = runner.ask(request)["ended"]
                if ended == _NOTICED:
                    without = {"tests": mutant.tests, "log": os.devnull}
                    if not runner.ask(without)["ended"]:
                        noticed += 1
                        about = {**mutant._asdict(), "fault": fault._replace(source="")._asdict()}
                        log.with_suffix(".json").write_text(json.dumps(about, indent=1))
                        break
                others[_ENDED.get(ended, "stopped")] += 1
    return others


def _read(about: Path) -> Mutant:
    known = json.loads(about.read_text())
    return Mutant(known["area"], Fault(**known["fault"]), tuple(known["tests"]))


if __name__ == "__main__":
    main()
