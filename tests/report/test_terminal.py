"""Colours only where they are wanted; nothing that a terminal would obey."""

from __future__ import annotations

import io

import pytest

from coldframe.report.terminal import Style, harmless, readable, style_for, width_of, write


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("variables", "terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_on_colours(
    variables: dict[str, str], terminal: bool, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert style_for(Terminal() if terminal else io.StringIO()).on is wanted


def test_style_that_is_off_changes_nothing() -> None:
    assert Style(False).red("x") == "x"
    assert Style(True).red("x") == "\x1b[31mx\x1b[0m"
    assert Style(True).red("") == ""


def test_width_is_told_or_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    assert width_of(io.StringIO(), 77) == 77
    monkeypatch.setenv("COLUMNS", "120")
    assert width_of(io.StringIO()) == 120


def test_harmful_characters_are_spelled_out() -> None:
    assert harmless("a\x1b[2Jb\nc\u202ed\udce9") == "a\\x1b[2Jb\\x0ac\\u202ed\\xe9"
    assert readable("a\nb\udce9é") == "a\nb\\xe9é"


def test_stream_that_lacks_a_character_gets_it_escaped() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    write(stream, "pipes → pumps")
    stream.flush()
    assert raw.getvalue() == b"pipes \\u2192 pumps"
