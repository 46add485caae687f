"""The commands that a page shows, and whether the program still prints what stands below them."""

from __future__ import annotations

import re
from pathlib import Path

from command import coldframe

from tools.sdists import ROOT

_BLOCK = re.compile(r"^```(?:console|text)\n(.*?)^```", re.M | re.S)


def commands_of(page: str) -> list[tuple[list[str], list[str]]]:
    """The words of each ``$ coldframe`` line of ``page``, and the lines below it."""
    found: list[tuple[list[str], list[str]]] = []
    for block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        below: list[str] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                below = []
                if line.startswith("$ coldframe "):
                    found.append((line.partition("  #")[0].split()[2:], below))
            else:
                below.append(line.rstrip())
    return found


def missing(shown: list[str], printed: str) -> list[str]:
    """The lines of ``shown`` that are not printed in this order; ``...`` leaves some out."""
    left = iter([line.rstrip() for line in printed.splitlines()])
    return [line for line in shown if line and line != "..." and line not in left]


def printed(words: list[str], host: Path) -> str:
    """What the command prints in ``host``, on a terminal of 100 columns."""
    done = coldframe(host, *words, COLUMNS="100")
    assert not done.stderr, done.stderr
    return done.stdout
