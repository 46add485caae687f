"""The tests: one per rule on migrations, and one that stable rows are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from coldframe.pytest_plugin.outcomes import outcome, verdict

if TYPE_CHECKING:
    from coldframe.check.outcome import Outcome
    from coldframe.declare.mistake import Mistake

VERIFY = "stable_rows_are_kept"
_FOLDER = "coldframe-migrations"  # the first part of the tests' names
_SHOWN = "coldframe"  # under which a test keeps what is shown although it passes
_FAULTS = pytest.StashKey[dict[str, "Mistake"]]()
_TOLD = pytest.StashKey[set[str]]()


class Collecting:
    """Adds the tests to those that pytest has collected, and shows what they keep."""

    def __init__(self) -> None:
        self._folders: dict[str, pytest.Collector] = {}

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """Keep the folders: fixtures of a conftest are seen below its own one only."""
        if isinstance(collector, pytest.Directory):
            self._folders[str(collector.path)] = collector

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Before ``-k`` chooses from them, and xdist reads their group."""
        folders = _overriding(config)
        for folder in folders or [""]:
            parent = self._folders.get(folder, session)
            path = parent.path / _FOLDER
            module: Any = pytest.Module.from_parent(parent, path=path)
            module.obj = _module()
            for name in [*rule_names(), VERIFY]:
                test = RuleTest.from_parent(module, name=name, callobj=_asking(name))
                if config.pluginmanager.hasplugin("xdist"):
                    test.add_marker(pytest.mark.xdist_group(f"{_FOLDER} {folder}".strip()))
                items.append(test)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """What did not fail, but has to be seen: warnings, and what could not be known."""
        shown = [
            text
            for reports in terminalreporter.stats.values()
            for report in reports
            for name, text in getattr(report, "user_properties", ())
            if name == _SHOWN and getattr(report, "when", "") == "call"
        ]
        if shown:
            terminalreporter.section("migrations, by coldframe")
            for text in dict.fromkeys(shown):  # each worker tells the notes
                terminalreporter.write_line(text)


def rule_names() -> list[str]:
    """The tests, in the order in which they run."""
    from coldframe.check.migrations.catalogue import MIGRATION_RULES

    return [*(module.RULE.name for module in MIGRATION_RULES), "idle_exception"]


def _overriding(config: pytest.Config) -> list[str]:
    """The innermost folders with a conftest that overrides a fixture of ours."""
    own = ("coldframe_root", "coldframe_databases")
    found = set()
    for plugin in config.pluginmanager.get_plugins():
        file = getattr(plugin, "__file__", None) or ""
        if os.path.basename(file) == "conftest.py" and any(hasattr(plugin, name) for name in own):
            found.add(os.path.dirname(os.path.abspath(file)))
    inner = {each for each in found if not any(e.startswith(each + os.sep) for e in found)}
    return sorted(inner)


def _module() -> Any:
    """What ``request.module`` is for fixtures that a host has for all of its tests."""
    from types import ModuleType

    return ModuleType(_FOLDER.replace("-", "_"), __doc__)


def _asking(rule: str) -> Callable[[pytest.FixtureRequest], None]:
    def test(request: pytest.FixtureRequest) -> None:
        # Not a parameter: an error must come from the test, which knows how to show it.
        if rule == VERIFY:
            _verify(request)
        else:
            _judge(rule, request)

    return test


def _verify(request: pytest.FixtureRequest) -> None:
    """Fail if a stable row is not kept on a way to the heads, and show all that changes."""
    from coldframe.report.upgrade_text import render

    faults = request.session.stash.setdefault(_FAULTS, {})
    parent = request.node.parent.nodeid
    if parent in faults:
        pytest.skip(f"coldframe could not run the migrations: {faults[parent].what}")
    found = verdict(request)
    if not found.kept:
        raise BrokenRule(render(found).rstrip())


def _judge(rule: str, request: pytest.FixtureRequest) -> None:
    """Fail with the errors of ``rule``; keep its warnings for the end."""
    from coldframe.declare.mistake import Mistake

    node = request.node
    faults = request.session.stash.setdefault(_FAULTS, {})
    parent = node.parent.nodeid
    if parent in faults:  # one test has told it
        pytest.skip(f"coldframe could not run the migrations: {faults[parent].what}")
    try:
        found = outcome(request)
    except Mistake as mistake:
        faults[parent] = mistake
        raise
    told = request.session.stash.setdefault(_TOLD, set())
    if found.notes and parent not in told:
        told.add(parent)
        node.user_properties += [(_SHOWN, f"note: {note}") for note in found.notes]
    if rule not in {each.name for each in found.rules}:
        pytest.skip(f"{rule} is off in the settings")
    mine = [finding for finding in found.findings if finding.rule == rule]
    if not mine:
        return
    text = _text(found, rule)
    if any(finding.severity == "error" for finding in mine):
        raise BrokenRule(text)
    node.user_properties.append((_SHOWN, text))


def _text(outcome: Outcome, rule: str) -> str:
    from coldframe.report.text import render

    whole = render(
        outcome._replace(
            findings=tuple(finding for finding in outcome.findings if finding.rule == rule),
            notes=(),
            unread=(),
            accepted=(),
        ),
        every=True,
    )
    return whole.rstrip().rpartition("\n")[0].rstrip()  # without the verdict on all rules


class BrokenRule(Exception):
    """The findings of a rule, as text."""


class RuleTest(pytest.Function):
    """The test of one rule."""

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where it is: nowhere in a file."""
        return self.path, None, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *words: Any) -> Any:
        """Findings and mistakes are shown by themselves, without a traceback."""
        from coldframe.declare.mistake import Mistake

        if isinstance(excinfo.value, BrokenRule | Mistake):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *words)
