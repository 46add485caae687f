"""The README shows what the program prints on trl."""

from __future__ import annotations

from pathlib import Path

import pytest
from shown import commands_of, missing, printed

pytestmark = pytest.mark.host


def test_what_the_readme_shows_of_trl(trl: Path) -> None:
    shown = [(words, lines) for words, lines in commands_of("README.md") if any(lines)]
    assert [words for words, _ in shown] == [["status"], ["check"]]
    for words, lines in shown:
        assert missing(lines, printed(words, trl)) == [], words
