"""Where Python looks names up, and which comments are types."""

from __future__ import annotations

import pytest
from reference_corpus import PACKAGES

from coldframe.source.python.convert import convert
from coldframe.source.python.parse import parse
from coldframe.source.references.code import in_code
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

GLOBAL = """\
import host


def outer():
    host = None

    def inner():
        global host
        return host.preview.vpn

    return host.preview.fwaas
"""
NOTES = """\
import host

a = 1  # type: host.preview.vpn.Driver
b = 2  # type: ignore[host.preview.vpn]
"""
PARAMETERS = "import host\ntype A[T: host.preview.vpn.Driver] = list[T]\n"


@pytest.mark.parametrize(("text", "lines"), [(GLOBAL, [9]), (NOTES, [3]), (PARAMETERS, [2])])
def test_lines_that_are_found(text: str, lines: list[int]) -> None:
    wanted = Wanted(WorkTree("/nowhere"), PACKAGES)
    for tree in (parse(text.encode()).tree, convert(text)[0]):
        found = in_code(tree, text, "host/a.py", wanted).references()
        assert sorted({one.line for one in found}) == lines
