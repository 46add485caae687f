"""``pytest --coldframe-migrations`` in little hosts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from databases import MARIADB, server
from gardens import migrated_garden
from hosts import EXAMPLES, commit_all, write

pytest_plugins = ["pytester"]
BEDS = 'op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True))'
WATER = 'op.create_table("water_plans", sa.Column("id", sa.Integer, primary_key=True))'
DRY = "op.execute('UPDATE water_plans SET id = id WHERE id > 0')"
STABLE_DRY = f"{DRY}\n    op.add_column('beds', sa.Column('dry', sa.Integer))"
FLAG = "--coldframe-migrations"
CONFTEST = """\
import pytest

@pytest.fixture(scope="session")
def coldframe_databases():
    return ["sqlite"]
"""


@pytest.fixture
def faulty(pytester: pytest.Pytester) -> Path:
    """A host whose stable revision 003 writes into a table of its feature, in line 10."""
    return migrated_garden(pytester.path, {"001": BEDS, "002": WATER, "003": STABLE_DRY})


def run(pytester: pytest.Pytester, *words: str) -> tuple[dict[str, int], str]:
    """How many tests ended how, and what was printed."""
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *words)
    return result.parseoutcomes(), result.stdout.str()


def run_rules(pytester: pytest.Pytester, *words: str) -> tuple[dict[str, int], str]:
    """The same with the tests of rules alone."""
    outcomes, printed = run(pytester, FLAG, "-k", "not stable_rows_are_kept", *words)
    outcomes.pop("deselected", None)
    return outcomes, printed


@pytest.mark.usefixtures("faulty")
def test_a_broken_rule_fails_with_its_findings_as_text(pytester: pytest.Pytester) -> None:
    outcomes, printed = run_rules(pytester)
    assert outcomes["failed"] == 1 and outcomes["passed"] > 2 and len(outcomes) == 2
    assert "coldframe-migrations::foreign_owner" in printed
    assert "garden/migrations/versions/003.py:11" in printed
    assert "003, a revision of stable code, updates water_plans" in printed
    assert "<string>" not in printed
    assert "-> Move the step into a revision of the table's owner" in printed
    assert "Traceback" not in printed and "pytest_plugin/" not in printed


def test_nothing_is_added_or_loaded_unless_asked(pytester: pytest.Pytester, faulty: Path) -> None:
    told = "def pytest_sessionfinish():\n    import sys\n    print('LOADED', *sys.modules)\n"
    write(faulty, {"conftest.py": told, "test_one.py": "def test_one(): pass\n"})
    outcomes, printed = run(pytester, "-s")
    assert outcomes == {"passed": 1}
    loaded = re.findall(
        r"(?<![\w.])(?:coldframe[\w.]*|sqlalchemy|alembic|sqlglot|django)\b(?=[ \n])", printed
    )
    assert set(loaded) == {"coldframe", "coldframe.pytest_evidence", "coldframe.pytest_plugin"}


def test_choosing_and_listing(pytester: pytest.Pytester, faulty: Path) -> None:
    listed = run(pytester, FLAG, "--co", "-q")[1].splitlines()
    assert "coldframe-migrations::foreign_owner" in listed
    assert not any("Error" in line for line in listed)
    assert run(pytester, FLAG, "-k", "foreign_owner")[0].keys() == {"failed", "deselected"}
    outcomes, _ = run_rules(pytester, "-x")
    assert outcomes["failed"] == 1 and outcomes["passed"] == listed.index(
        "coldframe-migrations::foreign_owner"
    ) - listed.index("coldframe-migrations::single_ordered_list")


@pytest.mark.parametrize("words", [("-n", "2"), ("-n", "2", "--dist=loadgroup"), ()])
def test_the_migrations_run_once(
    words: tuple[str, ...], pytester: pytest.Pytester, faulty: Path
) -> None:
    counting = "open('ran', 'a').write('x')"
    path = faulty / "garden/migrations/versions/001.py"
    path.write_text(path.read_text().replace("    op.create", f"    {counting}\n    op.create"))
    outcomes, printed = run_rules(pytester, *words)
    assert outcomes["failed"] == 1 and len(outcomes) == 2
    assert "updates water_plans" in printed
    assert (faulty / "ran").read_text() == "x"


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("words", [(), ("-n", "2")])
def test_warnings_do_not_fail_and_are_shown(
    words: tuple[str, ...], pytester: pytest.Pytester
) -> None:
    write(
        pytester.path,
        {"coldframe.toml": 'rules = { foreign_owner = "warn", idle_permit = "off" }\n'},
    )
    outcomes, printed = run_rules(pytester, "-W", "error", *words)
    assert outcomes.keys() == {"passed", "skipped"} and outcomes["skipped"] == 1
    assert printed.count("003, a revision of stable code, updates water_plans") == 1


@pytest.mark.usefixtures("faulty")
def test_exceptions_of_the_host_hold(pytester: pytest.Pytester) -> None:
    entry = (
        '[[exceptions]]\nrule = "foreign_owner"\nplace = "garden/**"\nreason = "Until spring."\n'
    )
    write(pytester.path, {"coldframe.toml": entry})
    assert run(pytester, FLAG)[0].keys() == {"passed"}


@pytest.mark.parametrize("place", ["conftest.py", "tests/conftest.py", "tests/unit/conftest.py"])
def test_fixtures_of_a_conftest_count(place: str, pytester: pytest.Pytester, faulty: Path) -> None:
    write(faulty, {place: CONFTEST.replace("sqlite", "sqlite:///own.db")})
    outcomes, printed = run_rules(pytester)
    # The mistake is told by one test, and what could not be looked at is skipped.
    assert outcomes["failed"] == 1 and outcomes["skipped"] > 2 and len(outcomes) == 2
    assert "a file is no server on which a database could be made" in printed
    assert "Leave the address away" in printed
    assert "Traceback" not in printed
    folder = place.rpartition("/")[0]
    assert f"FAILED {folder}{'/' if folder else ''}coldframe-migrations::" in printed


def test_two_hosts_in_one_repository_each_have_their_tests(pytester: pytest.Pytester) -> None:
    root = "import os, pytest\n\n@pytest.fixture(scope='session')\ndef coldframe_root():\n    return os.path.dirname(__file__)\n"
    for name, more in (("one", {"003": STABLE_DRY}), ("two", {})):
        migrated_garden(pytester.path / name, {"001": BEDS, "002": WATER, **more})
        write(pytester.path, {f"{name}/conftest.py": root, f"{name}/coldframe.toml": ""})
    outcomes, printed = run(pytester, FLAG, "-k", "foreign_owner or revision_fails")
    assert "FAILED one/coldframe-migrations::foreign_owner" in printed
    assert outcomes == {"failed": 1, "passed": 3, "deselected": outcomes["deselected"]}


def test_a_host_with_alembic_and_fastapi(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The example as it is, on each server that is there; then with a revision too much."""
    host = pytester.path
    shutil.copytree(EXAMPLES / "migrations_fastapi", host, dirs_exist_ok=True)
    commit_all(host)
    monkeypatch.setenv("SHOP_DATABASE", f"sqlite:///{pytester.path}/shop.db")
    monkeypatch.setenv("SHOP_TEST_DATABASES", f"sqlite {server('postgresql')} {server('mariadb')}")
    outcomes, printed = run_rules(pytester)
    assert outcomes.keys() <= {"passed", "warnings", "warning"}, printed
    versions = host / "shop/migrations/versions"
    fourth = (versions / "003_notes.py").read_text().replace("003", "004").replace("002", "003")
    fourth = fourth.replace(
        'op.add_column("orders", sa.Column("note"',
        'op.add_column("loyalty_points", sa.Column("worth"',
    )
    assert "worth" in fourth
    (versions / "004_worth.py").write_text(
        f"{fourth}    op.add_column('orders', sa.Column('paid', sa.Integer))\n    op.add_column('orders', sa.Column('sent', sa.Integer))\n"
    )
    outcomes, printed = run(pytester, FLAG, "-k", "foreign_owner")
    assert outcomes["failed"] == 1
    assert "alters loyalty_points, a table of the preview feature loyalty" in printed


def test_a_host_with_django(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pytest-django, and a deployment's database that must not be used."""
    host = pytester.path
    shutil.copytree(EXAMPLES / "migrations_django", host, dirs_exist_ok=True)
    commit_all(host)
    monkeypatch.setenv("SHOP_TEST_DATABASES", f"sqlite {server('postgresql')} {server('mariadb')}")
    outcomes, printed = run_rules(pytester)
    assert outcomes.keys() <= {"passed", "warnings", "warning"}, printed
    third = host / "shop/orders/migrations/0003_points.py"
    third.write_text(
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("orders", "0002_note"), ("loyalty", "0001_points")]\n'
        '    operations = [migrations.RunSQL("DELETE FROM loyalty_points WHERE points = 0")]\n'
    )
    outcomes, printed = run(pytester, FLAG, "-k", "foreign_owner or test_order")
    assert outcomes["failed"] == 1 and outcomes["passed"] == 2
    assert "shop/orders/migrations/0003_points.py:6" in printed
    assert "orders.0003_points, a revision of stable code, deletes from loyalty_points" in printed
    assert not (host / "shop.db").exists()


@pytest.mark.parametrize("example", ["migrations_fastapi", "migrations_django"])
def test_the_examples_have_a_conftest_of_three_lines(example: str) -> None:
    text = (EXAMPLES / example / "tests/conftest.py").read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith("import ")]
    assert len(lines) == 3


def test_passwords_are_not_shown(pytester: pytest.Pytester, faulty: Path) -> None:
    address = MARIADB.partition("@")[2].partition("/")[0]
    url = f"mysql+pymysql://nobody:s3cret@{address}/"
    write(faulty, {"conftest.py": CONFTEST.replace("sqlite", url)})
    outcomes, printed = run_rules(pytester)
    assert outcomes["failed"] == 1
    assert "s3cret" not in printed


def test_rows_that_a_revision_loses_are_shown(pytester: pytest.Pytester) -> None:
    emptied = "op.execute('DELETE FROM beds WHERE id > 0')"
    migrated_garden(pytester.path, {"001": BEDS, "002": emptied})
    outcomes, printed = run(pytester, FLAG, "-k", "stable_rows_are_kept")
    assert outcomes["failed"] == 1
    assert (
        "002.py\n    ! beds  5 rows gone, for example id 1" in printed
        and "Traceback" not in printed
    )
