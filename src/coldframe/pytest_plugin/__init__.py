"""pytest: the guard of migrations, one test per rule, with ``pytest --coldframe-migrations``,
and one that stable rows are kept.

The revisions are run once for all of these tests, on each server of ``coldframe_databases``, by the
Python that runs pytest.  A host overrides the fixtures here in a ``conftest.py``.

The tests stand in the folder of the innermost ``conftest.py`` that overrides one of the fixtures,
because only there pytest sees them; if there are several such folders side by side, each has its
own tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from coldframe.check.database.history import History
    from coldframe.check.outcome import Outcome

FLAG = "--coldframe-migrations"


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
        from coldframe.pytest_plugin.collecting import Collecting

        config.pluginmanager.register(Collecting(), "coldframe-migrations")


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
    from coldframe.pytest_plugin.outcomes import outcome

    return outcome(request)


@pytest.fixture
def coldframe_histories(request: pytest.FixtureRequest) -> tuple[History, ...]:
    """What each revision sent, and the tables it left: a History per database."""
    from coldframe.pytest_plugin.outcomes import outcome

    found = outcome(request)
    if found.host is None:  # another worker has run them
        found = outcome(request, alone=True)
    assert found.host is not None
    return found.host.histories
