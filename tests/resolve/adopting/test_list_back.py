"""An extracted project comes back, and its list of migrations ends in the host's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from databases import SERVERS, database, server
from extracted_shop import HOST, OWN, extracted_shop
from gardens import REVISION
from hosts import commit_all, git
from real_migrations import alembic, run_sql, schema, upgraded

from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopt import adopt

FIRST = "440f8e3ed7fd"
MORE = """op.add_column("loyalty_cards", sa.Column("note", sa.String(50)))
    op.create_index("ix_loyalty_cards_level", "loyalty_cards", ["level"])
    op.create_table("loyalty_gifts", sa.Column("id", sa.Integer, primary_key=True))"""


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extracted_shop(tmp_path_factory.mktemp("extracted"))


def with_revision(extracted: Path, root: Path, body: str) -> Path:
    """The same, with one more revision in the project's list."""
    for part in ("host", "project"):
        shutil.copytree(extracted / part, root / part)
    text = REVISION.format(id="more", down=FIRST, body=body)
    (root / "project" / OWN / "versions/more.py").write_text(text)
    commit_all(root / "project")
    return root


def come_back(root: Path, *words: str) -> None:
    source = ["adopt", str(root / "project"), "--as", "loyalty", "--path", str(root / "host")]
    assert main([*source, *words, "--apply"]) == 0


def test_what_was_done_to_the_tables_comes_back(
    extracted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_revision(extracted, tmp_path, MORE)
    servers = [word for each in SERVERS for word in ("--database", server(each))]
    come_back(root, "--migrations", "squash", *servers)
    told = " ".join(capsys.readouterr().out.split())
    assert "takes in what that did to loyalty_cards, loyalty_gifts." in told
    with database("sqlite") as old, database("sqlite") as fresh:
        upgraded(extracted / "host", HOST, old)
        upgraded(root / "project", OWN, old, beside=extracted / "host")
        run_sql(old, "INSERT INTO loyalty_cards VALUES (7, 1, 'gold', NULL, 'kept')")
        upgraded(root / "host", HOST, old)
        assert run_sql(old, "SELECT id, note FROM loyalty_cards") == [(7, "kept")]
        upgraded(root / "host", HOST, fresh)
        assert schema(old) == schema(fresh)
        assert {"loyalty_gifts"} < schema(fresh).keys() - {"alembic_version_loyalty"}
        run_sql(old, "UPDATE alembic_version SET version_num = 'c3'",
                "CREATE TABLE alembic_version_loyalty (version_num VARCHAR(32))",
                "INSERT INTO alembic_version_loyalty VALUES ('newer')")  # fmt: skip
        ran = alembic(root / "host", HOST, old, "upgrade", "heads")
        assert "newer is newer than what was taken in here" in ran.err
    come_back(root, "--migrations", "squash")
    assert "is adopted already" in capsys.readouterr().out


def test_a_list_that_did_nothing_leaves_only_its_version_table(
    extracted: Path, tmp_path: Path
) -> None:
    root = with_revision(extracted, tmp_path, "pass")
    come_back(root, "--migrations", "squash")
    changed = git(root / "host", "diff", "--name-only", "v4.2.0").split()
    (path,) = changed
    text = (root / "host" / path).read_text()
    assert "create_table" not in text and "op.drop_table(OLD_VERSIONS)" in text


def test_without_squash_the_list_stays_behind(
    extracted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_revision(extracted, tmp_path, MORE)
    come_back(root)
    assert git(root / "host", "diff", "--stat", "v4.2.0") == ""
    told = " ".join(capsys.readouterr().out.split())
    assert f"Its list of migrations in {OWN} stays behind" in told


def test_an_entry_point_for_the_list_goes_and_does_not_come_back(tmp_path: Path) -> None:
    points = '[project.entry-points."shop.lists"]\nshop = "shop:migrations"\n'
    root = extracted_shop(tmp_path, f"\n{points}")
    text = (root / "project/pyproject.toml").read_text()
    assert (
        '\n[project.entry-points."shop.lists"]\nshop-loyalty = "shop_loyalty:migrations"\n' in text
    )
    come_back(root)
    assert git(root / "host", "diff", "--stat", "v4.2.0") == ""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('op.add_column("customers", sa.Column("vip", sa.Boolean))', "customers lacks|customers has"),
        ('op.execute("DELETE FROM loyalty_levels")', "loyalty_levels has other rows"),
        ('op.drop_index("ix_loyalty_cards_customer", "loyalty_cards")', "by only adding: loyalty_c"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_back_is_refused(
    extracted: Path, tmp_path: Path, body: str, why: str
) -> None:
    root = with_revision(extracted, tmp_path, body)
    with pytest.raises(Mistake, match=why) as found:
        adopt(str(root / "project"), str(root / "host"), name="loyalty", migrations="squash")
    assert found.value.path == OWN
    assert not (root / "host/shop/preview/loyalty").exists()
