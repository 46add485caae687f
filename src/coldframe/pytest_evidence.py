"""pytest: what a run says of features is recorded, with ``pytest --coldframe-evidence``.

At the end of a run the outcome of every test that belongs to a feature is added to the evidence
store, as `coldframe prove --from` would do with the run's JUnit XML.  With pytest-xdist the
process that collects the reports does so, once.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from coldframe.prove.evidence.fact import Fact

FLAG = "--coldframe-evidence"
_USUAL = "usual"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag."""
    parser.getgroup("coldframe").addoption(
        FLAG,
        nargs="?",
        const=_USUAL,
        metavar="STORE",
        help="record the outcomes of tests of features as evidence for `coldframe prove`;"
        " in STORE if that is given, with =",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Nothing of Coldframe is loaded and no hook is called until somebody asks for it."""
    said = config.getoption(FLAG)
    if said is None or hasattr(config, "workerinput"):
        return
    if said != _USUAL and (os.path.isdir(said) or said.endswith(".py") or "::" in said):
        raise pytest.UsageError(
            f"{FLAG} takes {said} for its store: write it last, or {FLAG}=STORE {said}"
        )
    config.pluginmanager.register(_Recording(config, "" if said == _USUAL else said))


class _Seen(NamedTuple):
    """One outcome of a test, and how long it took."""

    outcome: str
    seconds: float


class _Recording:
    """Gathers the reports of a run, and records them at its end."""

    def __init__(self, config: pytest.Config, store: str) -> None:
        self._config = config
        self._store = store
        self._seen: dict[str, _Seen] = {}
        self._again: list[tuple[str, _Seen]] = []  # failed, and then were run again
        self._said: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One of the three phases of a test; the worst of them is its outcome."""
        before = self._seen.get(report.nodeid, _Seen("", 0.0))
        outcome = _outcome(report)
        seen = _Seen(_worse(before.outcome, outcome), before.seconds + report.duration)
        if str(report.outcome) == "rerun":  # pytest-rerunfailures
            self._again.append((report.nodeid, _Seen("failed", seen.seconds)))
            self._seen.pop(report.nodeid, None)
        else:
            self._seen[report.nodeid] = seen

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read is an error of its own."""
        if report.failed and report.nodeid:
            self._seen[report.nodeid] = _Seen("error", 0.0)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Record what there is, unless the run was broken off."""
        if exitstatus in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
            self._said.append("nothing is recorded: the run was broken off")
        elif self._seen and not self._config.option.collectonly:
            self._record(session)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what became of it."""
        if self._said:
            terminalreporter.section("evidence, by coldframe")
            for line in self._said:
                terminalreporter.write_line(line)

    def _record(self, session: pytest.Session) -> None:
        from coldframe.check.discovery import open_host
        from coldframe.declare.mistake import Mistake
        from coldframe.prove.evidence.whereabouts import open_store
        from coldframe.prove.run_name import run_name

        run = run_name()
        try:
            host = open_host(str(self._config.rootpath))
            facts = self._facts(host, run)
            with open_store(host.tree.root, host.settings, self._store) as store:
                store.append(facts)
                where = store.shown
        except Mistake as mistake:
            self._said.append(f"nothing is recorded: {mistake}")
            session.exitstatus = session.exitstatus or pytest.ExitCode.USAGE_ERROR
            return
        features = sorted({fact.feature for fact in facts})
        if not features:
            self._said.append("nothing is recorded: no test of this run belongs to a feature")
        else:
            self._said.append(f"recorded {len(facts)} facts as run {run} in {where}")
            self._said.append(f"about {', '.join(features)}")

    def _facts(self, host: Any, run: str) -> list[Fact]:
        from coldframe.prove.evidence.digest import digests
        from coldframe.prove.evidence.fact import Fact
        from coldframe.prove.sources.tested import dotted
        from coldframe.prove.sources.whose import whose_of

        states, whose, facts = digests(host), whose_of(host), []
        for nodeid, seen in [*self._again, *self._seen.items()]:
            for feature in whose.test(_below(self._config, host.tree.root, nodeid)):
                state = states[feature.module]
                facts.append(
                    Fact(
                        feature.module,
                        "tests",
                        dotted(nodeid),
                        seen.outcome,
                        round(seen.seconds, 6),
                        "s",
                        run=run,
                        source="pytest",
                        commit=state.commit,
                        digest=state.value,
                    )
                )
        return facts


def _below(config: pytest.Config, root: str, nodeid: str) -> str:
    """A test's id with its path below the host's root, which may be above pytest's."""
    path, colons, rest = nodeid.partition("::")
    place = os.path.relpath(os.path.join(config.rootpath, path), os.path.realpath(root))
    found = path if place.startswith("..") else place.replace(os.sep, "/")
    return f"{found}::{rest}" if colons else f"{found}::"


def _outcome(report: pytest.TestReport) -> str:
    """An expected failure is a pass; a phase that is not the test itself can only be an error."""
    if hasattr(report, "wasxfail"):
        return "passed" if report.skipped else "failed"
    if report.failed:
        return "failed" if report.when == "call" else "error"
    if report.skipped:
        return "skipped"
    return "passed" if report.when == "call" else ""


def _worse(one: str, other: str) -> str:
    order = ("error", "failed", "skipped", "passed", "")
    return min(one, other, key=order.index)
