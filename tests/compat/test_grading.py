"""The settings give rules of compat another severity, and everything follows."""

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
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {enum: [red, blue]}}}
    delete:
      x-stability-level: beta
      responses: {"200": {description: None left.}}
"""
NEW = OLD[: OLD.index("    delete")].replace("blue]", "blue, green]")
VALUE = "response_enum_value_added"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "new.yaml").write_text(NEW)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ruled(folder: Path, *lines: str) -> None:
    (folder / "coldframe.toml").write_text("[compat.rules]\n" + "".join(f"{x}\n" for x in lines))


def compared(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["compat", "diff", "old.yaml", "new.yaml", *words])
    return code, "".join(capsys.readouterr())


def severities(capsys: pytest.CaptureFixture[str]) -> tuple[int, str, dict[str, str]]:
    code, told = compared(capsys, "--json")
    found = json.loads(told)
    return code, found["bump"], {each["rule"]: each["severity"] for each in found["changes"]}


@pytest.mark.parametrize(
    ("severity", "code", "bump"),
    [("error", 1, "major"), ("warning", 0, "minor"), ("info", 0, "minor"), ("off", 0, "minor")],
)
def test_exit_code_and_version_follow(
    folder: Path, capsys: pytest.CaptureFixture[str], severity: str, code: int, bump: str
) -> None:
    # A preview that is gone is information, and stays it.
    usual = {VALUE: "error", "operation_removed": "info"}
    assert severities(capsys) == (1, "major", usual)
    ruled(folder, f'{VALUE} = "{severity}"', 'operation_removed = "error"')
    wanted = {**usual, VALUE: severity}
    if severity == "off":
        del wanted[VALUE]
    assert severities(capsys) == (code, bump, wanted)


def test_reports_say_who_made_it_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruled(folder, f'{VALUE} = "warning"')
    code, told = compared(capsys)
    assert code == 0 and f"warning {VALUE}" in told
    assert "Usually an error: coldframe.toml:2 says warning." in " ".join(told.split())
    code, told = compared(capsys, "--format", "sarif")
    (run,) = json.loads(told)["runs"]
    assert run["results"][0]["level"] == "warning"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"] == {"level": "error"}
    assert main(["explain", VALUE]) == 0
    assert "coldframe.toml:2 says warning." in capsys.readouterr().out
    assert main(["explain", VALUE, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules"][0]["here"] == "warning"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('response_enum_valu_added = "off"', "Did you mean 'response_enum_value_added'"),
        (f'{VALUE} = "warn"', "Write 'warning'."),
        (f"{VALUE} = 1", "it must be a string"),
    ],
)
def test_wrong_lines_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    ruled(folder, line)
    code, said = compared(capsys)
    assert code == 2 and told in said and "coldframe.toml:2" in said
