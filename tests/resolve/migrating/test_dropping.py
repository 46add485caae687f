"""A retired feature's tables are dropped by a new revision, in the order of their foreign keys."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from databases import SERVERS, database
from gardens import REVISION
from hosts import commit_all, write
from real_migrations import run_sql, schema, upgraded

from coldframe.resolve.apply import apply
from coldframe.resolve.migrating.host_list import CONTRACT, next_place
from coldframe.resolve.plan import Plan
from coldframe.resolve.retire import retire

EXAMPLES = Path(__file__).parents[3] / "examples"


def retired(root: Path, name: str) -> Plan:
    """The plan, carried out."""
    plan = retire(name, str(root), reason='Nobody uses """it""".', release="9.0")
    apply(plan)
    return plan


@pytest.mark.parametrize("engine", SERVERS)
@pytest.mark.parametrize(
    ("example", "feature", "folder", "path", "gone", "stays"),
    [
        (
            "adopt_migrations_plain",
            "cards",
            "shop/migrations",
            "shop/migrations/versions/*.py",
            ("cards", "card_levels"),
            "customers",
        ),
        (
            "adopt_migrations_branches",
            "alarms",
            "depot/db/migration/alembic_migrations",
            "depot/db/migration/alembic_migrations/versions/second/contract/*_drop_alarms.py",
            ("alarm_calls", "alarms"),
            "shelves",
        ),
    ],
)
def test_its_tables_go_and_all_others_stay(
    tmp_path: Path,
    engine: str,
    example: str,
    feature: str,
    folder: str,
    path: str,
    gone: tuple[str, ...],
    stays: str,
) -> None:
    host = tmp_path / "host"
    shutil.copytree(EXAMPLES / example / "after", host)
    commit_all(host)
    with database(engine) as url:
        upgraded(host, folder, url)
        assert set(gone) < set(schema(url))
        plan = retired(host, feature)
        (text,) = (
            file.read_text() for file in host.glob(path) if "Drop the tables" in file.read_text()
        )
        ast.parse(text)
        assert [text.index(f"    '{name}',") for name in gone] == sorted(
            text.index(f"    '{name}',") for name in gone
        )
        assert any("coldframe migrations plan" in note for note in plan.notes)
        run_sql(url, f"DELETE FROM {stays}")
        upgraded(host, folder, url)
        assert not set(gone) & set(schema(url))
        assert stays in schema(url)
        head = host / folder / "versions/CONTRACT_HEAD"
        if head.exists():
            assert f"revision = '{head.read_text().strip()}'" in text
    with database(engine) as fresh:
        upgraded(host, folder, fresh)
        assert not set(gone) & set(schema(fresh))


def garden(root: Path, body: str, tables: str, **more: str) -> Path:
    """A host whose feature ``watering`` claims ``tables``, which the revision ``one`` makes."""
    write(
        root,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": "",
            "garden/preview/watering/preview.toml": f'title = "Watering"\n[claims]\ntables = {tables}\n',
            "garden/migrations/env.py": "from alembic import context\ncontext.run_migrations()\n",
            "garden/migrations/versions/one.py": REVISION.format(id="one", down=None, body=body),
            **more,
        },
    )
    commit_all(root)
    return root


POTS = 'op.create_table("water_pots", sa.Column("id", sa.Integer, primary_key=True))'


def test_a_pattern_drops_only_what_was_read(tmp_path: Path) -> None:
    host = garden(tmp_path, POTS, '["water_*", "hoses"]')
    plan = retired(host, "watering")
    (path,) = (host / "garden/migrations/versions").glob("[!o]*.py")
    assert "TABLES = (\n    'water_pots',\n)\n" in path.read_text()
    assert "No table was found for the claim hoses: nothing drops it." in plan.notes


def test_tables_in_a_circle_stay_and_are_named(tmp_path: Path) -> None:
    body = (
        'op.create_table("water_a", sa.Column("b", sa.ForeignKey("water_b.id")))\n'
        '    op.create_table("water_b", sa.Column("a", sa.ForeignKey("water_a.id")))'
    )
    plan = retire("watering", str(garden(tmp_path, body, '["water_*"]')), reason="A.", release="9")
    assert any("water_a, water_b refer to each other" in note for note in plan.notes)
    assert not any(edit.path.endswith(".py") for edit in plan.edits if edit.before is None)


def test_without_one_clear_list_the_tables_stay(tmp_path: Path) -> None:
    two = {
        f"garden/migrations/versions/{name}.py": REVISION.format(id=name, down="one", body="pass")
        for name in ("two", "three")
    }
    plan = retire(
        "watering", str(garden(tmp_path, POTS, '["water_*"]', **two)), reason="A.", release="9"
    )
    assert any("has 2 heads: three, two" in note for note in plan.notes)


def test_a_contract_branch_left_behind_takes_no_more(tmp_path: Path) -> None:
    """Neutron's stopped in Newton; its drops are expand revisions that declare them."""
    from coldframe.check.discovery import open_host

    versions = "garden/migrations/versions"

    def step(identity: str, down: str, label: str = "") -> str:
        text = REVISION.format(id=identity, down=down, body="pass")
        return text.replace("branch_labels = None", f"branch_labels = {label!r}")

    files = {
        f"{versions}/1/expand/e1.py": step("e1", "one", "expand"),
        f"{versions}/1/contract/c1.py": step("c1", "one", "contract"),
        **{f"{versions}/{n}/expand/e{n}.py": step(f"e{n}", f"e{n - 1}") for n in (2, 3)},
    }
    host = garden(tmp_path, POTS, '["water_*"]', **files)
    assert next_place(open_host(str(host)), CONTRACT).folder == f"{versions}/3/contract"
    late = step("e4", "e3") + "\n\ndef expand_drop_exceptions():\n    return {}\n"
    write(host, {f"{versions}/4/expand/e4_late.py": late})
    commit_all(host)
    assert next_place(open_host(str(host)), CONTRACT).folder == f"{versions}/4/expand"
    retired(host, "watering")
    (path,) = (host / versions / "4/expand").glob("*_drop_watering.py")
    assert "def expand_drop_exceptions():" in path.read_text()
    assert "return {sa.Table: list(TABLES)}" in path.read_text()
