"""The commands ``init``, ``new``, ``undo`` and ``resume``, as they are typed."""

from __future__ import annotations

import json
import shlex
import shutil
from argparse import ArgumentParser
from pathlib import Path

import pytest
from faults import faulty
from hosts import commit_all, git, open_host, write

from coldframe.check.run import judge
from coldframe.cli import main
from coldframe.cli.planned import add_plan_arguments, finish
from coldframe.resolve.plan import Edit, Plan

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write(tmp_path, {"shop/__init__.py": "", "shop/experimental/loyalty.py": "x = 1\n"})
    commit_all(tmp_path)
    return tmp_path


def test_nothing_is_written_without_apply(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["init", str(shop)], ["new", "drones", "--owner", "ada", "--path", str(shop)]):
        assert main(words) == 0
        assert main([*words, "--diff"]) == 0
        assert main([*words, "--json"]) == 0
    assert git(shop, "status", "--porcelain", "--ignored") == ""
    assert not (shop / ".git/coldframe").exists()
    assert "Nothing is written yet: `coldframe init" in capsys.readouterr().out


def test_the_plan_as_json(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(shop), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["applied"] is False
    assert [edit["action"] for edit in plan["edits"]] == ["create", "create"]
    assert plan["edits"][1]["path"] == "shop/experimental/loyalty.preview.toml"
    assert plan["edits"][1]["before"] is None
    assert plan["edits"][1]["after"].startswith('title = "Loyalty"\n')


def test_the_plan_with_a_diff(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(shop), "--diff"]) == 0
    text = capsys.readouterr().out
    assert "Declarations:\n  create shop/experimental/loyalty.preview.toml\n" in text
    assert '+title = "Loyalty"\n' in text
    assert "gaps are marked by `# TODO(coldframe)`" in text


def test_apply_and_undo(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(shop), "--apply"]) == 0
    assert "2 files written. `coldframe undo` takes this back." in capsys.readouterr().out
    assert (shop / "coldframe.toml").exists()
    assert main(["undo", str(shop)]) == 0
    assert "Undone: coldframe init" in capsys.readouterr().out
    assert git(shop, "status", "--porcelain") == ""
    assert main(["undo", str(shop)]) == 2
    assert "there is nothing to undo" in capsys.readouterr().err


def test_refusals_are_mistakes(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "two-words", "--path", str(shop), "--apply"]) == 2
    assert "'two-words' is no Python name" in capsys.readouterr().err
    write(shop, {"coldframe.toml": "cycles = 3\n"})
    assert main(["init", str(shop), "--apply"]) == 2
    assert "coldframe.toml: there are uncommitted changes" in capsys.readouterr().err
    assert (shop / "coldframe.toml").read_text() == "cycles = 3\n"


def test_a_command_that_was_cut_off_is_resumed(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    probe = shutil.copytree(shop, shop.parent / "probe")
    count = faulty(probe, "kill", 0, lambda: main(["init", str(probe), "--apply"])).writes
    killed = faulty(shop, "kill", count - 2, lambda: main(["init", str(shop), "--apply"]))
    assert killed.code == -9
    assert main(["new", "drones", "--owner", "ada", "--path", str(shop), "--apply"]) == 2
    said = capsys.readouterr().err
    assert "an earlier command was cut off while it was written: coldframe init" in said
    assert f"`coldframe resume {shop}`" in said and f"`coldframe undo {shop}`" in said
    assert main(["resume", str(shop), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["paths"] == ["coldframe.toml", "shop/experimental/loyalty.preview.toml"]
    assert (shop / "coldframe.toml").read_bytes() == (probe / "coldframe.toml").read_bytes()
    assert main(["resume", str(shop)]) == 2
    assert "there is nothing to resume" in capsys.readouterr().err
    assert main(["undo", str(shop)]) == 0
    assert git(shop, "status", "--porcelain") == ""


def test_the_switch_for_files_without_commits(shop: Path) -> None:
    parser = ArgumentParser()
    add_plan_arguments(parser)
    arguments = parser.parse_args(["--apply", "--no-commit"])
    edit = Edit("shop/experimental/loyalty.py", b"x = 1\n", b"x = 2\n", "change")
    plan = Plan("coldframe renew loyalty", str(shop), (edit,), subject="Renew loyalty")
    assert finish(plan, arguments) == 0
    assert git(shop, "status", "--porcelain") == " M shop/experimental/loyalty.py\n"


@pytest.mark.parametrize("name", ["retire_pages_of_sphinx", "promote_package"])
def test_check_sees_the_tree_and_not_the_index(tmp_path: Path, name: str) -> None:
    """Without a commit, git's index still has the files that a plan took away."""
    words = shlex.split((EXAMPLES / name / "command.txt").read_text(encoding="utf-8"))[1:]
    outcomes = []
    for end in ([], ["--no-commit"]):
        root = tmp_path / ("committed" if not end else "not")
        shutil.copytree(EXAMPLES / name / "before", root)
        commit_all(root, tag="v2.0.0")
        assert main([*words, "--path", str(root), "--apply", *end]) == 0
        outcome = judge(open_host(root))
        outcomes.append((outcome.findings, outcome.unread, outcome.files))
    assert outcomes[1] == outcomes[0]
    assert outcomes[1][1] == ()
