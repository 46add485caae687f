"""The migrations of the released neutron-fwaas become one revision of Neutron's list.

Neutron's own tests of models and migrations pass with it, and so does every database of a
deployment that ran the old list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from command import coldframe
from databases import database, server
from environments import installed
from neutron_trees import Trees
from real_migrations import run_sql, schema

from coldframe.check.database.scratch import parsed

pytestmark = [pytest.mark.host, pytest.mark.timeout(900)]

# neutron-db-manage, several times in one process: importing Neutron takes longer than most of them.
MANAGE = """\
import sys
from neutron.db.migration import cli

url, *commands = sys.argv[1:]
for command in commands:
    sys.argv[1:] = ["--database-connection", url, *command.split()]
    cli.main()
"""
# Neutron's own comparison with the models, of a database that is there already.
DEPLOYMENT = """\
import os

import sqlalchemy
from neutron.tests.functional.db.test_migrations import TestModelsMigrations


class TestDeployment(TestModelsMigrations):
    def db_sync(self, engine):
        pass

    def get_engine(self):
        return sqlalchemy.create_engine(os.environ["DEPLOYMENT"])
"""
QUEENS = ("f24e0d5e5bff", "fd38cd995cc0")  # the heads of FWaaS's expand and contract branch then
ROWS = (
    "INSERT INTO firewall_rules_v2 (id, name, project_id, action, shared) VALUES ('r', 'web', 'p', 'allow', 0)",
    "INSERT INTO firewall_policies_v2 (id, name, project_id, shared) VALUES ('p', 'shop', 'p', 1)",
    "INSERT INTO firewall_policy_rule_associations_v2 VALUES ('p', 'r', 1)",
    "INSERT INTO firewall_groups_v2 (id, name, project_id, ingress_firewall_policy_id) VALUES ('g', 'front', 'p', 'p')",
    "INSERT INTO default_firewall_groups VALUES ('p', 'g')",
)
KEPT = (
    "SELECT g.id, g.name, p.id, p.name, r.id, r.action, a.position, d.project_id,"
    " g.standard_attr_id, p.standard_attr_id, r.standard_attr_id, (SELECT COUNT(*) FROM standardattributes)"
    " FROM firewall_groups_v2 g JOIN firewall_policies_v2 p ON p.id = g.ingress_firewall_policy_id"
    " JOIN firewall_policy_rule_associations_v2 a ON a.firewall_policy_id = p.id"
    " JOIN firewall_rules_v2 r ON r.id = a.firewall_rule_id"
    " JOIN default_firewall_groups d ON d.firewall_group_id = g.id"
)


class Squashed(Trees):
    """Neutron beside neutron-fwaas, and after it adopted that with its migrations as one."""

    def __init__(self, top: Path, neutron: Path, fwaas: Path, python: Path) -> None:
        super().__init__(top, neutron)
        self._python = python
        self._old = (fwaas, installed(fwaas, top / "old", "neutron_fwaas", "25.0.0"))
        words = ("--as", "fwaas", "--tree", "neutron.preview", "--migrations", "squash")
        done = coldframe(
            self.after,
            *("adopt", str(fwaas), *words, "--database", server("mariadb")),
            *("--python", str(python), "--apply"),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        self.said = done.stdout

    def manage(self, place: Path, url: str, *commands: str) -> str:
        """Run these commands of neutron-db-manage; what it says of an error, ``""`` if none."""
        also = self._old if place == self.before else ()
        done = self.run(place, self._python, "-c", MANAGE, url, *commands, also=also)
        return done.stderr if done.returncode else ""


class Upgraded(NamedTuple):
    """Two databases, one from empty and one from neutron-fwaas, and what happened on the way."""

    fresh: str
    old: str
    refusal: str
    touched: bool  # whether the refused upgrade changed something
    before: list[Any]  # rows, as the old list has left them
    after: list[Any]
    schemas: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def squashed(
    neutron: Path, fwaas: Path, python: Path, tmp_path_factory: pytest.TempPathFactory
) -> Squashed:
    return Squashed(tmp_path_factory.mktemp("squashed"), neutron, fwaas, python)


@pytest.fixture(scope="module")
def upgraded(squashed: Squashed) -> Iterator[Upgraded]:
    old_list = "--subproject neutron-fwaas upgrade"
    versions = "SELECT * FROM alembic_version UNION SELECT * FROM alembic_version_fwaas"

    def state(url: str) -> tuple[Any, ...]:
        return schema(url), sorted(run_sql(url, versions))

    with ExitStack() as stack:
        fresh, old = (stack.enter_context(database("mariadb")) for _ in range(2))
        assert not squashed.manage(squashed.after, fresh, "upgrade heads")
        to_queens = (f"{old_list} {revision}" for revision in QUEENS)
        first = "--subproject neutron upgrade heads"
        assert not squashed.manage(squashed.before, old, first, *to_queens)
        run_sql(old, *ROWS)
        queens = state(old)
        refusal = squashed.manage(squashed.after, old, "upgrade heads")
        touched = state(old) != queens
        assert not squashed.manage(squashed.before, old, f"{old_list} heads")
        before = run_sql(old, KEPT)
        assert not squashed.manage(squashed.after, old, "upgrade heads")
        after = run_sql(old, KEPT)
        schemas = schema(fresh), schema(old)
        yield Upgraded(fresh, old, refusal, touched, before, after, schemas)


def test_the_plan_says_what_was_proven(squashed: Squashed) -> None:
    assert "was 14 revisions: run on MariaDB" in squashed.said
    assert "alembic_version_fwaas" in squashed.said
    assert not (squashed.after / "neutron/preview/fwaas/db/migration").exists()


def test_a_deployment_at_an_old_head_is_refused(upgraded: Upgraded) -> None:
    last = upgraded.refusal.strip().splitlines()[-1]
    assert last == (
        "RuntimeError: The tables of FWaaS are those of neutron-fwaas at f24e0d5e5bff,"
        " fd38cd995cc0: upgrade them with neutron-fwaas first, at least to 1007f519ea46,"
        " 2a0d33e9ef63. Nothing has been changed."
    )
    assert not upgraded.touched


def test_a_fresh_database_and_an_old_one_become_the_same(upgraded: Upgraded) -> None:
    fresh, old = upgraded.schemas
    assert fresh == old
    assert len([name for name in fresh if "firewall" in name]) == 6
    assert "alembic_version_fwaas" not in fresh
    assert len(upgraded.before) == 1
    assert upgraded.after == upgraded.before


def test_neutron_s_own_tests_of_models_and_migrations_pass(
    squashed: Squashed, upgraded: Upgraded, python: Path, tmp_path: Path
) -> None:
    (tmp_path / "deployment.py").write_text(DEPLOYMENT)
    tests = "neutron.tests.functional.db.test_migrations"
    done = squashed.run(
        squashed.after,
        python,
        *("-m", "testtools.run", "-v"),
        f"{tests}.TestModelsMigrations",
        f"{tests}.TestMigrationsIdempotency",
        "deployment.TestDeployment.test_models_sync",
        also=(tmp_path,),
        # oslo.db makes databases there, and drops them; without it is a failure, not a skip.
        OS_TEST_DBAPI_ADMIN_CONNECTION=_as_oslo_knows_it(server("mariadb")),
        OS_FAIL_ON_MISSING_DEPS="1",
        OS_LOG_PATH=str(tmp_path),
        DEPLOYMENT=upgraded.old,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    ended = re.findall(r"^\S+\.(\w+)\.test_\w+ \.\.\. (.*)$", done.stdout + done.stderr, re.M)
    assert Counter(ended) == {
        ("TestModelsMigrations", "ok"): 6,
        ("TestMigrationsIdempotency", "ok"): 1,
        ("TestDeployment", "ok"): 1,
    }


def _as_oslo_knows_it(url: str) -> str:
    """It looks for a server of MariaDB by the word ``mysql``."""
    return parsed(url).set(drivername="mysql+pymysql").render_as_string(hide_password=False)
