"""Edits of one file are one edit, from its first state to its last."""

from __future__ import annotations

from pathlib import Path

from hosts import write

from coldframe.resolve.edits import Edits
from coldframe.resolve.plan import Change, Edit
from coldframe.source.worktree import WorkTree


def test_edits_of_one_file_become_one_whose_lines_are_those_of_the_file_before(
    tmp_path: Path,
) -> None:
    first, second, third = b"a\nb\nc\nd\n", b"a\nc\nd\n", b"a\nc\nD\n"
    edits = Edits(WorkTree(str(write(tmp_path, {"list.txt": first}))))
    edits.add([Edit("list.txt", first, second, "One", (Change(2, "b", "", "gone"),))])
    edits.add([Edit("list.txt", second, third, "Two", (Change(3, "d", "D", "new"),))])
    spots = (Change(2, "b", "", "gone"), Change(4, "d", "D", "new"))
    assert edits.all() == (Edit("list.txt", first, third, "One", spots),)
    assert edits.tree.read("list.txt") == third


def test_what_is_added_at_the_end_of_a_file_stands_behind_its_last_line(tmp_path: Path) -> None:
    first, second, third = b"a\nb\n", b"b\n", b"b\nc\n"
    edits = Edits(WorkTree(str(write(tmp_path, {"list.txt": first}))))
    edits.add([Edit("list.txt", first, second, "One", (Change(1, "a", "", "gone"),))])
    edits.add([Edit("list.txt", second, third, "Two", (Change(2, "", "c", "new"),))])
    assert [change.line for change in edits.all()[0].changes] == [1, 3]


def test_an_edit_that_is_taken_back_is_none(tmp_path: Path) -> None:
    edits = Edits(WorkTree(str(write(tmp_path, {"list.txt": "a\n"}))))
    edits.add([Edit("list.txt", b"a\n", b"b\n", "One"), Edit("list.txt", b"b\n", b"a\n", "Two")])
    assert edits.all() == ()


def test_what_takes_the_place_of_a_deleted_file_says_why_itself(tmp_path: Path) -> None:
    edits = Edits(WorkTree(str(write(tmp_path, {"list.txt": "a\n"}))))
    edits.add([Edit("list.txt", b"a\n", None, "Not needed")])
    edits.add([Edit("list.txt", None, b"b\n", "Old names")])
    assert edits.all() == (Edit("list.txt", b"a\n", b"b\n", "Old names"),)
