"""What is saved comes back exactly, on every engine and across them; what is broken is not taken."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import SERVERS
from gardens import migrated_garden
from sites import empty, sent, site, upgrade

from coldframe.cli.main import main
from coldframe.declare.mistake import Mistake
from coldframe.operate.address import address
from coldframe.operate.backup.manifest import opened
from coldframe.operate.backup.saving import save
from coldframe.operate.loss_plan import LossPlan
from coldframe.operate.migrations_restore import migrations_restore

INTEGER = 'sa.Column("id", sa.Integer, primary_key=True)'
HOST = {
    "001": f'op.create_table("water_a", {INTEGER}, sa.Column("note", sa.Text), sa.Column("data", sa.LargeBinary))\n'
    f'    op.create_table("water_b", {INTEGER}, sa.Column("a", sa.Integer, sa.ForeignKey("water_a.id")), sa.Column("up", sa.Integer, sa.ForeignKey("water_b.id")))',
    "002": 'for name in ("water_b", "water_a"):\n        op.drop_table(name)',
}
ROWS = (
    "INSERT INTO water_a (id, note) VALUES (0, 'näht 🌱'), (1, ''), (2, NULL)",
    "INSERT INTO water_b (id, a, up) VALUES (1, 0, NULL)",
    "INSERT INTO water_b (id, a, up) VALUES (2, NULL, 1)",
    "UPDATE water_b SET up = 2 WHERE id = 1",
)
ZERO = "SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')"
NO_PLAN = LossPlan("here", "", "", "", (), (), (), (), (), (), ())

# Every type that is worth a doubt, per engine: the type, and texts of SQL for values of it.
TYPES = {
    "postgresql": {
        "a": ("BIGINT", "9223372036854775807", "-1"), "b": ("NUMERIC", "'NaN'", "123456789012345678901234567890.000100"),
        "c": ("REAL", "0.1", "'Infinity'"), "d": ("DOUBLE PRECISION", "0.1", "'-0'"), "e": ("BOOLEAN", "true", "false"),
        "f": ("TEXT", "E'a\\nb\\t\"\\\\'", "'🌱'"), "g": ("CHAR(4)", "'ab'", "''"), "h": ("BYTEA", "'\\x00ff0a'", "''"),
        "i": ("DATE", "'infinity'", "'0044-03-15 BC'"), "j": ("TIMESTAMP", "'2024-02-29 23:59:59.000001'", "'-infinity'"),
        "k": ("TIMESTAMPTZ", "'2024-01-01 00:00:00+05'", "NULL"), "l": ("TIME", "'24:00:00'", "'00:00:00.5'"),
        "m": ("UUID", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'", "NULL"), "n": ("JSONB", "'{\"a\": [1, null]}'", "'null'"),
        "o": ("INET", "'2001:db8::1/64'", "NULL"), "p": ("INTERVAL", "'1 year 2 days -03:04:05.6'", "NULL"),
        "q": ("INTEGER[]", "'{1,NULL,3}'", "'{}'"), "r": ("VARCHAR(3)", "'äöü'", "NULL"), "s": ("BIT(3)", "B'101'", "NULL"),
        "t": ("JSON", "'{\"b\":  1}'", "NULL"),
    },
    "mariadb": {
        "a": ("BIGINT UNSIGNED", "18446744073709551615", "0"), "b": ("DECIMAL(40, 10)", "123456789012345678901234567890.0000000001", "-1"),
        "c": ("FLOAT", "0.1", "1.17549e-38"), "d": ("DOUBLE", "0.1", "1.7976931348623157e308"), "e": ("BOOLEAN", "true", "false"),
        "f": ("LONGTEXT", "'a\\nb\\t\"\\\\'", "'🌱'"), "g": ("CHAR(4)", "'ab'", "''"), "h": ("LONGBLOB", "x'00ff0a'", "''"),
        "i": ("DATE", "'0000-00-00'", "'9999-12-31'"), "j": ("DATETIME(6)", "'2024-02-29 23:59:59.000001'", "'0000-00-00'"),
        "k": ("TIMESTAMP(3) NULL", "'2024-01-01 00:00:00.125'", "NULL"), "l": ("TIME(2)", "'-838:59:59.99'", "'12:00'"),
        "m": ("BIT(9)", "b'100000001'", "NULL"), "n": ("JSON", "'{\"a\": [1, null]}'", "'null'"), "o": ("YEAR", "1901", "0"),
        "p": ("ENUM('x', 'ü')", "'ü'", "NULL"), "q": ("SET('a', 'b')", "'a,b'", "''"), "r": ("VARBINARY(3)", "x'ff0000'", "NULL"),
        "s": ("POINT", "ST_GeomFromText('POINT(1 2)')", "NULL"), "t": ("VARCHAR(9) CHARACTER SET latin1", "'é'", "NULL"),
    },
    "sqlite": {
        "a": ("INTEGER", "9223372036854775807", "'no number'"), "b": ("NUMERIC(10, 2)", "1.10", "x'00'"),
        "c": ("REAL", "0.1", "9e999"), "d": ("BLOB", "x'00ff'", "'text in a blob'"), "e": ("TEXT", "'🌱'", "''"),
        "f": ("DATETIME", "'2024-02-29 23:59:59.000001'", "1709251199"), "g": ("BOOLEAN", "1", "0"), "h": ("", "NULL", "1.0"),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_garden(tmp_path_factory.mktemp("host"), HOST)


def filled(name: str) -> list[str]:
    columns = TYPES[name]
    made = ", ".join(f"{column} {kind}" for column, (kind, *_) in columns.items())
    return [
        *(["SET time_zone = '+00:00'"] if name == "mariadb" else []),
        f"CREATE TABLE t (id INTEGER PRIMARY KEY, {made})",
        *(
            f"INSERT INTO t VALUES ({at}, {', '.join(values[at] for values in columns.values())})"
            for at in (1, 2)
        ),
        "INSERT INTO t (id) VALUES (3)",
    ]


@pytest.mark.parametrize("name", SERVERS)
def test_every_type_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    with empty(name, tmp_path) as url:
        sent(url, filled(name))
        plan = NO_PLAN._replace(engine=name)
        first = save(str(tmp_path / "first"), address(url), plan, {"t": ""})
        sent(url, ["DELETE FROM t"])
        done = migrations_restore(str(tmp_path / "first"), address(url), apply=True)
        assert done.applied, done.refusals
        second = save(str(tmp_path / "second"), address(url), plan, {"t": ""})
    assert (first.tables[0].rows, first.tables[0].digest) == (3, second.tables[0].digest)
    lines = (tmp_path / "first" / first.tables[0].file).read_bytes().splitlines()
    assert [json.loads(line)[0] for line in lines] == [1, 2, 3]


@pytest.fixture(scope="module", params=SERVERS)
def saved(
    request: pytest.FixtureRequest, host: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A backup of the garden's tables, one per engine, made by the command."""
    folder = tmp_path_factory.mktemp("saved")
    rows = [*([ZERO] if request.param == "mariadb" else []), *ROWS]
    with site(request.param, folder, host, "001", rows) as url:
        assert main(["migrations", "plan", url, str(host), "--backup", str(folder / "b")]) == 0
    return folder / "b"


@pytest.mark.parametrize("name", SERVERS)
def test_restored_on_every_engine_from_every_engine(
    name: str, saved: Path, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with site(name, tmp_path, host, "001") as url:
        assert main(["migrations", "restore", str(saved), url]) == 0
        assert "Nothing was written: --apply does it." in capsys.readouterr().out
        assert sent(url, ["SELECT count(*) FROM water_a"]) == [[(0,)]]
        assert main(["migrations", "restore", str(saved), url, "--apply"]) == 0
        assert "Restored 5 rows, and compared them." in capsys.readouterr().out
        a, b = sent(
            url,
            [
                "SELECT id, note FROM water_a ORDER BY id",
                "SELECT id, a, up FROM water_b ORDER BY id",
            ],
        )
        assert a == [(0, "näht 🌱"), (1, ""), (2, None)]
        assert b == [(1, 0, 2), (2, None, 1)]
        more = "INSERT INTO water_a (note) VALUES ('new')"  # the next number is free
        assert sent(url, [more, "SELECT max(id) FROM water_a"])[1] == [(3,)]


@pytest.mark.parametrize("name", SERVERS)
def test_rows_that_are_there(
    name: str, saved: Path, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ["INSERT INTO water_a (id, note) VALUES (1, 'mine'), (9, 'other')"]
    with site(name, tmp_path, host, "001", rows) as url:
        assert main(["migrations", "restore", str(saved), url, "--apply"]) == 1
        assert "water_a has 1 of the saved rows already" in capsys.readouterr().out
        assert sent(url, ["SELECT count(*) FROM water_b"]) == [[(0,)]]
        assert main(["migrations", "restore", str(saved), url, "--apply", "--overwrite"]) == 0
        (notes,) = sent(url, ["SELECT id, note FROM water_a ORDER BY id"])
        assert notes == [(0, "näht 🌱"), (1, ""), (2, None), (9, "other")]


@pytest.mark.parametrize("name", SERVERS)
def test_a_newer_schema(
    name: str, saved: Path, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = [
        "ALTER TABLE water_a RENAME TO wet",
        "ALTER TABLE wet DROP COLUMN data",
        "ALTER TABLE wet ADD COLUMN kind VARCHAR(9) NOT NULL DEFAULT 'old'",
        "ALTER TABLE wet ADD COLUMN more INTEGER",
    ]
    with site(name, tmp_path, host, "001", newer) as url:
        assert main(["migrations", "restore", str(saved), url, "--apply"]) == 1
        assert "there is no table water_a for the 3 rows" in capsys.readouterr().out.replace(
            "\n    ", " "
        )
        words = ["migrations", "restore", str(saved), url, "--rename", "water_a=wet", "--apply"]
        assert main(words) == 0
        out = capsys.readouterr().out
        assert "water_a into wet: 3 rows" in out
        assert "not there, and left out: data" in out
        assert "new, and filled by the database: kind, more" in out
        assert sent(url, ["SELECT id, kind, more FROM wet ORDER BY id"]) == [
            [(0, "old", None), (1, "old", None), (2, "old", None)]
        ]


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_what_the_engine_would_round_is_not_restored(name: str, tmp_path: Path) -> None:
    with empty(name, tmp_path) as url:
        sent(
            url,
            [
                "CREATE TABLE t (id INTEGER PRIMARY KEY, x DECIMAL(9, 4))",
                "INSERT INTO t VALUES (1, 1.2345)",
            ],
        )
        save(str(tmp_path / "b"), address(url), NO_PLAN, {"t": ""})
        sent(url, ["DROP TABLE t", "CREATE TABLE t (id INTEGER PRIMARY KEY, x DECIMAL(9, 2))"])
        with pytest.raises(Mistake, match="have not arrived"):
            migrations_restore(str(tmp_path / "b"), address(url), apply=True)
        assert sent(url, ["SELECT count(*) FROM t"]) == [[(0,)]]


@pytest.mark.parametrize("name", SERVERS)
def test_nothing_is_left_that_refers_to_nothing(
    name: str, saved: Path, host: Path, tmp_path: Path
) -> None:
    with site(name, tmp_path, host, "001") as url:
        with pytest.raises(Mistake):
            migrations_restore(str(saved), address(url), tables=["water_b"], apply=True)
        assert sent(url, ["SELECT count(*) FROM water_b"]) == [[(0,)]]


def test_a_required_value_without_a_default(saved: Path, host: Path, tmp_path: Path) -> None:
    with site(
        "postgresql",
        tmp_path,
        host,
        "001",
        ["ALTER TABLE water_a ADD COLUMN must INTEGER NOT NULL"],
    ) as url:
        plan = migrations_restore(str(saved), address(url), apply=True)
    assert plan.refusals == (
        "water_a.must must not be empty and has no default: give it one first",
    )


def test_odd_names_and_values_that_do_not_fit(tmp_path: Path) -> None:
    with empty("sqlite", tmp_path) as url:
        sent(
            url,
            [
                'CREATE TABLE "se:lect %s" ("a b" INTEGER PRIMARY KEY, "x:y" TEXT, "100%" TEXT)',
                "INSERT INTO \"se:lect %s\" VALUES (1, 'p', 'q')",
            ],
        )
        backup = save(str(tmp_path / "b"), address(url), NO_PLAN, {"se:lect %s": ""})
        assert backup.tables[0].file == "0001-se_lect__s.jsonl"
        sent(url, ['DELETE FROM "se:lect %s"'])
        assert migrations_restore(str(tmp_path / "b"), address(url), apply=True).applied
        with empty("postgresql", tmp_path) as other:
            sent(other, ['CREATE TABLE t ("a b" INTEGER PRIMARY KEY, "x:y" INTEGER)'])
            plan = migrations_restore(
                str(tmp_path / "b"), address(other), renamed={"se:lect %s": "t"}
            )
    assert plan.refusals == ("row 1, t.x:y: 'p' cannot be a value of the type INTEGER",)


class TestGuard:
    """``--require-backup`` lets an upgrade pass only with a backup of what is there now."""

    @pytest.fixture(params=SERVERS)
    def url(self, request: pytest.FixtureRequest, host: Path, tmp_path: Path) -> Iterator[str]:
        with site(
            request.param,
            tmp_path,
            host,
            "001",
            ["INSERT INTO water_a (id, note) VALUES (1, 'a')"],
        ) as url:
            yield url

    def test_from_refused_to_passed_to_refused(
        self, url: str, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = str(tmp_path / "b")
        plan = ["migrations", "plan", url, str(host)]
        assert main(plan) == 0
        assert main([*plan, "--require-backup", folder]) == 1
        assert f"there is no backup {folder}" in capsys.readouterr().out
        assert main([*plan, "--backup", folder, "--require-backup", folder]) == 0
        assert main([*plan, "--backup", folder]) == 0
        assert "has all of it already, as it is now" in capsys.readouterr().out
        sent(url, ["UPDATE water_a SET note = 'b'"])
        assert main([*plan, "--require-backup", folder, "--json"]) == 1
        told = json.loads(capsys.readouterr().out)
        assert told["kept"] is told["backup"]["kept"] is False
        assert "the rows of water_a have changed since: 1 then, 1 now" in told["backup"]["notes"]
        assert main([*plan, "--backup", folder]) == 2
        assert "a backup is never overwritten" in capsys.readouterr().err
        upgrade(url, host)
        assert main([*plan, "--require-backup", folder]) == 0

    def test_only_the_owner_may_read_it(self, url: str, host: Path, tmp_path: Path) -> None:
        old = os.umask(0)
        try:
            main(["migrations", "plan", url, str(host), "--backup", str(tmp_path / "b")])
        finally:
            os.umask(old)
        modes = {stat.S_IMODE(place.stat().st_mode) for place in (tmp_path / "b").iterdir()}
        assert modes == {0o600} and stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o700


class TestBroken:
    """Of what is not whole nothing is restored, and nothing passes the guard."""

    @pytest.fixture()
    def many(self, host: Path, tmp_path: Path) -> Iterator[str]:
        rows = [
            "INSERT INTO water_a (id, note) WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000) SELECT x, hex(randomblob(500)) FROM n"
        ]
        with site("sqlite", tmp_path, host, "001", rows) as url:
            yield url

    def test_a_full_disk(self, many: str, host: Path, tmp_path: Path) -> None:
        """The kernel refuses to write on after a megabyte."""
        done = subprocess.run(
            [sys.executable, "-m", "coldframe", "migrations", "plan", many, str(host), "--backup", str(tmp_path / "b")],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "the backup cannot be written" in done.stderr and "Traceback" not in done.stderr
        assert not list(tmp_path.glob("b*"))

    def test_killed_half_way_and_made_again(
        self, many: str, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = ["migrations", "plan", many, str(host), "--backup", str(tmp_path / "b")]
        process = subprocess.Popen(
            [sys.executable, "-m", "coldframe", *words], stdout=subprocess.DEVNULL
        )
        place, part = tmp_path / "b.unfinished", "0001-water_a.jsonl.part"
        until = time.monotonic() + 60
        while (
            not ((place / part).exists() and (place / part).stat().st_size)
            and time.monotonic() < until
        ):
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (tmp_path / "b").exists()
        assert main(["migrations", "restore", str(place), many]) == 2
        assert (
            "it was cut off; there are no tables, there are not water_a, water_b"
            in capsys.readouterr().err
        )
        assert main([*words[:4], "--require-backup", str(place)]) == 1
        assert main(words) == 0
        assert opened(str(tmp_path / "b")).tables[0].rows == 20000
        assert not place.exists()

    @pytest.mark.parametrize("name", ["0001-water_a.jsonl", "manifest.json"])
    def test_one_byte_is_wrong(self, name: str, saved: Path, tmp_path: Path) -> None:
        import shutil

        copy = tmp_path / "copy"
        shutil.copytree(saved, copy)
        data = bytearray((copy / name).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(bytes(data))
        place = tmp_path / "any.db"
        place.touch()
        with pytest.raises(Mistake, match="damaged"):
            migrations_restore(str(copy), address(f"sqlite:///{place}"))

    def test_somebody_else_s_folder(
        self, many: str, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "mine").touch()
        words = ["migrations", "plan", many, str(host), "--backup", str(tmp_path / "b")]
        assert main(words) == 2
        assert "nothing is overwritten" in capsys.readouterr().err
        assert main(["migrations", "restore", str(tmp_path / "b"), many]) == 2
        (tmp_path / "c.unfinished").mkdir()
        (tmp_path / "c.unfinished" / "mine").touch()
        assert main([*words[:5], str(tmp_path / "c")]) == 2
        assert (tmp_path / "c.unfinished" / "mine").exists()


def test_text_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    with empty("sqlite", tmp_path) as url:
        sent(url, ["CREATE TABLE t (x TEXT)", "INSERT INTO t VALUES (CAST(x'ff' AS TEXT))"])
        with pytest.raises(Mistake, match=r"UTF-8"):
            save(str(tmp_path / "b"), address(url), NO_PLAN, {"t": ""})
    assert not list(tmp_path.glob("b*"))


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_connection_that_breaks(name: str, host: Path, tmp_path: Path) -> None:
    """While saving nothing is left, while restoring nothing is written; then it works."""
    many = {
        "postgresql": "INSERT INTO water_a (id, note) SELECT x, repeat('x', 900) FROM generate_series(1, 30000) AS x",
        "mariadb": "INSERT INTO water_a (id, note) SELECT seq, repeat('x', 900) FROM seq_1_to_30000",
    }[name]
    ids, kill = {
        "postgresql": ("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", "SELECT pg_terminate_backend({})"),
        "mariadb": ("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()", "KILL {}"),
    }[name]  # fmt: skip
    folder = tmp_path / "b"
    with site(name, tmp_path, host, "001", [many]) as url:

        def cut(doing: str) -> None:
            if "10,000 rows" in doing or "5,000 of" in doing:
                for (one,) in sent(url, [ids])[0]:
                    sent(url, [kill.format(one)])

        with pytest.raises(Mistake) as lost:
            save(str(folder), address(url), NO_PLAN, {"water_a": ""}, cut)
        assert "run it again" in lost.value.remedy.lower(), str(lost.value)
        assert not list(tmp_path.glob("b*"))
        backup = save(str(folder), address(url), NO_PLAN, {"water_a": ""})
        assert backup.tables[0].rows == 30000
        sent(url, ["DELETE FROM water_a"])
        with pytest.raises(Mistake) as lost:
            migrations_restore(str(folder), address(url), apply=True, progress=cut)
        assert "run it again" in lost.value.remedy.lower(), str(lost.value)
        assert sent(url, ["SELECT count(*) FROM water_a"]) == [[(0,)]]
        assert migrations_restore(str(folder), address(url), apply=True).applied
        assert sent(url, ["SELECT count(*) FROM water_a"]) == [[(30000,)]]


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_no_password_in_anything_that_is_written(
    name: str, host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from coldframe.check.database.scratch import parsed

    secret = "hunter2-q/@:?"
    with site(name, tmp_path, host, "001", ["INSERT INTO water_a (id) VALUES (1)"]) as url:
        whole = parsed(url)
        user = f"cf_{os.getpid()}_{name[:2]}"
        at = "@'%'" if name == "mariadb" else ""
        made = f"IDENTIFIED BY '{secret}'" if at else f"LOGIN SUPERUSER PASSWORD '{secret}'"
        sent(
            url,
            [
                f"CREATE USER {user}{at} {made}",
                *([f"GRANT ALL ON *.* TO {user}{at}"] if at else []),
            ],
        )
        mine = whole.set(username=user, password=secret).render_as_string(hide_password=False)
        try:
            folder, page = tmp_path / "b", tmp_path / "p.html"
            words = [
                "migrations",
                "plan",
                mine,
                str(host),
                "--scratch",
                mine,
                "--backup",
                str(folder),
            ]
            assert main([*words, "--format", f"html={page}", "--json"]) == 0
            assert main(["migrations", "restore", str(folder), mine]) == 1
            assert main(["migrations", "restore", str(folder), mine, "--apply", "--overwrite"]) == 0
            sent(
                url,
                [
                    "DROP TABLE water_b",
                    "DROP TABLE water_a",
                    "CREATE TABLE water_a (id INTEGER PRIMARY KEY, note INTEGER CHECK (id > 1))",
                ],
            )
            assert (
                main(["migrations", "restore", str(folder), mine, "--table", "water_a", "--apply"])
                == 2
            )
            main(["migrations", "plan", mine.replace("hunter2", "hunter3"), str(host)])
        finally:
            sent(url, [f"DROP USER {user}{at}"])
    said = "".join(capsys.readouterr()) + page.read_text(encoding="utf-8")
    said += "".join(place.read_text(encoding="utf-8") for place in folder.iterdir())
    assert "hunter" not in said and "Traceback" not in said


def test_a_driver_that_does_not_wait_is_exchanged() -> None:
    url = address("postgresql+asyncpg://me:x@host/db?ssl=require").url
    assert url.drivername == "postgresql+psycopg" and dict(url.query) == {"sslmode": "require"}
    assert address("mysql+aiomysql://me@host/db").url.drivername == "mysql+pymysql"
    assert address("sqlite+aiosqlite:///x.db").url.drivername == "sqlite"
