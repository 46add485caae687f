"""What env.py compares with is known, and nothing in env.py is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import migrated_garden
from planted.case import TABLES, own_environment
from planted.model_differs import MODELS

from coldframe.check.migrations_check import migrations_check
from coldframe.check.outcome import Outcome

PLAIN = MODELS.format(length=40, name="", bed="", plan="", rest="")
NOTED = MODELS.format(
    length=40, name="", bed="    note = sa.Column(sa.Integer)\n", plan="", rest=""
)
TOUCH = 'open("{mark}", "a").write("x")'
ENV = """\
from alembic import context
import garden.models
from garden.models import Base

{touch}
config = context.config
connection = {touch}


@{touch}
def decorated(given={touch}):
    pass


class Mine:
    mine = {touch}


def run_migrations_online(*, connection={touch}):
    context.configure(connection=connection, target_metadata=target_metadata)
    context.run_migrations()


if True:
    {touch}
target_metadata = Base.metadata
run_migrations_online()
"""


def compared(root: Path, env: str, models: str = NOTED, **files: str) -> Outcome:
    written = {"garden/migrations/env.py": env, "garden/models.py": models, **files}
    migrated_garden(root, TABLES, **written)
    return migrations_check(str(root), rules=["model_differs"])


def messages(outcome: Outcome) -> list[str]:
    return [f"{each.path}:{each.line} {each.message}" for each in outcome.findings]


def test_nothing_in_env_py_is_called(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    outcome = compared(tmp_path / "host", ENV.format(touch=TOUCH.format(mark=mark)))
    assert messages(outcome) == [
        "garden/models.py:7 the column beds.note is in the models, and no revision makes it;"
        " beds is a table of stable code"
    ]
    assert not mark.exists()


CALLED = "from alembic import context\nfrom garden.models import Base\ntarget_metadata = (lambda: Base.metadata)()\ncontext.configure(target_metadata={0})\ncontext.run_migrations()\n"


@pytest.mark.parametrize("given", ["target_metadata", "dict(a=1)"])
def test_metadata_that_has_to_be_called_for_are_not_known(tmp_path: Path, given: str) -> None:
    outcome = compared(tmp_path, CALLED.format(given))
    assert messages(outcome) == []
    (note,) = [note for note in outcome.notes if "env.py" in note]
    assert "was not compared" in note and "database.models" in note


def test_the_settings_name_them_then(tmp_path: Path) -> None:
    settings = {"coldframe.toml": '[database]\nmodels = "garden.models:Base.metadata"\n'}
    assert len(compared(tmp_path, CALLED.format("target_metadata"), **settings).findings) == 1


@pytest.mark.parametrize("models", ["nowhere:Base.metadata", "garden.models:Nothing"])
def test_a_name_that_is_wrong_is_a_note(tmp_path: Path, models: str) -> None:
    settings = {"coldframe.toml": f'[database]\nmodels = "{models}"\n'}
    outcome = compared(tmp_path, CALLED.format("target_metadata"), **settings)
    assert any(models in note for note in outcome.notes)


def test_models_that_cannot_be_imported_are_a_note(tmp_path: Path) -> None:
    env = ENV.format(touch="pass_")
    outcome = compared(tmp_path, env, "import nowhere\n")
    assert messages(outcome) == []
    assert any("No module named 'nowhere'" in note for note in outcome.notes)


@pytest.mark.parametrize("said", ["", "target_metadata = None\n"])
def test_an_environment_without_models_is_none_to_talk_about(tmp_path: Path, said: str) -> None:
    given = "target_metadata=target_metadata" if said else ""
    env = (
        f"from alembic import context\n{said}context.configure({given})\ncontext.run_migrations()\n"
    )
    outcome = compared(tmp_path, env)
    assert messages(outcome) == [] and not any("env.py" in note for note in outcome.notes)


def test_two_lists_that_share_their_metadata(tmp_path: Path) -> None:
    """As Neutron and its services do: each list answers for the tables that it makes."""
    env = ENV.format(touch="pass_")
    own = own_environment("garden/preview/watering/migrations", {"w1": TABLES["002"]})
    own["garden/preview/watering/migrations/env.py"] = env
    models = MODELS.format(
        length=40, name="", bed="", plan="    note = sa.Column(sa.Integer)\n", rest=""
    )
    files = {"garden/migrations/env.py": env, "garden/models.py": models, **own}
    migrated_garden(tmp_path, {"001": TABLES["001"]}, **files)
    outcome = migrations_check(str(tmp_path), rules=["model_differs"])
    assert messages(outcome) == [
        "garden/models.py:14 the column water_plans.note is in the models, and no revision makes"
        " it; water_plans is a table of the preview feature watering"
    ]
    assert outcome.findings[0].feature == "watering"
