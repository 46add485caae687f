"""What a feature has to prove, as the settings say it."""

from __future__ import annotations

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import parse_settings
from coldframe.declare.settings_prove import DEFAULTS, demands_of


def test_what_is_written_goes_before_the_defaults() -> None:
    settings = parse_settings(b"[prove]\nreliable = { days = 0.5 }\n")
    demands = demands_of(settings.prove, "reliable")
    assert demands == {**DEFAULTS["reliable"], "days": 0.5}
    assert demands_of(settings.prove, "usable") == DEFAULTS["usable"]


@pytest.mark.parametrize(
    ("written", "what", "remedy"),
    [
        ("off = ['reliabel']", "off contains 'reliabel', which is no criterion", "Did you mean 'reliable'?"),
        ("reliable = { runs = 0 }", "runs is 0; it must be at least 1", "runs = 30"),
        ("reliable = { pass_rate = 99 }", "pass_rate is 99; it must be from 0 to 1", "pass_rate = 0.9"),
        ("reliable = { pass_rate = nan }", "pass_rate is nan; it must be from 0 to 1", "pass_rate = 0.9"),
        ("reliable = { confidence = 1 }", "confidence is 1; it must be from 0.5 to 0.9999", "confidence = 0.95"),
        ("reliable = { days = -1 }", "days is -1; it must be at least 0", "days = 14"),
        ("reliable = { days = '2' }", "days is \"2\", a string; it must be a number", "days = 14"),
        ("reliable = { flakes = true }", "flakes is true, a boolean; it must be a number", "flakes = 0"),
        ("scalable = { bound = 'n log' }", "bound is \"n log\"; it must be one of", "'n log n'"),
        ("reliable = 3", "reliable is 3, a number; it must be a table", "reliable = {"),
        ("reliable = { run = 3 }", "unknown key 'run'", "Did you mean 'runs'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(written: str, what: str, remedy: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_settings(f"[prove]\n{written}\n".encode())
    assert what in caught.value.what
    assert remedy in caught.value.remedy
    assert caught.value.line == 2
