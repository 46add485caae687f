"""What each tool finds of the planted faulty migrations, and what it makes up of the near misses.

``python -m benchmarks.migrations``.  The cases are those of ``tests/support/planted``, each a
little host; a tool has found a fault when it says anything of the case that it does not say of
the two tables with which every case begins, and made something up when it says anything of a near
miss.  That is generous: what it says need not be what is wrong.  Coldframe runs a case on the
engines on which it is one: two added columns cannot be run again on MariaDB, and are no near miss
there.  The cases that are missed and made up are named below the table.

No revision there has a ``downgrade``, because Coldframe wants none: what a tool says about that
does not count, and tests that downgrade are left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
if str(ROOT / "tests/support") not in sys.path:
    sys.path.insert(0, str(ROOT / "tests/support"))

from planted import FAULTS, NEAR_MISSES  # noqa: E402
from planted.case import TABLES, Case  # noqa: E402

from benchmarks.tables import show  # noqa: E402
from tools.sdists import CACHE  # noqa: E402

RIVALS = CACHE / "migration-rivals"
REQUIRED = Path(__file__).with_name("migration_rivals.txt")
SERVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql://postgres@127.0.0.1:5432/postgres",
    "mariadb": "mysql://root@127.0.0.1:3306/",
}
BASE = Case("nothing but the two tables", TABLES)
INI = "[alembic]\nscript_location = garden/migrations\nprepend_sys_path = .\n"
# Those of the cases connect at once; these tools hand over a connection, or want SQL only.
ENV = """\
from alembic import context
from sqlalchemy import create_engine
{models}
given = {{"target_metadata": target_metadata}}
if context.is_offline_mode():
    context.configure(dialect_name="postgresql", literal_binds=True, **given)
    with context.begin_transaction():
        context.run_migrations()
else:
    connectable = context.config.attributes.get("connection")
    if connectable is None:
        connectable = create_engine(context.config.get_main_option("sqlalchemy.url"))
    if hasattr(connectable, "connect"):
        connectable = connectable.connect()
    context.configure(connection=connectable, **given)
    with context.begin_transaction():
        context.run_migrations()
"""
PYTEST_ALEMBIC = """\
import pytest
import sqlalchemy


@pytest.fixture
def alembic_config():
    return {"file": "alembic.ini"}


@pytest.fixture
def alembic_engine(tmp_path):
    return sqlalchemy.create_engine(f"sqlite:///{tmp_path}/a.db")
"""
PYTEST_ALEMBIC_TESTS = """\
from pytest_alembic.tests import (
    test_model_definitions_match_ddl,
    test_single_head_revision,
    test_upgrade,
)
"""
PYTEST_MRT = """\
from pytest_mrt import MRTConfig


def pytest_configure(config):
    config._mrt_config = MRTConfig(alembic_ini="alembic.ini", db_url="sqlite:///mrt.db"{models})
"""
NO_DOWNGRADE = ("No-op downgrade", "No downgrade", "Missing downgrade")
Said = Counter[str]
Look = Callable[[Case, Path], Said]


def main() -> int:
    """Print the table; 1 if Coldframe misses a fault or makes one up."""
    _install()
    figures, named = {}, []
    with tempfile.TemporaryDirectory() as folder:
        trees = {_key(case): _planted(case, Path(folder), at) for at, case in enumerate(_cases())}
        for name, look in TOOLS.items():
            _progress(name)
            with ThreadPoolExecutor(max_workers=4) as pool:
                answers = pool.map(look, _cases(), trees.values())
                said = dict(zip(trees, answers, strict=True))
            plain = said[_key(BASE)]
            found = [case for case in FAULTS if said[_key(case)] - plain]
            false = [case for case in NEAR_MISSES if said[_key(case)] - plain]
            figures[name] = (len(found), len(false))
            if name.startswith("coldframe"):
                named += [f"{name} missed {_told(case)}" for case in FAULTS if case not in found]
                named += [f"{name} made up {_told(case)}" for case in false]
    _progress("")
    print(f"{len(FAULTS)} planted faults, {len(NEAR_MISSES)} near misses\n")
    show(
        ("tool", "found", "of", "falsely found", "of "),
        [
            (name, str(found), str(len(FAULTS)), str(false), str(len(NEAR_MISSES)))
            for name, (found, false) in figures.items()
        ],
    )
    print("", *named, sep="\n")
    return int(figures[BEST] != (len(FAULTS), 0))


def _cases() -> tuple[Case, ...]:
    return (BASE, *FAULTS, *NEAR_MISSES)


def _key(case: Case) -> tuple[str, str]:
    return case.rule, case.name


def _told(case: Case) -> str:
    return f"{case.rule}: {case.name} ({', '.join(case.engines)})"


def _install() -> None:
    """The other tools, in an environment that is kept."""
    stamp = RIVALS / "ready"
    if stamp.is_file() and stamp.read_text() == REQUIRED.read_text():
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(RIVALS)], check=True)
    pip = [str(RIVALS / "bin/python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "-r", str(REQUIRED)], check=True)
    stamp.write_text(REQUIRED.read_text())


def _planted(case: Case, folder: Path, at: int) -> Path:
    """The host as the tests have it, and beside it one that the other tools can run."""
    root = case.plant(_made(folder / f"{at}/host"))
    other = case.plant(_made(folder / f"{at}/other"))
    has_models = (other / "garden/models.py").is_file()
    models = "from garden.models import Base\n\ntarget_metadata = Base.metadata"
    env = ENV.format(models=models if has_models else "target_metadata = None")
    (other / "garden/migrations/env.py").write_text(env)
    (other / "alembic.ini").write_text(INI)
    for name, text in (
        ("pytest_alembic", PYTEST_ALEMBIC),
        (
            "pytest_mrt",
            PYTEST_MRT.replace(
                "{models}", ', target_metadata="garden.models:Base"' if has_models else ""
            ),
        ),
    ):
        _made(other / f"by_{name}")
        (other / f"by_{name}/conftest.py").write_text(text)
    (other / "by_pytest_alembic/test_migrations.py").write_text(PYTEST_ALEMBIC_TESTS)
    return root


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _ran(words: list[str], where: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COLDFRAME"))}
    return subprocess.run(
        words,
        cwd=where,
        env={**clean, "PYTHONPATH": str(where), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def _coldframe(servers: Mapping[str, str]) -> Look:
    def look(case: Case, root: Path) -> Said:
        here = [servers[engine] for engine in case.engines if engine in servers]
        named = [word for server in here for word in ("--database", server)]
        command = [sys.executable, "-m", "coldframe", "migrations", "check", "--json"]
        done = _ran([*command, "--python", sys.executable, *named], root)
        return Counter(finding["rule"] for finding in json.loads(done.stdout)["findings"])

    return look


def _pytest(plugin: str, *tests: str) -> Look:
    """The failing tests among ``tests``; those that are skipped say nothing."""

    def look(_case: Case, root: Path) -> Said:
        where = root.parent / "other"
        (where / "mrt.db").unlink(missing_ok=True)
        words = ["-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", f"--rootdir={where}"]
        done = _ran([str(RIVALS / "bin/python"), "-m", "pytest", *words, f"by_{plugin}"], where)
        modelled = (where / "garden/models.py").is_file()  # without, their tests of models fail
        wanted = [test for test in tests if modelled or "model" not in test]
        return Counter(test for test in wanted if _failed(test, done.stdout))

    return look


def _failed(test: str, report: str) -> bool:
    lines = (line for line in report.splitlines() if line.startswith(("FAILED", "ERROR")))
    return any(test in line for line in lines)


def _squawk(_case: Case, root: Path) -> Said:
    """What squawk says of the SQL that Alembic writes; nothing, if it cannot write any."""
    where = root.parent / "other"
    alembic = [str(RIVALS / "bin/alembic"), "upgrade", "heads", "--sql"]
    sql = _ran(alembic, where)
    if sql.returncode:
        return Counter()
    (where / "all.sql").write_text(sql.stdout)
    done = _ran([str(RIVALS / "bin/squawk"), "--reporter", "json", "all.sql"], where)
    return Counter(entry["rule_name"] for entry in json.loads(done.stdout or "[]"))


def _mrt_check(_case: Case, root: Path) -> Said:
    where = root.parent / "other"
    mrt = [str(RIVALS / "bin/mrt"), "check", "garden/migrations/versions"]
    _ran([*mrt, "--check-compat", "--format", "json", "--output", "mrt.json"], where)
    written = where / "mrt.json"
    told = json.loads(written.read_text()) if written.is_file() else {}
    entries = told.get("warnings", told.get("findings", [])) if isinstance(told, dict) else told
    return Counter(
        entry["pattern"]
        for entry in entries
        if not any(entry["pattern"].startswith(words) for words in NO_DOWNGRADE)
    )


def _progress(doing: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{doing}", end="", file=sys.stderr, flush=True)


BEST = "coldframe, on three engines"
TOOLS: dict[str, Look] = {
    BEST: _coldframe(SERVERS),
    "coldframe, on SQLite": _coldframe({}),
    "pytest-alembic": _pytest(
        "pytest_alembic",
        "test_single_head_revision",
        "test_upgrade",
        "test_model_definitions_match_ddl",
    ),
    "pytest-mrt, its tests": _pytest(
        "pytest_mrt", "test_mrt_single_head", "test_mrt_upgrade", "test_mrt_schema_matches_models"
    ),
    "pytest-mrt, mrt check": _mrt_check,
    "squawk, on Alembic's SQL": _squawk,
}

if __name__ == "__main__":
    raise SystemExit(main())
