"""The command line: one file per command, each a thin skin over a library function."""

from __future__ import annotations

from coldframe.cli.main import main, program

__all__ = ["main", "program"]
