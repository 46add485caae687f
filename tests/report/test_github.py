"""Annotations on GitHub: one line each, escaped as the runner unescapes them."""

from __future__ import annotations

import re
from pathlib import Path

from outcomes import FINDINGS, ODD, outcome

from coldframe.report.github import render
from coldframe.report.terminal import readable

COMMAND = re.compile(r"::(\w+)(?: ([^:]*))?::(.*)")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """What the runner makes of a line (actions/runner, ActionCommand.cs)."""

    def unescaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
        for written, meant in pairs:
            text = text.replace(written, meant)
        return text

    data = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
    names = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
    found = COMMAND.fullmatch(line)
    assert found
    properties = dict(pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
    return (
        found[1],
        {name: unescaped(value, names) for name, value in properties.items()},
        unescaped(found[3], data),
    )


def test_the_runner_gets_back_what_was_meant() -> None:
    commands = [parsed(line) for line in render(outcome()).splitlines()]
    assert [kind for kind, _, _ in commands] == ["error"] * 3 + ["warning", "notice", "notice"]
    assert commands[0] == (
        "error",
        {"file": "src/beds.py", "line": "3", "col": "8", "title": "stable_imports_preview"},
        "stable code imports p.q\nReach the feature through a plug point.",
    )
    assert commands[2][1]["file"] == readable(ODD)
    assert commands[2][2] == '100% <bad> & "x"\r\nnext\nSpecial.'
    assert commands[3][1]["line"] == "1"


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "services" / "garden").mkdir(parents=True)
    text = render(outcome(FINDINGS[:1], root=str(tmp_path / "services" / "garden")))
    assert text.startswith("::error file=services/garden/src/beds.py,line=3,")


def test_errors_come_before_warnings() -> None:
    text = render(outcome(FINDINGS[::-1]))
    assert [line.split()[0] for line in text.splitlines()[:4]] == ["::error"] * 3 + ["::warning"]
