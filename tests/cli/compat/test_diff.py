"""``coldframe compat diff`` as people and programs see it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from coldframe.cli.main import main

OLD = """
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /things:
    get:
      parameters: [{name: size, in: query, schema: {type: integer}}]
      responses: {"200": {description: All.}}
"""
NEW = OLD.replace("schema:", "required: true, schema:")
PREVIEW = OLD.replace("    get:", "    get:\n      x-stability-level: beta")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("old", OLD), ("new", NEW), ("preview", PREVIEW)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_error_is_told_with_rule_place_reason_and_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compat", "diff", "old.yaml", "new.yaml"]) == 1
    out = capsys.readouterr().out
    assert out == (
        "error parameter_required\n"
        "  GET /things: the query parameter size is required now\n"
        "  Calls without it were valid. Leave it optional.\n"
        "  old.yaml #/paths/~1things/get/parameters/0\n"
        "  new.yaml #/paths/~1things/get/parameters/0\n"
        "\n"
        "Callers break: 1 error, no warnings, no other changes; the next version is a major one.\n"
    )


def test_what_was_a_preview_may_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "newer.yaml").write_text(PREVIEW.replace("schema:", "required: true, schema:"))
    assert main(["compat", "diff", "preview.yaml", "newer.yaml", "--all"]) == 0
    assert "It was beta in the base, so it may change." in capsys.readouterr().out
    assert main(["compat", "diff", "old.yaml", "preview.yaml"]) == 1
    assert "stability_lowered" in capsys.readouterr().out


def test_json_has_both_places_and_the_bump(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compat", "diff", "old.yaml", "new.yaml", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == 1 and found["bump"] == "major"
    assert found["changes"][0]["base"]["pointer"] == "#/paths/~1things/get/parameters/0"


def test_a_revision_of_git_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", "old.yaml")
    git("commit", "-qm", "old")
    assert main(["compat", "diff", "HEAD:old.yaml", "new.yaml", "--format", "comment"]) == 1
    assert "| error | parameter_required | `GET /things`" in capsys.readouterr().out
    assert main(["compat", "diff", "HEAD:gone.yaml", "new.yaml"]) == 2
    assert "git has no such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["old.yaml", "gone.yaml"], ["old.yaml", "."], ["old.yaml", "new.yaml", "--fail-on", "x"]],
)
def test_misuse_ends_with_two(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compat", "diff", *words]) == 2
    assert capsys.readouterr().err.startswith("coldframe: ")
