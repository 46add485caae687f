"""What the settings accept is shown and does not fail, until its time is over."""

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
    get: {responses: {"200": {description: All.}}}
    delete: {responses: {"200": {description: None left.}}}
"""
NEW = OLD[: OLD.index("    delete")]
ENTRY = """\
[calendar]
releases = ["1.0.0", "1.1.0"]
planned = ["2.0.0"]
[[compat.accepted]]
rule = "operation_removed"
subject = "DELETE /*"
reason = "Nobody calls it."
until = "2.0.0"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    (tmp_path / "coldframe.toml").write_text(ENTRY)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["compat", "diff", *(words or ("old.yaml", "new.yaml"))])
    return code, "".join(capsys.readouterr())


def test_what_is_accepted_is_shown_and_does_not_fail(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = compared(capsys)
    assert code == 0
    assert "accepted operation_removed" in told and "; 1 accepted;" in told
    assert "What breaks callers is accepted" in told and "a major one" in told
    assert "Accepted until 2.0.0: Nobody calls it." in " ".join(told.split())
    code, told = compared(capsys, "old.yaml", "new.yaml", "--format", "sarif")
    (result,) = json.loads(told)["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "external", "justification": "Accepted until 2.0.0: Nobody calls it."}
    ]
    code, told = compared(capsys, "old.yaml", "new.yaml", "--format", "comment")
    assert "| accepted | operation_removed |" in told and "Nobody calls it." in told
    code, told = compared(capsys, "old.yaml", "new.yaml", "--json")
    (change,) = json.loads(told)["changes"]
    assert (change["accepted"], change["until"]) == ("Nobody calls it.", "2.0.0")


@pytest.mark.parametrize("until", ["1.1.0", "2020-01-01"])
def test_what_has_expired_counts_again_and_says_so(
    until: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "coldframe.toml").write_text(ENTRY.replace('until = "2.0.0"', f'until = "{until}"'))
    code, told = compared(capsys)
    assert code == 1
    assert f"Its acceptance ended with {until} (coldframe.toml:4)." in told


def test_an_acceptance_that_nothing_needs_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = compared(capsys, "old.yaml", "old.yaml")
    assert code == 0 and "coldframe.toml:4: nothing here needs" in told
    (folder / "coldframe.toml").write_text(ENTRY + 'place = "other.yaml"\n')
    code, told = compared(capsys)
    assert code == 1 and "nothing here needs" not in told
    (folder / "coldframe.toml").write_text(ENTRY.replace("operation_removed", "module_removed"))
    code, told = compared(capsys)
    assert code == 1 and "nothing here needs" not in told  # it is for Python names


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('until = "2.0.0"\n', "", "coldframe.toml:4: this acceptance does not say its until"),
        ('reason = "Nobody calls it."\n', "", "does not say its reason"),
        ("operation_removed", "operation_remove", "there is no rule 'operation_remove'"),
        ('until = "2.0.0"', 'until = "soon"', "coldframe.toml:8: until is"),
    ],
)
def test_mistakes_name_their_line(
    old: str, new: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "coldframe.toml").write_text(ENTRY.replace(old, new))
    code, told = compared(capsys)
    assert code == 2 and said in told


def test_only_a_star_is_special(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "coldframe.toml").write_text(ENTRY.replace("DELETE /*", "DELETE /thing?"))
    code, told = compared(capsys)
    assert code == 1 and "nothing here needs" in told
