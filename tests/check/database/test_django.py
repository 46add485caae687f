"""What migrations of Django do is seen however they do it, on every engine."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from databases import SERVERS, server
from django_hosts import checked, history, project, run_python
from hosts import EXAMPLES, commit_all, write

PLANT = 'migrations.CreateModel("{}", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=50))])'
FILL = """\
from django.db import connections


def fill(apps, editor):
    apps.get_model("beds", "Bed").objects.update(name="all")


def around(apps, editor):
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM water_pipe")
"""
YARD = {
    "yard/people": {"0001_initial": PLANT.format("Gardener")},
    "yard/beds": {
        "0001_initial": f'[("people", "__first__")] | {PLANT.format("Bed")}',
        "0002_keeper": 'migrations.AddField("bed", "keeper", models.ForeignKey("people.Gardener", models.CASCADE, null=True))',
        "0003_wide": 'migrations.AlterField("bed", "name", models.CharField(max_length=80, null=True)),\n'
        '        migrations.RunSQL("UPDATE beds_bed SET name = NULL WHERE id = 9")',
        "0004_fill": "migrations.RunPython(__import__('yard.fill', fromlist=['fill']).fill)",
        "0005_bare": 'migrations.RemoveField("bed", "name"),\n        migrations.RenameModel("Bed", "Plot")',
    },
    "yard/preview/water": {
        "0001_initial": PLANT.format("Pipe"),
        "0002_part": "migrations.SeparateDatabaseAndState(database_operations=[\n"
        '            migrations.RunSQL("DELETE FROM water_pipe WHERE id = 1"),\n'
        "            migrations.RunSQL(\"UPDATE water_pipe SET name = '%%' WHERE id = 2\"),\n        ])",
    },
    "yard/preview/shade": {"0001_initial": f'[("beds", "0002_keeper")] | {PLANT.format("Sail")}'},
}


@pytest.fixture(scope="module", params=SERVERS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The history of one project on one engine."""
    root = tmp_path_factory.mktemp("yard")
    project(root, YARD, **{"yard/fill.py": FILL})
    chapters, notes = history(root, server(request.param))
    assert notes == []
    assert not (root / "deployment.db").exists()
    return chapters


def acts(chapter: Any) -> list[tuple[str, ...]]:
    return [(t[0], t[1]) for sent in chapter["sent"] for t in sent[4]]


def test_only_migrations_of_the_host_are_chapters(told: Any) -> None:
    assert set(told) == {
        f"{path.rpartition('/')[2]}.{name}" for path, m in YARD.items() for name in m
    }
    assert not any(each["failure"] or each["read"] or each["refused"] for each in told.values())


def test_owners_are_those_of_folders_and_claims(told: Any) -> None:
    assert {id.partition(".")[0]: each["owner"] for id, each in told.items()} == {
        "people": "", "beds": "", "water": "water", "shade": "shade"}  # fmt: skip


def test_each_statement_has_the_line_of_its_operation(told: Any) -> None:
    lines = {(s[0].rpartition("/")[2], s[1]) for s in told["beds.0003_wide"]["sent"]}
    assert lines == {("0003_wide.py", 7), ("0003_wide.py", 8)}
    assert {s[1] for s in told["beds.0002_keeper"]["sent"]} == {7}  # deferred ones, too
    assert [s[1] for s in told["water.0002_part"]["sent"]] == [8, 9]


def test_a_table_made_anew_is_one_change_of_it(told: Any) -> None:
    found = acts(told["beds.0002_keeper"])
    assert ("alter", "beds_bed") in found and ("refer to", "people_gardener") in found
    assert not any(act in ("drop", "create", "insert into", "read") for act, _ in found)
    details = [t[3] for sent in told["beds.0005_bare"]["sent"] for t in sent[4]]
    assert "drop column name" in details
    assert ("rename", "beds_bed") in acts(told["beds.0005_bare"])
    assert told["beds.0005_bare"]["after"] == {"beds_plot": ["id", "keeper_id"]}


def test_python_and_its_helpers_are_seen(told: Any) -> None:
    (sent,) = told["beds.0004_fill"]["sent"]
    assert sent[:3] == ["yard/beds/migrations/0004_fill.py", 7, "yard/fill.py:5"]
    assert sent[4] == [["update", "beds_bed", "", ""]]


def test_faults_are_found(tmp_path: Path) -> None:
    yard = {
        **YARD,
        "yard/beds": {
            **YARD["yard/beds"],
            "0006_around": '[("beds", "0005_bare"), ("water", "0002_part")] | '
            "migrations.RunPython(__import__('yard.fill', fromlist=['fill']).around)",
        },
    }
    project(tmp_path, yard, **{"yard/fill.py": FILL})
    code, printed = checked(tmp_path, "--rule", "foreign_owner")
    assert code == 1
    assert "yard/beds/migrations/0006_around.py:7" in printed
    assert "beds.0006_around, a revision of stable code, deletes from water_pipe" in printed


def test_a_failure_names_statement_and_line_and_the_rest_is_read(tmp_path: Path) -> None:
    yard = {
        "yard/beds": {
            "0001_initial": PLANT.format("Bed"),
            "0002_nowhere": 'migrations.RunSQL("SELECT 1 FROM beds_bed"),\n        migrations.RunSQL("UPDATE nowhere SET a = 1")',
            "0003_more": f'{PLANT.format("Path")}, migrations.DeleteModel("Bed"), migrations.RunSQL(["DELETE FROM beds_bed"])',
        }
    }
    project(tmp_path, yard)
    told, _ = history(tmp_path)
    why, sql, path, line, _ = told["beds.0002_nowhere"]["failure"]
    assert "nowhere" in why and sql == "UPDATE nowhere SET a = 1"
    assert (path, line) == ("yard/beds/migrations/0002_nowhere.py", 8)
    assert told["beds.0003_more"]["read"]
    assert acts(told["beds.0003_more"]) == [
        ("create", "beds_path"), ("drop", "beds_bed"), ("delete from", "beds_bed")]  # fmt: skip
    code, printed = checked(tmp_path, "--rule", "revision_fails")
    assert code == 1 and "beds.0002_nowhere stops on SQLite" in printed


def test_squashed_migrations_stand_for_what_they_replace(tmp_path: Path) -> None:
    yard = {
        "yard/beds": {
            "0001_initial": PLANT.format("Bed"),
            "0002_more": PLANT.format("Path"),
            "0001_squashed_0002_more": f"[] | {PLANT.format('Bed')}, {PLANT.format('Path')}",
            "0003_last": f'[("beds", "0002_more")] | {PLANT.format("Gate")}',
        }
    }
    project(tmp_path, yard)
    path = tmp_path / "yard/beds/migrations/0001_squashed_0002_more.py"
    replaces = '    replaces = [("beds", "0001_initial"), ("beds", "0002_more")]\n    operations'
    path.write_text(path.read_text().replace("    operations", replaces))
    told, _ = history(tmp_path)
    assert list(told) == ["beds.0001_squashed_0002_more", "beds.0003_last"]
    assert checked(tmp_path, "--rule", "single_ordered_list")[0] == 0


def test_an_own_user_model_and_an_own_label(tmp_path: Path) -> None:
    user = 'migrations.CreateModel("Person", [("id", models.BigAutoField(primary_key=True)), ("password", models.CharField(max_length=9)), ("last_login", models.DateTimeField(null=True))], options={"swappable": "AUTH_USER_MODEL"})'
    needs = "[migrations.swappable_dependency(__import__('django.conf', fromlist=['settings']).settings.AUTH_USER_MODEL)]"
    bed = PLANT.format("Bed").replace(
        '[("id"', '[("keeper", models.ForeignKey("members.Person", models.CASCADE)), ("id"'
    )
    yard = {
        "yard/people": {"0001_initial": user},
        "yard/beds": {"0001_initial": f"{needs} | {bed}"},
    }
    model = "from django.contrib.auth.base_user import AbstractBaseUser\n\nclass Person(AbstractBaseUser):\n    USERNAME_FIELD = 'password'\n"
    label = "from django.apps import AppConfig\n\nclass People(AppConfig):\n    name = 'yard.people'\n    label = 'members'\n"
    files = {"yard/people/models.py": model, "yard/people/apps.py": label}
    project(tmp_path, yard, more='AUTH_USER_MODEL = "members.Person"', **files)
    told, _ = history(tmp_path)
    assert list(told) == ["members.0001_initial", "beds.0001_initial"]
    assert ("refer to", "members_person") in acts(told["beds.0001_initial"])


def test_what_stays_after_each_operation_is_known(tmp_path: Path) -> None:
    yard = {
        "yard/beds": {"0001_initial": f"{PLANT.format('Bed')},\n        {PLANT.format('Path')}"}
    }
    project(tmp_path, yard)
    path = tmp_path / "yard/beds/migrations/0001_initial.py"
    path.write_text(
        path.read_text().replace("    operations", "    atomic = False\n    operations")
    )
    told, _ = history(tmp_path)
    assert [each[3] for each in told["beds.0001_initial"]["sent"]] == [False, True, False]
    _, printed = checked(tmp_path, "--rule", "not_resumable")
    assert "beds.0001_initial, stopped on SQLite behind line 8" in printed


def mistake(root: Path, *words: str) -> str:
    code, printed = checked(root, *words)
    assert code == 2, printed
    assert "Traceback" not in printed
    assert not (root / "deployment.db").exists()
    return printed


def test_circles(tmp_path: Path) -> None:
    yard = {
        "yard/beds": {"0001_initial": f'[("paths", "0001_initial")] | {PLANT.format("Bed")}'},
        "yard/paths": {"0001_initial": f'[("beds", "0001_initial")] | {PLANT.format("Path")}'},
    }
    printed = mistake(project(tmp_path, yard))
    assert "depend on each other in a circle: " in printed and " → " in printed
    assert "beds.0001_initial" in printed and "paths.0001_initial" in printed


def test_dependencies_that_do_not_exist(tmp_path: Path) -> None:
    yard = {"yard/beds": {"0001_initial": f'[("paths", "0001_initial")] | {PLANT.format("Bed")}'}}
    printed = mistake(project(tmp_path, yard))
    assert "beds/migrations/0001_initial.py: Django cannot follow" in printed
    assert "INSTALLED_APPS" in printed


def test_an_app_with_two_ends(tmp_path: Path) -> None:
    yard = {
        "yard/beds": {
            "0001_initial": PLANT.format("Bed"),
            "0002_one": PLANT.format("One"),
            "0002_two": f'[("beds", "0001_initial")] | {PLANT.format("Two")}',
        }
    }
    project(tmp_path, yard)
    code, printed = checked(tmp_path)
    assert code == 1
    assert "single_ordered_list" in printed and "beds.0002_two" in printed
    assert "ends with several migrations: 0002_one, 0002_two" in mistake(
        tmp_path, "--rule", "foreign_owner"
    )


def test_a_migration_that_cannot_be_loaded(tmp_path: Path) -> None:
    project(tmp_path, {"yard/beds": {"0001_initial": "models.Nothing()"}})
    printed = mistake(tmp_path)
    assert "yard/beds/migrations/0001_initial.py:7: a migration cannot be loaded" in printed


def test_settings_that_are_nowhere_or_broken(tmp_path: Path) -> None:
    project(tmp_path, {"yard/beds": {"0001_initial": PLANT.format("Bed")}})
    write(tmp_path, {"yard/settings.py": "import nothing_of_that_name\n"})
    assert "Django cannot be set up with yard.settings: ModuleNotFoundError" in mistake(tmp_path)
    (tmp_path / "manage.py").unlink()
    assert "nothing says which settings this Django project has" in mistake(tmp_path)


def test_an_app_that_is_not_installed_is_named(tmp_path: Path) -> None:
    project(tmp_path, YARD, **{"yard/fill.py": FILL})
    text = (tmp_path / "yard/settings.py").read_text()
    (tmp_path / "yard/settings.py").write_text(text.replace(", 'yard.preview.shade'", ""))
    told, notes = history(tmp_path)
    assert "shade.0001_initial" not in told
    assert notes == ["yard/preview/shade/migrations was not run: its app is not in INSTALLED_APPS."]


@pytest.mark.parametrize(
    "code",
    [
        "from django.db import connection; connection.ensure_connection()",
        "from django.db import models; from django.contrib.contenttypes.models import ContentType; list(ContentType.objects.using('other').all())",
    ],
)
def test_the_deployment_s_database_is_never_connected_to(code: str, tmp_path: Path) -> None:
    """Neither while apps get ready nor by a migration that names another database."""
    ready = f"from django.apps import AppConfig\n\nclass Beds(AppConfig):\n    name = 'yard.beds'\n    def ready(self):\n        try:\n            {code}\n        except Exception as error:\n            print('REFUSED', error)\n"
    more = 'DATABASES["other"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": "deployment.db"}'
    yard = {
        "yard/beds": {
            "0001_initial": f"{PLANT.format('Bed')}, migrations.RunPython(lambda apps, editor: exec({code!r}))"
        }
    }
    project(tmp_path, yard, more=more, **{"yard/beds/apps.py": ready})
    code, printed = checked(tmp_path, "--rule", "revision_fails")
    assert code == 0, printed
    assert not (tmp_path / "deployment.db").exists()


def test_a_connection_made_by_hand_is_refused(tmp_path: Path) -> None:
    code = "from django.db import connections; from django.db.backends.sqlite3.base import DatabaseWrapper; DatabaseWrapper({**connections['default'].settings_dict, 'NAME': 'deployment.db', 'COLDFRAME_SCRATCH': False}).ensure_connection()"
    yard = {
        "yard/beds": {"0001_initial": f"migrations.RunPython(lambda apps, editor: exec({code!r}))"}
    }
    project(tmp_path, yard)
    result, printed = checked(tmp_path)
    assert result == 1 and "connects to the database of the deployment" in printed
    assert not (tmp_path / "deployment.db").exists()


def test_models_that_differ_are_named_by_their_owner(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "migrations_django", tmp_path, dirs_exist_ok=True)
    commit_all(tmp_path)
    assert checked(tmp_path)[0] == 0
    models = tmp_path / "shop/preview/loyalty/models.py"
    models.write_text(models.read_text() + "    worth = models.IntegerField(default=0)\n")
    code, printed = checked(tmp_path)
    assert code == 1
    assert "shop/preview/loyalty/models.py:6" in printed
    assert (
        "makemigrations would write: Add field worth to points; loyalty_points is a table of"
        in printed
    )


def test_stable_rows_are_proven_to_be_kept(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "migrations_django", tmp_path, dirs_exist_ok=True)
    loses = (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        '    dependencies = [("orders", "0002_note")]\n'
        '    operations = [migrations.RunSQL("UPDATE orders_order SET note = NULL")]\n'
    )
    commit_all(tmp_path)
    done = run_python(tmp_path, "-m", "coldframe", "migrations", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    write(tmp_path, {"shop/orders/migrations/0003_lost.py": loses})
    done = run_python(tmp_path, "-m", "coldframe", "migrations", "verify")
    assert done.returncode == 1
    assert "orders.0003_lost" in done.stdout and "orders_order.note" in done.stdout
