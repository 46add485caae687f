"""Each case of the corpus: what is certain is rewritten, what is not is left, all else untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write
from rewrites import left_lines, moved

from coldframe.resolve.rewrite.rewrite import rewrite

CASES = Path(__file__).parents[3] / "examples" / "rewrites"


def bytes_below(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_before_becomes_after(name: str, tmp_path: Path) -> None:
    case = CASES / name
    write(tmp_path, dict(bytes_below(case / "before")))
    arrives = case / "arrives"
    text = (case / "moves.txt").read_text()
    tree, renames = moved(tmp_path, text, arrives if arrives.exists() else None)
    rewriting = rewrite(tree, renames)
    got = {path: tree.read(path) for path in tree.paths()}
    for edit in rewriting.edits:
        assert got[edit.path] == edit.before
        got[edit.path] = edit.after or b""
    assert got == bytes_below(case / "after")
    expected = case / "left.txt"
    left = left_lines([(one.path, one.line, one.text) for one in rewriting.left])
    assert left == (expected.read_text() if expected.exists() else "")
