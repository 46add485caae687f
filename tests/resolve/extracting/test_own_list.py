"""The tables of an extracted feature get a list of migrations of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from databases import SERVERS, database, server
from extracted_shop import HOST, OWN, extracted_shop
from gardens import ENV, migrated_garden
from hosts import EXAMPLES, commit_all, git
from real_migrations import alembic, run_sql, schema, upgraded

from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.resolve.extract import Extraction, extract

ROWS = (
    "INSERT INTO customers (id, name) VALUES (1, 'Ada')",
    "DELETE FROM loyalty_levels WHERE name = 'silver'",
    "INSERT INTO loyalty_cards (id, customer_id, level) VALUES (7, 1, 'gold')",
)
KEPT = "SELECT c.id, c.customer_id, c.since, l.name FROM loyalty_cards c, loyalty_levels l"
TABLES = ("DROP TABLE loyalty_cards", "DROP TABLE loyalty_levels")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extracted_shop(tmp_path_factory.mktemp("extracted"))


def own_list(root: Path, url: str, *words: str) -> str:
    """Run Alembic on the project's list; what it says if it fails."""
    ran = alembic(root / "project", OWN, url, *words, beside=root / "host")
    return ran.err if ran.code else ""


@pytest.mark.parametrize("engine", SERVERS)
def test_a_deployment_keeps_its_rows_and_a_fresh_database_gets_the_same(
    engine: str, extracted: Path
) -> None:
    with database(engine) as old, database(engine) as fresh:
        upgraded(extracted / "before", HOST, old)
        run_sql(old, *ROWS)
        before, rows = schema(old), run_sql(old, KEPT)
        assert rows
        assert own_list(extracted, old, "upgrade", "heads") == ""
        assert schema(old, but="alembic_version_loyalty") == before
        assert run_sql(old, KEPT) == rows
        upgraded(extracted / "host", HOST, fresh)
        run_sql(fresh, *TABLES)
        assert own_list(extracted, fresh, "upgrade", "loyalty@head") == ""
        assert schema(fresh) == schema(old)
        assert run_sql(fresh, "SELECT name, stamps FROM loyalty_levels ORDER BY name") == [
            ("gold", 25), ("silver", 10),
        ]  # fmt: skip
        for url in (old, fresh):
            assert own_list(extracted, url, "check") == ""
        ran = alembic(extracted / "host", HOST, old, "check")  # nor would the host drop any
        assert ran.code == 0, ran.err


def test_autogenerate_sees_what_is_lost_of_its_own(extracted: Path) -> None:
    with database("sqlite") as url:
        upgraded(extracted / "host", HOST, url)
        assert own_list(extracted, url, "upgrade", "heads") == ""
        run_sql(url, "DROP TABLE loyalty_cards", "CREATE TABLE hers (id INTEGER)")
        said = own_list(extracted, url, "check")
        assert "add_table" in said and "loyalty_cards" in said and "hers" not in said


def test_a_database_of_the_host_that_is_not_ready_is_refused(extracted: Path) -> None:
    with database("sqlite") as url:
        said = own_list(extracted, url, "upgrade", "heads")
        assert "Upgrade the database of shop first: it has no customers. Nothing" in said
        upgraded(extracted / "before", HOST, url, "c2")
        before = schema(url, but="alembic_version_loyalty")
        said = own_list(extracted, url, "upgrade", "heads")
        assert "Upgrade the database of shop first: it is at c2. Nothing has been" in said
        assert schema(url, but="alembic_version_loyalty") == before
        upgraded(extracted / "host", HOST, url)
        assert own_list(extracted, url, "upgrade", "heads") == ""


def test_what_was_interrupted_is_finished_by_a_second_run(extracted: Path) -> None:
    with database("sqlite") as url:
        upgraded(extracted / "host", HOST, url)
        assert own_list(extracted, url, "upgrade", "heads") == ""
        whole = schema(url)
        run_sql(url, TABLES[0], "DELETE FROM alembic_version_loyalty")
        assert own_list(extracted, url, "upgrade", "heads") == ""
        assert schema(url) == whole


MADE = 'op.create_table("water_pipes", sa.Column("id", sa.Integer, primary_key=True))'
SQL = 'op.execute("CREATE TABLE water_pipes (id INTEGER PRIMARY KEY, size NUMERIC(6, 2) NOT NULL)")'


def given(root: Path, body: str = MADE, *engines: str, **more: str) -> Extraction:
    """The plan for the feature of a garden whose list has the one revision ``body``."""
    migrated_garden(root / "host", {"001": body}, **more)
    return extract(
        "watering",
        str(root / "host"),
        to=str(root / "new"),
        history=False,
        migrations="own",
        databases=[server(each) for each in engines],
    )


def written(extraction: Extraction, name: str) -> str:
    """The text of the one new file whose path has ``name`` in it."""
    (edit,) = [each for each in extraction.project.edits if name in each.path]
    return (edit.after or b"").decode()


@pytest.mark.parametrize("engine", SERVERS)
def test_tables_made_by_sql_are_made_as_the_database_has_them(tmp_path: Path, engine: str) -> None:
    found = given(tmp_path, SQL, engine)
    assert "sa.Column('size', sa.Numeric(precision=6, scale=2), " in written(found, "_initial.py")
    assert any("Look at the types" in note for note in found.project.notes)


def test_a_host_that_keeps_the_feature_is_not_changed(tmp_path: Path) -> None:
    found = given(tmp_path)
    assert found.host is None
    assert "script_location = %(here)s/garden_watering/migrations\n" in written(found, ".ini")
    assert "Revision ID: ${up_revision}" in written(found, "script.py.mako")
    (note,) = [each for each in found.project.notes if "was not compared" in each]
    assert note.endswith("it speaks of no target_metadata.")
    assert '"alembic",\n    "sqlalchemy",\n' in written(found, "pyproject.toml")


def test_a_version_table_of_the_host_is_never_taken(tmp_path: Path) -> None:
    env = ENV.replace("connection=connection", 'connection=connection, version_table="alembic_version_watering"')  # fmt: skip
    found = given(tmp_path, **{"garden/migrations/env.py": env})
    assert 'VERSION_TABLE = "alembic_version_garden_watering"' in written(found, "/env.py")


def test_a_list_of_its_own_comes_along_as_it_is(tmp_path: Path) -> None:
    own = "garden/preview/watering/migrations"
    more = {f"{own}/env.py": ENV, f"{own}/versions/w1.py": "revision = 'w1'\n"}
    found = given(tmp_path, **more)
    (note,) = [each for each in found.project.notes if "come along" in each]
    assert note.endswith("come along: garden_watering/migrations.")
    assert not any("_initial" in each.path for each in found.project.edits)


NOTHING = 'title = "Watering"\n'


@pytest.mark.parametrize(
    ("body", "more", "why"),
    [
        (MADE.replace("water_", "fire_"), {}, r"this list makes no table .*\(water_\*\)"),
        (MADE, {"garden/preview/watering/preview.toml": NOTHING}, "watering claims no tables"),
        (
            MADE,
            {"other/env.py": ENV, "other/versions/a.py": "revision = 'a'\n"},
            "the host has 2 lists of migrations of Alembic: garden/migrations, other",
        ),
        ('op.execute("DELETE FROM nowhere")', {}, "001 stops: .*no such table"),
        (MADE, {"garden/migrations/env.py": "def run_migrations(alembic): pass\n"}, "no call of"),
    ],
)
def test_mistakes(body: str, more: dict[str, str], why: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=why):
        given(tmp_path, body, **more)
    assert not (tmp_path / "new").exists()


def test_where_revisions_run_is_no_question_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", "x", "--to", str(tmp_path / "new"), "--python", "python"]) == 2
    assert "Add --migrations own." in capsys.readouterr().err


def test_an_application_of_django_keeps_its_label_and_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host, project = tmp_path / "host", tmp_path / "project"
    shutil.copytree(EXAMPLES / "migrations_django", host)
    commit_all(host, tag="v2.0.0")
    url = f"sqlite:///{tmp_path}/shop.db"
    monkeypatch.setenv("SHOP_DATABASE", f"{tmp_path}/shop.db")
    monkeypatch.setenv("PYTHONPATH", str(project))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    def manage(*words: str) -> str:
        line = [sys.executable, "manage.py", *words]
        done = subprocess.run(line, cwd=host, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    assert "Applying loyalty.0001_points... OK" in manage("migrate")
    run_sql(url, "INSERT INTO loyalty_points (order_id, points) VALUES (1, 7)")
    words = ["extract", "loyalty", "--path", str(host), "--to", str(project), "--no-history"]
    assert main([*words, "--migrations", "own", "--retire", "--apply"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "The application shop_loyalty keeps its label loyalty" in told
    assert "come along: shop_loyalty/migrations." in told and "Its tables stay" not in told
    settings = host / "shop/settings.py"
    settings.write_text(settings.read_text().replace("shop.preview.loyalty", "shop_loyalty"))
    assert "No migrations to apply" in manage("migrate")
    assert "No changes detected" in manage("makemigrations", "--check", "--dry-run")
    assert run_sql(url, "SELECT points FROM loyalty_points") == [(7,)]
    git(host, "checkout", "--", "shop/settings.py")
    back = ["adopt", str(project), "--as", "loyalty", "--path", str(host)]
    assert main([*back, "--apply"]) == 0
    assert git(host, "diff", "--stat", "v2.0.0") == ""
