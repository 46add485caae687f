"""The host's autogenerate does not drop what went to a project of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import migrated_garden
from hosts import open_host

from coldframe.resolve.migrating.left_alone import left_alone
from coldframe.resolve.plan import Left

ENV = """\
from alembic import context
from garden.beds import Base

{before}context.configure(connection=c, target_metadata={models}{more})
context.run_migrations()
"""
FIRST = """\
# Tables of features that became projects of their own.
EXTRACTED = ("water_*", "alembic_version_watering")


def is_still_ours(thing, name, kind, reflected, other):
    \"\"\"What autogenerate compares: it would drop what no model here knows.\"\"\"
    return kind != "table" or not any(fnmatchcase(name, each) for each in EXTRACTED)


"""


def found(
    root: Path, before: str = "", models: str = "Base.metadata", more: str = ""
) -> tuple[str, tuple[Left, ...]]:
    """What ``env.py`` says then, ``""`` if it stays, and what is left to a person."""
    env = ENV.format(before=before, models=models, more=more)
    host = open_host(migrated_garden(root, {"001": "pass"}, **{"garden/migrations/env.py": env}))
    edits, left = left_alone(host, host.features[0], host.tree, "garden_watering")
    return "".join((edit.after or b"").decode() for edit in edits), left


def test_env_gets_a_filter(tmp_path: Path) -> None:
    text, left = found(tmp_path)
    assert FIRST in text and not left
    assert "target_metadata=Base.metadata, include_object=is_still_ours)" in text


def test_the_next_one_joins_the_first(tmp_path: Path) -> None:
    before = FIRST.replace("water", "old")
    text, left = found(tmp_path, before, more=", include_object=is_still_ours")
    assert FIRST.replace('("', '("old_*", "alembic_version_olding", "') in text and not left


@pytest.mark.parametrize("more", [", include_object=mine", ", **options"])
def test_a_filter_of_the_hosts_own_is_left_to_a_person(tmp_path: Path, more: str) -> None:
    text, (left,) = found(tmp_path, more=more)
    assert text == ""
    assert (left.path, left.line) == ("garden/migrations/env.py", 4)
    assert left.why.startswith(
        "autogenerate would drop water_*, alembic_version_watering, which watering takes along"
    )


@pytest.mark.parametrize(("before", "models"), [("", "None"), ("models = None\n", "models")])
def test_without_models_nothing_would_be_dropped(tmp_path: Path, before: str, models: str) -> None:
    assert found(tmp_path, before, models) == ("", ())
