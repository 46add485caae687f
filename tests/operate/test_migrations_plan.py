"""The plan says what an upgrade does to a real database, and only reads it."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import SERVERS
from gardens import migrated_garden
from sites import SCRATCH, sent, site, upgrade

from coldframe.check.database.scratch import parsed
from coldframe.cli.main import main
from coldframe.declare.mistake import Mistake
from coldframe.operate.address import address
from coldframe.operate.loss_plan import LossPlan
from coldframe.operate.migrations_plan import migrations_plan

INTEGER = 'sa.Column("id", sa.Integer, primary_key=True)'
REVISIONS = {
    "001": f'op.create_table("beds", {INTEGER}, sa.Column("name", sa.String(30)))',
    "002": f'op.create_table("water_a", {INTEGER}, sa.Column("old", sa.Integer), sa.Column("bed", sa.Integer, sa.ForeignKey("beds.id")))\n'
    f'    op.create_table("water_b", {INTEGER}, sa.Column("a", sa.Integer, sa.ForeignKey("water_a.id", ondelete="CASCADE")))\n'
    f'    op.create_table("water_c", {INTEGER}, sa.Column("x", sa.Integer))',
    "003": 'op.execute("CREATE VIEW wet AS SELECT id FROM water_b")\n'
    '    op.execute("CREATE VIEW wetter AS SELECT id FROM wet")',
    "004": 'op.add_column("beds", sa.Column("size", sa.Integer))\n'
    '    op.execute("UPDATE beds SET size = 1")',
    "005": 'with op.batch_alter_table("water_a", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never") as batch:\n'
    '        batch.drop_column("old")\n'
    '    op.rename_table("water_c", "water_d")\n'
    f'    op.create_table("water_e", {INTEGER})',
    "006": 'for view in ("wetter", "wet"):\n'
    "        op.execute(f'DROP VIEW {view}')\n"
    '    for name in ("water_b", "water_e"):\n'
    "        op.drop_table(name)\n"
    "    op.execute('DELETE FROM water_d WHERE x > 1')\n"
    "    op.execute('UPDATE water_d SET x = 5')",
}
ROWS = (
    "INSERT INTO beds (id, name) VALUES (1, 'rose')",
    "INSERT INTO water_a (id, old, bed) VALUES (1, 7, 1), (2, 8, 1)",
    "INSERT INTO water_b (id, a) VALUES (1, 1), (2, 1), (3, 2)",
)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_garden(tmp_path_factory.mktemp("host"), REVISIONS)


@pytest.fixture(scope="module", params=SERVERS)
def planned(
    request: pytest.FixtureRequest, host: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LossPlan]:
    name = request.param
    with site(name, tmp_path_factory.mktemp("site"), host, "003", ROWS) as url:
        scratch = address(SCRATCH[name]) if SCRATCH[name] else None
        yield migrations_plan(address(url), str(host), scratch=scratch)


def losses(plan: LossPlan) -> list[tuple[str, str, str]]:
    return [(loss.table, loss.what, loss.column) for loss in plan.losses]


def test_what_is_lost(planned: LossPlan) -> None:
    """Not what is renamed or copied, nor a table that the same upgrade makes."""
    assert losses(planned) == [
        ("water_a", "column", "old"),
        ("water_b", "table", ""),
        ("water_c", "some rows", ""),
        ("water_c", "values", "x"),
    ]
    assert {loss.feature for loss in planned.losses} == {"watering"}
    assert planned.certain and planned.scratch == planned.engine


def test_sizes_and_what_hangs_on_it(planned: LossPlan) -> None:
    loss = planned.losses[1]
    assert (loss.size.rows, loss.size.mark) == (3, "")
    assert loss.size.bytes and loss.size.bytes >= 3
    assert [(each.kind, each.name) for each in loss.dependents] == [
        ("view", "wet"),
        ("view", "wetter"),
    ]
    (key, *_) = planned.losses[0].dependents
    assert key[:4] == ("foreign key", "water_b", ("a",), "CASCADE")


def test_stable_tables_and_how(planned: LossPlan) -> None:
    (change,) = planned.changes
    assert (change.table, change.how) == ("beds", ("alter: add column size", "update"))
    assert change.revisions == ("004",)


def test_revisions_in_order(planned: LossPlan) -> None:
    assert [(each.id, each.owner) for each in planned.pending] == [
        ("004", ""),
        ("005", "watering"),
        ("006", "watering"),
    ]
    assert planned.differences == planned.trouble == ()


def test_a_site_of_which_no_scratch_is_given_is_planned_on_sqlite(
    host: Path, tmp_path: Path
) -> None:
    with site("mariadb", tmp_path, host, "003") as url:
        plan = migrations_plan(address(url), str(host))
    assert ("water_b", "table", "") in losses(plan)
    assert (plan.scratch, plan.certain) == ("SQLite", False)
    assert "--scratch" in plan.notes[-1]


@contextmanager
def reader(name: str, url: str) -> Iterator[str]:
    """The URL of a user who may read this database and write nothing."""
    user, whole = f"cf_{uuid.uuid4().hex[:8]}", parsed(url)
    if name == "sqlite":
        place = Path(whole.database or "")
        place.chmod(0o400)
        place.parent.chmod(0o500)
        yield url
        place.parent.chmod(0o700)
        return
    if name == "mariadb":
        sent(
            url,
            [
                f"CREATE USER {user}@'%' IDENTIFIED BY 'p@ss/w:rd'",
                f"GRANT SELECT, SHOW VIEW ON {whole.database}.* TO {user}@'%'",
            ],
        )
        yield whole.set(username=user, password="p@ss/w:rd").render_as_string(hide_password=False)
        sent(url, [f"DROP USER {user}@'%'"])
        return
    sent(
        url,
        [
            f"CREATE ROLE {user} LOGIN PASSWORD 'p@ss/w:rd'",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}",
        ],
    )
    yield whole.set(username=user, password="p@ss/w:rd").render_as_string(hide_password=False)
    sent(url, [f"DROP OWNED BY {user}", f"DROP ROLE {user}"])


@pytest.mark.parametrize("name", SERVERS)
def test_a_user_without_the_right_to_write_suffices(name: str, host: Path, tmp_path: Path) -> None:
    with site(name, tmp_path, host, "003", ROWS) as url, reader(name, url) as mine:
        scratch = address(SCRATCH[name]) if SCRATCH[name] else None
        plan = migrations_plan(address(mine), str(host), scratch=scratch)
    assert len(plan.losses) == 4
    assert "p@ss" not in repr(plan) and "p%40ss" not in repr(plan)


@pytest.mark.parametrize("name", SERVERS)
def test_connections_of_the_plan_cannot_write(name: str, host: Path, tmp_path: Path) -> None:
    """Even with a user who may: the engine itself refuses it."""
    from sqlalchemy import text

    from coldframe.operate.connecting import reading

    with site(name, tmp_path, host, "003", ROWS) as url:
        for sql in (
            "DELETE FROM beds",
            "CREATE TABLE mine (id INTEGER)",
            "UPDATE beds SET name = 'x'",
        ):
            with (
                pytest.raises(Mistake, match=r"(?i)read.?only"),
                reading(address(url)) as engine,
                engine.connect() as connection,
            ):
                connection.execute(text(sql))
        assert sent(url, ["SELECT name FROM beds"]) == [[("rose",)]]


def test_a_write_ahead_log_in_a_folder_that_is_read_only(host: Path, tmp_path: Path) -> None:
    with site("sqlite", tmp_path, host, "003", ["PRAGMA user_version = 3"]) as url:
        import sqlite3

        place = Path(parsed(url).database or "")
        connection = sqlite3.connect(place)
        connection.execute("PRAGMA journal_mode = wal")
        connection.close()
        with reader("sqlite", url) as mine:
            assert len(migrations_plan(address(mine), str(host)).losses) == 4


def test_nothing_to_do(host: Path, tmp_path: Path) -> None:
    with site("sqlite", tmp_path, host) as url:
        plan = migrations_plan(address(url), str(host))
    assert plan.pending == plan.losses == plan.notes == ()


def test_an_empty_database(host: Path, tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    place.touch()
    plan = migrations_plan(address(f"sqlite:///{place}"), str(host))
    assert len(plan.pending) == 6
    assert plan.losses == plan.differences == plan.trouble == ()


@pytest.mark.parametrize("name", SERVERS)
def test_an_upgrade_that_was_cut_off(name: str, host: Path, tmp_path: Path) -> None:
    with site(
        name, tmp_path, host, "003", [*ROWS, "ALTER TABLE beds ADD COLUMN size INTEGER"]
    ) as url:
        scratch = address(SCRATCH[name]) if SCRATCH[name] else None
        plan = migrations_plan(address(url), str(host), scratch=scratch)
    assert plan.trouble == ("004 will add beds.size, which is there already",)
    assert plan.differences == ("beds.size is there, and no revision that has run makes it",)


def test_a_revision_that_fails_on_this_engine(tmp_path: Path) -> None:
    host = migrated_garden(
        tmp_path / "host",
        {
            "001": f'op.create_table("beds", {INTEGER})',
            "002": "op.drop_table('nowhere')",
            "003": "op.drop_table('beds')",
        },
    )
    with site("sqlite", tmp_path, host, "001") as url:
        plan = migrations_plan(address(url), str(host))
    assert plan.trouble[0].startswith("002 stops on SQLite at garden/migrations/versions/002.py:")
    assert [(loss.table, loss.feature, loss.how) for loss in plan.losses] == [("beds", "", "read")]
    assert not plan.certain


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_large_tables_are_not_counted(name: str, host: Path, tmp_path: Path) -> None:
    from coldframe.operate.connecting import reading
    from coldframe.operate.sizes import size

    analyze = {"postgresql": "ANALYZE beds", "mariadb": "ANALYZE TABLE beds"}[name]
    fill = ", ".join(f"({number}, 'x')" for number in range(2, 2002))
    with (
        site(
            name,
            tmp_path,
            host,
            "003",
            [*ROWS, f"INSERT INTO beds (id, name) VALUES {fill}", analyze],
        ) as url,
        reading(address(url)) as engine,
        engine.connect() as connection,
    ):
        about, exact = size(connection, "beds", 100), size(connection, "beds")
    assert (exact.rows, exact.mark) == (2001, "")
    assert about.mark == "~" and 1500 < about.rows < 2500


class TestWords:
    """What the command prints, and how it ends."""

    def test_text_json_and_page(
        self, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with site("sqlite", tmp_path, host, "003", ROWS) as url:
            page = tmp_path / "plan.html"
            code = main(
                [
                    "migrations",
                    "plan",
                    url,
                    str(host),
                    "--format",
                    "text",
                    "--format",
                    f"html={page}",
                ]
            )
            text = capsys.readouterr().out
            assert code == 0
            assert main(["migrations", "plan", url, str(host), "--json"]) == 0
            told = json.loads(capsys.readouterr().out)
        assert "3 revisions will run, data of 3 preview tables will be lost." in text
        assert "  watering  water_b  whole table" in text
        assert "the view wetter reads it" in text
        assert told["losses"][1]["table"] == "water_b" and told["losses"][1]["rows"] == 3
        assert told["certain"] is True
        html = page.read_text(encoding="utf-8")
        assert '<td data-label="table">water_b' in html
        assert "http" not in html.replace("https://www.w3.org", "")

    def test_trouble_is_exit_code_1(self, host: Path, tmp_path: Path) -> None:
        with site(
            "sqlite", tmp_path, host, "003", ["ALTER TABLE beds ADD COLUMN size INTEGER"]
        ) as url:
            assert main(["migrations", "plan", url, str(host)]) == 1

    def mistake(self, capsys: pytest.CaptureFixture[str], *words: str) -> str:
        assert main(["migrations", "plan", *words]) == 2
        out = capsys.readouterr()
        assert out.out == "" and "Traceback" not in out.err
        return out.err

    def test_no_server(self, host: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for backend in ("postgresql", "mysql"):
            err = self.mistake(capsys, f"{backend}://me:hunter%402@127.0.0.1:1/db", str(host))
            assert "Check host and port" in err and "hunter" not in err

    @pytest.mark.parametrize("name", ["postgresql", "mariadb"])
    def test_wrong_credentials_and_wrong_name(
        self, name: str, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with site(name, tmp_path, host, "003") as url:
            wrong = parsed(url).set(username="nobody_here", password="hunter2-é")
            err = self.mistake(capsys, wrong.render_as_string(hide_password=False), str(host))
            assert "Check user and password" in err and "hunter" not in err
            lost = parsed(url).set(database="nowhere_at_all").render_as_string(hide_password=False)
            assert "Check the name of the database" in self.mistake(capsys, lost, str(host))

    def test_a_database_that_is_newer_than_the_tree(
        self, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with site(
            "sqlite", tmp_path, host, "003", ["UPDATE alembic_version SET version_num = 'beef'"]
        ) as url:
            err = self.mistake(capsys, url, str(host))
        assert "stands at beef, which garden/migrations of this tree does not have" in err
        assert "newer than the code" in err

    def test_a_database_without_versions(
        self, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with site("sqlite", tmp_path, host, "003", ["DROP TABLE alembic_version"]) as url:
            err = self.mistake(capsys, url, str(host))
        assert (
            "4 tables (beds, water_a, water_b, water_c) and no version table alembic_version" in err
        )

    def test_where_the_address_comes_from(
        self,
        host: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with site("sqlite", tmp_path, host, "003") as url:
            monkeypatch.setenv("SITE", url)
            assert main(["migrations", "plan", str(host), "--database-from", "env:SITE"]) == 0
            conf = tmp_path / "host.conf"
            for text in (
                url,
                f"{url}\n",
                f"[database]\n# connection = sqlite:///x\nconnection = {url}\n",
                f"sqlalchemy.url = {url}\r\n",
                f"export DATABASE_URL='{url}'\n",
            ):
                conf.write_text(text)
                assert main(["migrations", "plan", str(host), "--database-from", str(conf)]) == 0, (
                    text
                )
            capsys.readouterr()
            conf.write_text("nothing = here://secret\n")
            assert "no address of a database" in self.mistake(
                capsys, str(host), "--database-from", str(conf)
            )
            conf.write_text(f"connection = {url}\nsqlalchemy.url = postgresql://a:hunter2@b/c\n")
            err = self.mistake(capsys, str(host), "--database-from", str(conf))
            assert "2 different addresses" in err and "hunter" not in err
            assert "not set" in self.mistake(capsys, str(host), "--database-from", "env:NOT_THERE")
            assert "no database is named" in self.mistake(capsys, str(host))
            assert "two databases" in self.mistake(capsys, url, url)

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://me:hunt@er2@127.0.0.1/db",
            "postgresql://me:hunt@er/2@127.0.0.1/db",
            "mysql://me:hunter2@host:x/db",
            "hunter2",
            "postgresql+nothing://me:hunter2@h/d",
            "mysql://me@127.0.0.1:1/db?password=hunter2",
            "://hunter2@",
        ],
    )
    def test_no_password_in_what_is_wrong_with_an_address(
        self, url: str, host: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        err = self.mistake(capsys, url if ":" in url else f"{url}:", str(host))
        assert not any(part in err for part in ("hunter2", "hunt", "er2", "er/2"))


def test_a_lock_of_another_client(
    host: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import text

    from coldframe.check.database.scratch import connectable
    from coldframe.operate import connecting

    monkeypatch.setitem(connecting._FIRST, "postgresql", ("SET lock_timeout = '200ms'",))
    with site("postgresql", tmp_path, host, "003", ROWS) as url:
        other = connectable(parsed(url))
        with other.connect() as connection:
            connection.execute(text("LOCK TABLE water_b IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(Mistake) as wrong:
                migrations_plan(address(url), str(host))
        other.dispose()
    assert "Another client holds a lock" in wrong.value.remedy


def test_the_tree_need_not_be_a_repository(host: Path, tmp_path: Path) -> None:
    import shutil

    bare = tmp_path / "installed"
    shutil.copytree(host, bare, ignore=shutil.ignore_patterns(".git"))
    with site("sqlite", tmp_path, host, "003") as url:
        assert len(migrations_plan(address(url), str(bare)).losses) == 4
        upgrade(url, host)
        assert migrations_plan(address(url), str(bare)).pending == ()


if os.geteuid() == 0:  # root writes everywhere: the file modes say nothing
    del test_a_write_ahead_log_in_a_folder_that_is_read_only
