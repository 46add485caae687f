"""What the pages show is what the program prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from shown import commands_of, missing, printed

from tools import hosts
from tools.sdists import ROOT


@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/check.md"])
def test_orchard(page: str, tmp_path: Path) -> None:
    """The commands of a page, one after the other, on the project that it is about."""
    orchard = hosts.demo_host(tmp_path / "orchard")
    commands = commands_of(page)
    assert len(commands) > 2
    wrong = {" ".join(words): missing(shown, printed(words, orchard)) for words, shown in commands}
    assert {command: lines for command, lines in wrong.items() if lines} == {}


def test_declaration_that_init_writes(tmp_path: Path) -> None:
    """The tutorial shows the whole of it."""
    orchard = hosts.demo_host(tmp_path / "orchard")
    printed(["init", "--apply"], orchard)
    written = (orchard / "orchard/experimental/pressing/preview.toml").read_text(encoding="utf-8")
    tutorial = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    assert f"```toml\n{written}```" in tutorial
