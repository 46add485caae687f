"""A plan as people read it: short where it is long, complete on request."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.cli.planned import finish
from coldframe.declare.mistake import Mistake
from coldframe.report.plan_files import whole_folders
from coldframe.report.plan_json import render as as_json
from coldframe.report.plan_text import render
from coldframe.resolve.apply import Applied, apply
from coldframe.resolve.plan import Arrival, Change, Edit, History, Left, Move, Plan, Refusal


@pytest.mark.parametrize(
    ("pairs", "shown"),
    [
        ([("a/x", "b/x")], [("a/x", "b/x", 1)]),
        ([("a/x", "b/x"), ("a/y", "b/y")], [("a/", "b/", 2)]),
        ([("a/x", "b/x"), ("a/c/y", "b/c/y")], [("a/", "b/", 2)]),
        # One that goes elsewhere: the folders below may still go as a whole.
        (
            [("a/x", "b/x"), ("a/c/y", "d/y"), ("a/c/z", "d/z")],
            [("a/x", "b/x", 1), ("a/c/", "d/", 2)],
        ),
        # A file that gets another name does not go alike.
        ([("a/x", "b/x"), ("a/y", "b/why")], [("a/x", "b/x", 1), ("a/y", "b/why", 1)]),
        ([("a/x", "b/ax"), ("a/y", "b/y")], [("a/x", "b/ax", 1), ("a/y", "b/y", 1)]),
        ([("x", "b/x"), ("c/y", "b/c/y")], [("./", "b/", 2)]),
        ([("a/x", "x"), ("a/y", "y")], [("a/", "./", 2)]),
        # The largest folder that goes, not the names that it shares with its target.
        ([("p/a/x", "q/a/x"), ("p/a/y", "q/a/y"), ("p/z", "z")], [("p/a/", "q/a/", 2), ("p/z", "z", 1)]),
    ],
)  # fmt: skip
def test_whole_folders(pairs: list[tuple[str, str]], shown: list[tuple[str, str, int]]) -> None:
    assert whole_folders(pairs) == shown


def large() -> Plan:
    return Plan(
        "coldframe promote fwaas",
        "/host",
        tuple(
            Edit(
                f"shop/m{n:02}.py",
                b"import a\nb\n",
                b"import c\nb\n",
                "References",
                (Change(1, "a", "c", "import"), Change(2, "x", "y", "mock.patch target")),
            )
            for n in range(40)
        ),
        moves=tuple(Move(f"old/{n}.py", f"new/{n}.py", "Code") for n in range(43)),
        arrivals=(Arrival("z.py", "new/z.py", b"", "Code"),),
    )


def test_a_long_plan_is_short() -> None:
    text = render(large())
    assert text.splitlines() == [
        "Code (44 files):",
        "  move old/ -> new/ (43 files)",
        "  bring z.py -> new/z.py",
        "",
        "References (40 files, 40 import, 40 mock.patch target):",
        *(f"  change shop/m0{n}.py (2 places)" for n in range(5)),
        "  and 35 more: --verbose lists them",
        "",
        "Nothing is written yet: `coldframe promote fwaas --apply` writes 84 files,"
        " --diff shows every line.",
    ]


def test_verbose_lists_every_file_and_place() -> None:
    text = render(large(), verbose=True)
    assert text.count("  move old/") == 43
    assert text.count("  change shop/") == 40
    assert (
        "  change shop/m39.py\n    1: a -> c (import)\n    2: x -> y (mock.patch target)\n" in text
    )
    assert "more" not in text


def test_a_diff_shows_every_line_of_a_long_plan() -> None:
    assert render(large(), with_diff=True).count("\n+import c\n") == 40


def test_changes_are_in_the_json() -> None:
    told = json.loads(as_json(large()))
    assert told["edits"][3]["changes"][1] == {
        "line": 2, "before": "x", "after": "y", "why": "mock.patch target",
    }  # fmt: skip


def test_what_is_left_is_shown_by_file() -> None:
    left = (
        Left("docs/b.rst", 7, "see fwaas", "may be the module or the product"),
        Left("a.py", 12, "x = 'fwaas'", "may be a name"),
        Left("docs/b.rst", 2, "fwaas \x1b[31m", "may be a title"),
    )
    plan = Plan("coldframe retire fwaas", "/host", left=left)
    assert render(plan).splitlines() == [
        "Left to you, because nobody can be certain (3 places in 2 files):",
        "  a.py",
        "    12: x = 'fwaas'",
        "       may be a name",
        "  docs/b.rst",
        r"    2: fwaas \x1b[31m",
        "       may be a title",
        "    7: see fwaas",
        "       may be the module or the product",
        "",
        "Nothing to write.",
    ]
    assert json.loads(as_json(plan))["left"][0] == {
        "path": "docs/b.rst", "line": 7, "text": "see fwaas",
        "why": "may be the module or the product",
    }  # fmt: skip


def test_many_places_are_counted() -> None:
    left = tuple(Left(f"m{n:02}.py", 1, "x", "why") for n in range(50))
    plan = Plan("coldframe retire fwaas", "/host", left=left)
    assert "  and 30 places in 30 files more: --verbose lists them\n" in render(plan)
    assert render(plan, verbose=True).count(".py") == 50


def test_a_history_that_comes_along_is_named() -> None:
    plan = large()._replace(history=History("../fwaas", "0123456789abcdef"), subject="Adopt fwaas")
    assert "\nThe history comes along, from 0123456789ab of ../fwaas.\n" in render(plan)
    assert "--apply` writes and commits 84 files" in render(plan)
    assert json.loads(as_json(plan))["history"]["repository"] == "../fwaas"


def test_the_last_line_says_what_was_done() -> None:
    plan = large()._replace(subject="Promote fwaas")
    told = [
        render(plan, applied=applied).splitlines()[-1]
        for applied in (
            Applied(("a",), ("1" * 40, "2" * 40)),
            Applied(("a",), ("1" * 40,)),
            Applied(("a",)),
            Applied(),
        )
    ]
    assert told == [
        "84 files written and committed: 111111111111, 222222222222. `coldframe undo` takes this back.",
        "84 files written and committed as 111111111111. `coldframe undo` takes this back.",
        "84 files written, nothing committed. `coldframe undo` takes this back.",
        "Nothing to write: all of this is done already.",
    ]


def refused(root: Path, *, waivable: bool = True) -> Plan:
    why = "no verdict", "Run `coldframe prove fwaas`."
    refusals = (Refusal("proven", *why), Refusal("free target", "taken", waivable=waivable))
    edit = Edit("a.py", b"old\n", b"new\n", "change")
    return Plan("coldframe promote fwaas", str(root), (edit,), refusals=refusals)


def test_refusals_are_shown_with_their_remedies() -> None:
    assert render(refused(Path("/host"))).splitlines()[3:] == [
        "Refused:",
        "  proven: no verdict",
        "    Run `coldframe prove fwaas`.",
        "  free target: taken",
        "",
        "Nothing is written: 2 criteria are not met. `--override REASON` does it all the same,"
        " and keeps the reason on record.",
    ]
    assert "override" not in render(refused(Path("/host"), waivable=False))


@pytest.mark.parametrize("as_what", ["text", "json"])
def test_a_plan_with_refusals_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], as_what: str
) -> None:
    write(tmp_path, {"a.py": "old\n"})
    commit_all(tmp_path)
    arguments = Namespace(apply=True, diff=False, verbose=False, json=as_what == "json")
    assert finish(refused(tmp_path), arguments) == 1
    assert (tmp_path / "a.py").read_text() == "old\n"
    out = capsys.readouterr().out
    if as_what == "json":
        assert json.loads(out)["applied"] is False
        assert [one["criterion"] for one in json.loads(out)["refusals"]] == [
            "proven",
            "free target",
        ]
    else:
        assert "2 criteria are not met" in out
    with pytest.raises(Mistake, match="is refused: proven: no verdict"):
        apply(refused(tmp_path))
