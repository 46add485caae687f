"""Any mixture of import statements is found, with the right absolute targets."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from reference_corpus import PACKAGES

from coldframe.source.python.convert import convert
from coldframe.source.python.parse import parse
from coldframe.source.references.code import in_code
from coldframe.source.references.sift import Sift
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

PATH = "host/api/v2/views.py"


class Statement(NamedTuple):
    """An import as written, and what it reaches in the preview tree."""

    text: str
    targets: frozenset[str]


_NAMES = st.sampled_from(["fwaas", "vpn", "Driver", "router", "preview", "x"])
_BASES = st.sampled_from(
    [
        ("host.preview.vpn", "host.preview.vpn"),
        ("host.preview", "host.preview"),
        ("host", "host"),
        ("...preview.vpn", "host.preview.vpn"),
        ("...preview", "host.preview"),
        ("...", "host"),
        ("..preview", "host.api.preview"),
        (".preview", "host.api.v2.preview"),
        ("....host.preview", "host.preview"),
        ("other.preview", "other.preview"),
        ("host.previews", "host.previews"),
    ]
)


def _reached(names: list[str]) -> frozenset[str]:
    return frozenset(n for n in names if n == "host.preview" or n.startswith("host.preview."))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """One import in one of many shapes."""
    written, base = draw(_BASES)
    if draw(st.booleans()) and not written.startswith("."):
        alias = draw(st.sampled_from(["", " as y"]))
        return Statement(f"import {written}{alias}", _reached([base]))
    if draw(st.integers(0, 5)) == 0:
        return Statement(f"from {written} import *", _reached([base]))
    names = draw(st.lists(_NAMES, min_size=1, max_size=4, unique=True))
    shown = [n + draw(st.sampled_from(["", " as y", "  as  zz"])) for n in names]
    shape = draw(
        st.sampled_from(["{}", "({})", "(\n    {},\n)", "( # {{note}} (\n{}\n)", "\\\n  {}"])
    )
    glue = draw(st.sampled_from([", ", ","])) if "\n" not in shape or "\\" in shape else ",\n    "
    text = f"from {written} import {shape.format(glue.join(shown))}"
    return Statement(text, _reached([f"{base}.{n}" for n in names]))


def _place(statement: Statement, where: str) -> str:
    body = statement.text
    if where == "plain":
        return body
    if where == "semicolon":
        return f"pass; {body}"
    if body.startswith("from") and "*" in body and where == "function":
        return body
    inner = "\n".join("    " + line for line in body.split("\n"))
    head = {
        "function": "def f():",
        "try": "try:",
        "if": "if True:",
        "with": "with open('x') as f:",
        "class": "class C:",
    }[where]
    tail = "\nexcept ImportError:\n    pass" if where == "try" else ""
    return f"{head}\n{inner}{tail}"


_WHERE = st.sampled_from(["plain", "semicolon", "function", "try", "if", "with", "class"])


@settings(max_examples=150)
@given(st.lists(st.tuples(statements(), _WHERE), min_size=1, max_size=6), st.booleans())
def test_imports_in_any_shape(parts: list[tuple[Statement, str]], crlf: bool) -> None:
    """Found by ``ast`` and by tree-sitter alike, and never dropped by the byte filter."""
    text = "\n".join(_place(*part) for part in parts) + "\n"
    data = (text.replace("\n", "\r\n") if crlf else text).encode()
    wanted = Wanted(WorkTree(str(Path(__file__).parent)), PACKAGES)
    targets = frozenset[str]().union(*(s.targets for s, _ in parts))
    parsed = parse(data)
    assert parsed.inexact == ""
    found = in_code(parsed.tree, parsed.text, PATH, wanted).references()
    assert {r.target for r in found if r.form == "import"} == targets
    tree, why = convert(parsed.text)
    assert why == ""
    assert in_code(tree, parsed.text, PATH, wanted).references() == found
    if targets:
        assert Sift(wanted).survives(PATH, data, "python")
