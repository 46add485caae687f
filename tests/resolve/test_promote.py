"""``coldframe promote``: what it refuses, what it writes into the record, and that it can be undone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.check.placement.destination import Targets
from coldframe.cli import main
from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import parse_tombstones
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.fact import PASSED, Fact
from coldframe.prove.evidence.store import Store
from coldframe.resolve.ending import the_feature
from coldframe.resolve.promote import promote
from coldframe.resolve.promoting.moving import moving

EXAMPLES = Path(__file__).parents[2] / "examples"


def host(root: Path, example: str, files: dict[str, str] | None = None) -> Path:
    shutil.copytree(EXAMPLES / example / "before", root, dirs_exist_ok=True)
    write(root, dict(files or {}))
    commit_all(root, tag="v2.0.0")
    return root


DECLARATION = "shop/preview/loyalty/preview.toml"


def test_what_is_not_ready_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "shop/preview/gifts.py": "CARD = 1\n",
        "shop/preview/loyalty/points.py": "from ..gifts import CARD\n",
        DECLARATION: 'title = "Loyalty"\ntarget = "shop.loyalty"\nsince = "2.0.0"\nowners = ["ada"]\n',
    }
    root = host(tmp_path, "promote_package", files)
    plan = promote("loyalty", str(root))
    assert [one.criterion for one in plan.refusals] == ["undeclared_need", "missing_spec", "needs"]
    assert all(one.waivable for one in plan.refusals)
    assert plan.edits == ()
    assert main(["promote", "loyalty", "--path", str(root), "--apply"]) == 1
    assert "missing_spec" in capsys.readouterr().out
    assert git(root, "status", "--porcelain") == ""


def test_an_override_goes_into_the_record(tmp_path: Path) -> None:
    files = {DECLARATION: 'title = "Loyalty"\ntarget = "shop.loyalty"\nowners = ["ada"]\n'}
    root = host(tmp_path, "promote_package", files)
    plan = promote("loyalty", str(root), override="The board wants it.")
    assert plan.refusals == ()
    record = next(edit for edit in plan.edits if edit.path == "shop/preview/ended.toml")
    (stone,) = parse_tombstones(record.after or b"", record.path)
    assert stone.reason == "The board wants it."
    assert any("missing_spec" in note for note in plan.notes)
    ready = promote(
        "loyalty", str(host(tmp_path / "ready", "promote_package")), override="Why not."
    )
    record = next(edit for edit in ready.edits if edit.path == "shop/preview/ended.toml")
    assert parse_tombstones(record.after or b"", record.path)[0].reason == ""


NO_LONGER_OFF = '[tool.coldframe.prove]\noff = ["scalable", "usable", "compatible"]\n'


def test_it_is_refused_until_evidence_shows_that_it_is_ready(tmp_path: Path) -> None:
    root = host(tmp_path, "promote_package")
    settings = root / "pyproject.toml"
    text = settings.read_text().split("[tool.coldframe.prove]")[0] + NO_LONGER_OFF
    settings.write_text(text)
    (refusal,) = promote("loyalty", str(root)).refusals
    assert (refusal.criterion, refusal.waivable) == ("evidence", True)
    assert refusal.why.endswith("shows that it is reliable, reversible, kept apart")
    feature = the_feature(open_host(root), "loyalty")
    state = digest(open_host(root), feature)
    facts = [
        Fact(
            feature.module,
            "tests",
            "t",
            PASSED,
            run=f"{n}",
            time=f"2026-10-{n}",
            digest=state.value,
        )
        for n in range(10, 31)
    ]
    with Store(str(root / ".coldframe/evidence.sqlite")) as store:
        store.append(facts)
        (refusal,) = promote("loyalty", str(root)).refusals
        assert refusal.criterion == "reliable"
        assert refusal.why.startswith("not enough evidence: 21 of 30 runs; 21 of 21 runs passed")
        store.append(fact._replace(run=f"{fact.run} again") for fact in facts)
    assert promote("loyalty", str(root)).refusals == ()


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("shop.money", "shop.money exists already (shop/money.py)"),
        ("shop.preview.cards", "is in the preview tree shop.preview"),
        ("nowhere.cards", "there is no nowhere"),
        ({"points": "shop.points"}, "no target says where shop/preview/loyalty/__init__.py goes"),
        ({"": "shop.loyalty", "points": "shop.loyalty"}, ""),
    ],
)
def test_targets(to: str | dict[str, str], words: str, tmp_path: Path) -> None:
    plan = promote("loyalty", str(host(tmp_path, "promote_package")), to=to, override="Now.")
    assert [words in one.why for one in plan.refusals] == ([True] if words else [])
    assert not any(one.waivable for one in plan.refusals)


def test_a_file_in_the_way_is_refused_and_an_override_does_not_help(tmp_path: Path) -> None:
    files = {"shop/customers/points.py": "POINTS = 1\n"}
    root = host(tmp_path, "promote_into_a_package", files)
    (refusal,) = promote("loyalty", str(root), override="Now.").refusals
    assert refusal.criterion == "target_taken"
    assert "shop/customers/points.py" in refusal.why


def test_a_folder_moves_only_as_a_whole_and_not_into_one_around_it(tmp_path: Path) -> None:
    root = host(tmp_path, "promote_src_layout")
    feature = the_feature(open_host(root), "loyalty")
    found = moving(open_host(root), feature, Targets(open_host(root), feature, "shop.loyalty"))
    assert {old: new for old, new in found.renames.paths.items() if "." not in old} == {
        "src/shop/preview/loyalty": "src/shop/loyalty",
        "src/shop/preview/loyalty/rules": "src/shop/loyalty/rules",
        "tests/preview/loyalty": "tests/loyalty",
    }
    assert "tests.preview" not in found.renames.modules


def test_mistakes(tmp_path: Path) -> None:
    files = {DECLARATION: 'title = "Loyalty"\nowners = ["ada"]\n'}
    root = str(host(tmp_path, "promote_package", files))
    for words, message in (
        ({"name": "loyalti"}, "there is no feature loyalti"),
        ({"name": "loyalty"}, "loyalty has no target"),
        ({"name": "loyalty", "to": "shop.l", "release": "soon"}, "soon is no release"),
        ({"name": "loyalty", "to": "shop.l", "aliases_until": "ever"}, "--aliases-until ever"),
    ):
        with pytest.raises(Mistake, match=message):
            promote(words.pop("name"), root, **words)  # type: ignore[arg-type]


def test_a_second_run_says_that_it_is_done_and_undo_takes_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = host(tmp_path, "promote_package")
    words = ["promote", "loyalty", "--path", str(root), "--apply"]
    assert main(words) == 0
    capsys.readouterr()
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "loyalty was promoted in 2.1.0 already" in printed
    assert "Nothing to write." in printed
    assert main(["undo", str(root)]) == 0
    assert git(root, "status", "--porcelain", "--ignored") == ""


def test_the_plan_as_json_repeats_its_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = host(tmp_path, "promote_to_several_places")
    words = [
        "promote",
        "loyalty",
        "--path",
        str(root),
        "--to",
        "points=shop.points",
        "--to",
        "shop.l",
    ]
    assert main([*words, "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["command"].startswith(f"coldframe promote loyalty --path {root} --to points=shop")
    assert {"shop/points.py", "shop/l/policies.py"} <= {move["path"] for move in plan["moves"]}


RUNS = {
    "promote_django_app": ["manage.py", "test", "tests"],
    "promote_fastapi_service": ["-m", "pytest", "-q", "-p", "no:cacheprovider"],
}


@pytest.mark.parametrize("example", sorted(RUNS))
def test_an_application_passes_its_own_tests_before_and_after(example: str, tmp_path: Path) -> None:
    root = host(tmp_path, example)
    words = (EXAMPLES / example / "command.txt").read_text().split()[1:]
    passed = []
    for command in ([], [*words, "--apply"], ["undo"]):
        if command:
            where = ["--path", str(root)] if command[0] != "undo" else [str(root)]
            assert main([*command, *where]) == 0
        for cached in root.rglob("__pycache__"):
            shutil.rmtree(cached)
        done = subprocess.run(
            [sys.executable, "-B", "-W", "error::DeprecationWarning:shop", *RUNS[example]],
            cwd=root,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        passed.append(
            [line for line in (done.stdout + done.stderr).splitlines() if "2 " in line][:1]
        )
    assert len(passed) == 3


def test_a_django_application_keeps_its_label_and_loggers_are_told(tmp_path: Path) -> None:
    files = {
        "shop/settings.py": "INSTALLED_APPS = ['shop.preview.loyalty']\n",
        "shop/preview/loyalty/apps.py": "import logging\n\nfrom django.apps import AppConfig\n\n"
        "LOG = logging.getLogger(__name__)\n\n\nclass Config(AppConfig):\n"
        "    name = 'shop.preview.loyalty'\n    default = True\n",
    }
    root = host(tmp_path, "promote_package", files)
    plan = promote("loyalty", str(root), to="shop.rewards", override="a test")
    after = {edit.path: (edit.after or b"").decode() for edit in plan.edits}
    assert after["shop/settings.py"] == "INSTALLED_APPS = ['shop.rewards']\n"
    assert "    name = 'shop.rewards'\n    label = 'loyalty'\n" in after["shop/rewards/apps.py"]
    assert any("keeps its label loyalty" in note for note in plan.notes)
    assert any("begin with shop.rewards (1 of them)" in note for note in plan.notes)
    assert not any(one.path == "shop/rewards/apps.py" for one in plan.left)


def test_what_becomes_stable_is_shown_stored_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "host"
    shutil.copytree(EXAMPLES / "promote_package" / "before", root)
    commit_all(root, tag="v2.0.0")
    monkeypatch.chdir(root)
    assert main(["promote", "loyalty"]) == 0
    shown = capsys.readouterr().out
    assert "Stable from now on, and to stay compatible:" in shown
    assert "shop.loyalty.Points" in shown and "shop.plugins:loyalty" in shown
    assert main(["promote", "loyalty", "--json"]) == 0
    frozen = json.loads(capsys.readouterr().out)["frozen"]
    assert frozen["entry_points"] == ["shop.plugins:loyalty"]
    assert not any("preview" in name for name in frozen["python"])
    assert main(["promote", "loyalty", "--apply"]) == 0
    snapshot = "stable-surfaces/loyalty-2.1.0.json"
    assert main(["compat", "diff", snapshot, "."]) == 0
    capsys.readouterr()
    # Another part of the host may change; this one may not.
    (root / "shop/other.py").write_text("def new(): ...\n")
    assert main(["compat", "diff", snapshot, ".", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    points = root / "shop/loyalty/points.py"
    points.write_text(points.read_text().replace("def worth(self)", "def worth(self, more)"))
    assert main(["compat", "diff", snapshot, ".", "--json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["severity"] == "error" and "worth" in change["subject"]


def test_of_a_package_that_takes_it_in_only_what_is_new_is_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "host"
    shutil.copytree(EXAMPLES / "promote_into_a_package" / "before", root)
    commit_all(root, tag="v2.0.0")
    monkeypatch.chdir(root)
    (names,) = (one.names for one in promote("loyalty").frozen if one.surface == "python")
    points = "shop.customers.points"
    assert names == (points, f"{points}.Points", f"{points}.worth")
    assert main(["promote", "loyalty", "--apply"]) == 0
    snapshot = "stable-surfaces/loyalty-2.1.0.json"
    people = root / "shop/customers/people.py"
    people.write_text("class Person:\n    def name(self, short): ...\n\n\nclass Else: ...\n")
    capsys.readouterr()
    assert main(["compat", "diff", snapshot, ".", "--json"]) == 0
    # What its class inherits from a class of that package is its own promise, too.
    frozen = json.loads((root / snapshot).read_text())["python"]["entries"]
    assert frozen[f"{points}.Points"]["bases"] == ["shop.customers.people.Person"]
    assert "open" not in frozen[f"{points}.Points"]


def test_the_routes_that_it_claims_are_among_what_is_frozen(tmp_path: Path) -> None:
    plan = promote("search", str(host(tmp_path, "promote_fastapi_service")))
    assert ("routes", ("/search",)) in plan.frozen


def test_without_griffe_the_rest_is_frozen_and_a_note_tells_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "host"
    shutil.copytree(EXAMPLES / "promote_package" / "before", root)
    commit_all(root, tag="v2.0.0")
    monkeypatch.chdir(root)
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "griffe", None)
        assert main(["promote", "loyalty", "--apply"]) == 0
    assert "pip install 'coldframe[compat]'" in capsys.readouterr().out.replace("\n  ", " ")
    snapshot = "stable-surfaces/loyalty-2.1.0.json"
    assert "python" not in json.loads((root / snapshot).read_text())
    settings = root / "pyproject.toml"
    settings.write_text(settings.read_text().replace("\nloyalty = ", "\nother = "))
    assert main(["compat", "diff", snapshot, ".", "--json"]) == 1
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert {change["surface"] for change in changes} == {"entry_points"}


def test_no_snapshot_is_stored_where_none_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "host"
    shutil.copytree(EXAMPLES / "promote_package" / "before", root)
    with open(root / "pyproject.toml", "a") as file:
        file.write('\n[tool.coldframe.compat]\nsnapshots = ""\n')
    commit_all(root, tag="v2.0.0")
    monkeypatch.chdir(root)
    assert main(["promote", "loyalty", "--apply"]) == 0
    assert not (root / "stable-surfaces").exists()


@pytest.mark.parametrize("folder", ["../out", "/etc", "a//b", "a/../../b", "a\\b"])
def test_snapshots_stay_in_the_host(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "host", {"coldframe.toml": f"[compat]\nsnapshots = '{folder}'\n"})
    monkeypatch.chdir(root)
    assert main(["status"]) == 2
    assert "must be a folder of the host" in capsys.readouterr().err


def test_setuptools_does_not_take_the_snapshots_for_a_package(tmp_path: Path) -> None:
    from setuptools.discovery import FlatLayoutPackageFinder

    from coldframe.declare.settings import CompatSettings

    folder = CompatSettings().snapshots
    write(tmp_path, {"shop/__init__.py": "", f"{folder}/loyalty-2.1.0.json": "{}"})
    assert FlatLayoutPackageFinder.find(str(tmp_path)) == ["shop"]
    write(tmp_path, {"surfaces/loyalty-2.1.0.json": "{}"})  # as it was called at first
    assert "surfaces" in FlatLayoutPackageFinder.find(str(tmp_path))
