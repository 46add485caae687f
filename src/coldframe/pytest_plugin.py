"""pytest: the guard of migrations, one test per rule, with ``pytest --coldframe-migrations``.

The revisions are run once for all of these tests, on each server of ``coldframe_databases``, by the
Python that runs pytest.  A host overrides the fixtures here in a ``conftest.py``.

The tests stand in the folder of the innermost ``conftest.py`` that overrides one of the fixtures,
because only there pytest sees them; if there are several such folders side by side, each has its
own tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.outcome import Outcome
    from coldframe.declare.mistake import Mistake

FLAG = "--coldframe-migrations"
_FOLDER = "coldframe-migrations"  # the first part of the tests' names
_SHOWN = "coldframe"  # under which a test keeps what is shown although it passes


def pytest_addoption(parser: pytest.Parser) -> None:
    """The flag."""
    parser.getgroup("coldframe").addoption(
        FLAG,
        action="store_true",
        help="run the migrations on scratch databases, with one test per rule of Coldframe on them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Nothing of Coldframe is loaded and no hook is called until somebody asks for it."""
    if config.getoption(FLAG):
        config.pluginmanager.register(_Collecting(), "coldframe-migrations")


@pytest.fixture(scope="session")
def coldframe_root(pytestconfig: pytest.Config) -> str:
    """A folder of the host; pytest's rootdir unless a conftest says otherwise."""
    return str(pytestconfig.rootpath)


@pytest.fixture(scope="session")
def coldframe_databases() -> Sequence[str]:
    """``sqlite``, or URLs of servers on which scratch databases may be made; to be overridden."""
    return ["sqlite"]


@pytest.fixture
def coldframe_outcome(request: pytest.FixtureRequest) -> Outcome:
    """What all rules on migrations found, by one run of all revisions for all tests.

    With pytest-xdist, one worker runs them for all; in the others ``host`` is None.
    Raises Mistake for what the host has to put right first.
    """
    return _outcome(request)


@pytest.fixture
def coldframe_histories(request: pytest.FixtureRequest) -> tuple[History, ...]:
    """What each revision sent, and the tables it left: a History per database."""
    outcome = _outcome(request)
    if outcome.host is None:  # another worker has run them
        outcome = _outcome(request, alone=True)
    assert outcome.host is not None
    return outcome.host.histories


def _outcome(request: pytest.FixtureRequest, *, alone: bool = False) -> Outcome:
    """The outcome of the host whose fixtures ``request`` sees, which is made once.

    No fixture of session scope could hold it: pytest would give the first one to all hosts.
    """
    root = str(request.getfixturevalue("coldframe_root"))
    databases = _listed(request.getfixturevalue("coldframe_databases"))
    made = request.session.stash.setdefault(_MADE, {})
    key = (root, databases)
    if key not in made or (alone and made[key].host is None):
        shared = None if alone else _place_of_workers(request, key)
        if shared is None:
            made[key] = _checked(request, root, databases)
        else:
            made[key] = _once(shared, lambda: _checked(request, root, databases))
    return made[key]


def _listed(databases: Sequence[str] | str) -> tuple[str, ...]:
    return (databases,) if isinstance(databases, str) else tuple(map(str, databases))


def _checked(request: pytest.FixtureRequest, root: str, databases: tuple[str, ...]) -> Outcome:
    from coldframe.check.migrations_check import migrations_check

    with ExitStack() as stack:
        if request.config.pluginmanager.hasplugin("django"):  # it forbids all use of databases
            blocker = request.getfixturevalue("django_db_blocker")
            if blocker is not None:  # None: the host has no settings of Django
                stack.enter_context(blocker.unblock())
        return migrations_check(root, databases=databases)


def _place_of_workers(request: pytest.FixtureRequest, arguments: object) -> str | None:
    """The file in which workers of pytest-xdist share an outcome; None without workers."""
    if not hasattr(request.config, "workerinput"):
        return None
    from hashlib import sha256

    common = request.getfixturevalue("tmp_path_factory").getbasetemp().parent
    return str(common / f"coldframe-{sha256(repr(arguments).encode()).hexdigest()[:16]}")


def _once(place: str, make: Callable[[], Outcome]) -> Outcome:
    """The outcome, or the mistake, that the first worker made and left at ``place``."""
    import pickle

    from coldframe.declare.mistake import Mistake

    with _locked(f"{place}.lock"):
        if os.path.exists(place):
            with open(place, "rb") as file:
                found: Outcome | tuple[Any, ...] = pickle.load(file)
        else:
            try:
                found = whole = make()
            except Mistake as mistake:
                found, whole = (mistake.what, mistake.remedy, mistake.path, mistake.line), None
            with open(f"{place}.new", "wb") as file:
                pickle.dump(found if whole is None else whole._replace(host=None), file)
            os.replace(f"{place}.new", place)
    if type(found) is tuple:
        raise Mistake(*found)
    return found  # type: ignore[return-value]


@contextmanager
def _locked(path: str) -> Iterator[None]:
    """One process at a time; the system unlocks it for one that dies."""
    with open(path, "a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: each worker may run the migrations itself
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class _Collecting:
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
            for name in rule_names():
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
        _judge(rule, request)

    return test


def _judge(rule: str, request: pytest.FixtureRequest) -> None:
    """Fail with the errors of ``rule``; keep its warnings for the end."""
    from coldframe.declare.mistake import Mistake

    node = request.node
    faults = request.session.stash.setdefault(_FAULTS, {})
    parent = node.parent.nodeid
    if parent in faults:  # one test has told it
        pytest.skip(f"coldframe could not run the migrations: {faults[parent].what}")
    try:
        outcome = _outcome(request)
    except Mistake as mistake:
        faults[parent] = mistake
        raise
    told = request.session.stash.setdefault(_TOLD, set())
    if outcome.notes and parent not in told:
        told.add(parent)
        node.user_properties += [(_SHOWN, f"note: {note}") for note in outcome.notes]
    if rule not in {each.name for each in outcome.rules}:
        pytest.skip(f"{rule} is off in the settings")
    mine = [finding for finding in outcome.findings if finding.rule == rule]
    if not mine:
        return
    text = _text(outcome, rule)
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


_MADE = pytest.StashKey[dict[tuple[str, tuple[str, ...]], "Outcome"]]()
_FAULTS = pytest.StashKey[dict[str, "Mistake"]]()
_TOLD = pytest.StashKey[set[str]]()
