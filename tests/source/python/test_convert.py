"""tree-sitter's tree, converted, says the same as ``ast``."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from reference_corpus import CORPUS, PACKAGES

from coldframe.source.python.convert import convert
from coldframe.source.python.decode import decode
from coldframe.source.python.parse import parse, parse_natively
from coldframe.source.references.code import in_code
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

FILES = sorted(p for p in CORPUS.rglob("*.py*") if p.suffix in (".py", ".pyi"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(CORPUS).as_posix())
def test_corpus_reads_the_same(path: Path) -> None:
    """Identical references, with lines and columns, from both readers."""
    host = next(p for p in (CORPUS / "reach", CORPUS / "near_miss") if p in path.parents)
    wanted = Wanted(WorkTree(str(host)), PACKAGES)
    text, _ = decode(path.read_bytes())
    name = path.relative_to(host).as_posix()
    tree, why = convert(text)
    assert why == ""
    native = parse_natively(text)
    if native is not None:
        expected = in_code(native, text, name, wanted).references()
        assert in_code(tree, text, name, wanted).references() == expected


@pytest.mark.parametrize(
    "literal",
    [
        "'a'", '"a\\nb"', "r'a\\nb'", "'a' \"b\"", "'''a\nb'''", "'\\x41\\u00e9'", "'a\\'b'",
        '"a\\"b"', "u'x'", "'\\\n'", "''", "'\\\\'", '"\\\\\\""',
        "'''a\"\"\"b'''", "'\\N{BULLET}'",
    ],
)  # fmt: skip
def test_string_values(literal: str) -> None:
    """A literal has the value Python gives it."""
    tree, _ = convert(f"x = {literal}\n")
    statement = tree.body[0]
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Constant)
    assert statement.value.value == ast.literal_eval(literal)


def test_newer_grammar_is_read() -> None:
    """What the running interpreter refuses is read all the same."""
    parsed = parse(b"type X = int\ndef f[T](x: T) -> T: return x\nimport a.b\n")
    assert parsed.inexact == ""
    kinds = [type(s).__name__ for s in parsed.tree.body]
    assert kinds[-1] == "Import"


def test_broken_source_says_so() -> None:
    """Errors in the syntax are noted, and the rest is read."""
    parsed = parse(b"def f(:\n\nimport a.b\n")
    assert parsed.inexact == "syntax not understood everywhere"
    assert any(isinstance(s, ast.Import) for s in ast.walk(parsed.tree))
