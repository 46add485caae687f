"""A planned tree is the tree that applying the plan gives."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, write

from coldframe.resolve.plan import Arrival, Edit, Move
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.source.worktree import WorkTree

FILES: dict[str, str | bytes] = {
    "a/one.py": "word one\n",
    "a/two.py": "word two\n",
    "b.py": "word b\n",
    "c.txt": "nothing\n",
}


def planned(root: Path) -> PlannedTree:
    write(root, FILES)
    commit_all(root)
    return PlannedTree(
        WorkTree(str(root)),
        [
            Edit("z/two.py", b"word two\n", b"else\n", ""),
            Edit("b.py", b"word b\n", None, ""),
            Edit("new.py", None, b"word new\n", ""),
        ],
        [
            Move("a/one.py", "z/one.py", ""),
            Move("a/two.py", "z/two.py", ""),
            Move("c.txt", "a/one.py", ""),
        ],
        [Arrival("x.py", "z/x.py", b"word x\n", "")],
    )


def test_files_are_where_the_plan_puts_them(tmp_path: Path) -> None:
    tree = planned(tmp_path)
    assert tree.paths() == ["a/one.py", "new.py", "z/one.py", "z/two.py", "z/x.py"]
    assert tree.listing() == b"a/one.py\0new.py\0z/one.py\0z/two.py\0z/x.py\0"
    assert {path: tree.read(path) for path in tree.paths()} == {
        "a/one.py": b"nothing\n",
        "new.py": b"word new\n",
        "z/one.py": b"word one\n",
        "z/two.py": b"else\n",
        "z/x.py": b"word x\n",
    }
    assert tree.under("z") == ["z/one.py", "z/two.py", "z/x.py"]
    known = ("a/one.py", "a/two.py", "b.py", "c.txt", "z/one.py", "z/x.py")
    assert [path for path in known if tree.exists(path)] == ["a/one.py", "z/one.py", "z/x.py"]


def test_the_search_sees_what_will_be(tmp_path: Path) -> None:
    tree = planned(tmp_path)
    assert tree.search(["word"]) == ["new.py", "z/one.py", "z/x.py"]
    assert tree.search(["word"], ["z"], ".py") == ["z/one.py", "z/x.py"]
    assert tree.search(["nothing"], suffix=".py") == ["a/one.py"]
    assert tree.search(["two"]) == []
