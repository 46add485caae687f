"""``coldframe check`` and ``coldframe explain``, as they are typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gardens import garden
from hosts import write

from coldframe.check.catalogue import RULES, every_rule
from coldframe.cli import main
from coldframe.compat.catalogue import CompatRule, compat_rules


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The garden, and we are in it."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(garden(tmp_path / "host", '[rules]\nundeclared_feature = "off"\n'))
    return tmp_path / "host"


def test_findings_exit_with_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("stable_imports_preview: 2 errors\n")
    assert "garden/beds.py" in out and "from garden.preview.watering import Schedule" in out
    assert out.splitlines()[-1].startswith("2 errors in 2 files; 1 feature, ")
    assert "\x1b" not in out


def test_clean_exits_with_0(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"garden/beds.py": "", "garden/paths.py": ""})
    assert main(["check", str(root / "garden")]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("kept: 1 feature, ")


def test_warnings_exit_with_0_unless_strict(root: Path) -> None:
    write(root, {"coldframe.toml": '[rules]\nstable_imports_preview="warn"\n'})
    assert main(["check", "--rule", "stable_imports_preview"]) == 0
    assert main(["check", "--rule", "stable_imports_preview", "--strict"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--rule", "overdu"], "Did you mean overdue?"),
        (["--format", "sarf"], "Did you mean sarif?"),
        (["--format", "text", "--json"], "two formats cannot both go to standard output"),
        (["--format", "json=a", "--output", "b"], "--output goes with a single --format"),
        (["--format", "json", "--output", "none/b"], "none/b cannot be written"),
        (["--changed-since", "none"], "git knows no revision 'none'"),
        (["--baseline", "none"], "there is no baseline none"),
        (["--update-baseline"], "whole tree"),
        (["nowhere"], "nowhere"),
        (["--no-such-option"], "unrecognized arguments"),
    ],
)
def test_misuse_exits_with_2_and_says_what_to_do(
    words: list[str], told: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *words]) == 2
    err = capsys.readouterr().err
    assert told in err and "Traceback" not in err


def test_formats_go_where_they_are_sent(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--format", "sarif=a.sarif", "--format", "junit=a.xml", "--format", "github"]
    assert main(["check", *words]) == 1
    assert capsys.readouterr().out.count("::error file=garden/") == 2
    assert json.loads((root / "a.sarif").read_text())["version"] == "2.1.0"
    assert (root / "a.xml").read_text().startswith("<?xml")
    assert main(["check", "--format", "json", "--output", "a.json"]) == 1
    assert json.loads((root / "a.json").read_text())["kept"] is False
    assert "2 errors" in capsys.readouterr().out, "people still see what was found"
    assert main(["check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["counts"]["errors"] == 2
    assert not list(root.glob("*.new"))


def test_baseline_round(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--baseline", "known.json", "--update-baseline"]) == 0
    assert main(["check", "--baseline", "known.json"]) == 0
    assert "(2 findings accepted)" in capsys.readouterr().out
    write(root, {"garden/beds.py": ""})
    assert main(["check", "--baseline", "known.json"]) == 0
    assert "1 known finding of the baseline is gone" in capsys.readouterr().out


def test_same_bytes_on_every_run(root: Path) -> None:
    def once(seed: str) -> bytes:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        words = [sys.executable, "-m", "coldframe", "check", "--json"]
        return subprocess.run(words, cwd=root, env=env, capture_output=True).stdout

    assert once("1") == once("2") != b""


def test_ascii_only_terminal_is_no_reason_to_fail(root: Path) -> None:
    write(root, {"garden/gärten.py": "from garden.preview.watering import Schedule # →\n"})
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "coldframe", "check"]
    done = subprocess.run(words, cwd=root, env=env, capture_output=True)
    assert done.returncode == 1 and done.stderr == b""
    assert b"garden/g\\xe4rten.py" in done.stdout and b"# \\u2192" in done.stdout


def test_rules_are_listed_with_the_settings_severity(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--list-rules"]) == 0
    running = capsys.readouterr().out
    assert "undeclared_feature" not in running and "(--probe)" not in running
    assert main(["explain"]) == 0
    every = capsys.readouterr().out
    assert all(module.RULE.name in every for module in RULES)
    columns = {
        line.index(word)
        for line in every.splitlines()
        if line.startswith("  ")
        for word in ("error", "warn", "off")
        if line.split()[1] == word
    }
    assert len(columns) == 1, "aligned"


@pytest.mark.parametrize("name", [module.RULE.name for module in RULES])
def test_every_rule_is_explained_with_its_example(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", name]) == 0
    out = capsys.readouterr().out
    module = next(module for module in RULES if module.RULE.name == name)
    assert out.startswith(name)
    assert (module.__doc__ or "").strip() in out
    for title in ("Why: ", "What to do: ", "Broken", "coldframe check says", "Kept", "Settings"):
        assert f"\n{title}" in out


def test_list_of_rules_for_programs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--list-rules", "--json", "--rule", "overdue"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [rule["name"] for rule in told["rules"]] == ["overdue"]


def test_explain_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["name"] for rule in rules] == [module.RULE.name for module in every_rule()]
    severities = {rule["name"]: rule["severity"] for rule in rules}
    assert severities["undeclared_feature"] == "off", "as the settings say"


@pytest.mark.parametrize("rule", compat_rules(), ids=lambda rule: f"{rule.surface} {rule.name}")
def test_every_rule_of_compat_is_explained(
    rule: CompatRule, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", rule.name]) == 0
    out = capsys.readouterr().out
    assert f"{rule.name} (compat diff, {rule.surface}" in out
    assert rule.why.split()[0] in out and "What to do: " in out and "{" not in out
    assert main(["explain", rule.name, "--json"]) == 0
    assert rule._asdict() in json.loads(capsys.readouterr().out)["rules"]


def test_unknown_rule_is_told_the_nearest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "stable_import_preview"]) == 2
    assert "Did you mean stable_imports_preview?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "settings", ["[rules]\noverdu = 'off'\n", "x = [\n", "plugins = ['none']\n"]
)
def test_wrong_settings_keep_nobody_from_reading(
    settings: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, {"coldframe.toml": settings})
    assert main(["check"]) == 2
    assert main(["explain"]) == 0
    assert main(["explain", "overdue"]) == 0
    assert main(["explain", "overdu"]) == 2
