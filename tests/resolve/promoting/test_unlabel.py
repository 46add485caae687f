"""Labels go on promotion: what is certain is cut, what is not is left, all else untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, open_host, write
from hypothesis import example, given
from hypothesis import strategies as st
from rewrites import left_lines

from coldframe.declare.label import sentence
from coldframe.resolve.plan import Move
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.promoting.unlabel import unlabel
from coldframe.resolve.promoting.unlabelling.code import help_cuts, spliced_text, unlabelled_code
from coldframe.resolve.promoting.unlabelling.page import unlabelled_page
from coldframe.resolve.promoting.unlabelling.wording import Wording

EXAMPLES = Path(__file__).parents[3] / "examples"
CASES = sorted(path.name for path in EXAMPLES.glob("unlabel_*"))


def bytes_below(root: Path) -> dict[str, str | bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.mark.parametrize("name", CASES)
def test_before_becomes_after(name: str, tmp_path: Path) -> None:
    case = EXAMPLES / name
    before = bytes_below(case / "before")
    commit_all(write(tmp_path, before))
    host = open_host(tmp_path)
    feature = next(f for f in host.features if f.name == "loyalty")
    edits, left = unlabel(host.tree, host, feature)
    for edit in edits:
        assert edit.before == before[edit.path] and edit.after is not None
        before[edit.path] = edit.after
    after = bytes_below(case / "after")
    assert {p: d for p, d in before.items() if after[p] != d} == {
        p: after[p] for p in before if after[p] != before[p]
    }
    expected = case / "left.txt"
    assert left_lines([one[:3] for one in left]) == (
        expected.read_text() if expected.exists() else ""
    )
    assert all(one.why for one in left)


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


def test_after_a_move_the_new_paths_count(tmp_path: Path) -> None:
    case = EXAMPLES / "unlabel_docstrings"
    commit_all(write(tmp_path, bytes_below(case / "before")))
    host = open_host(tmp_path)
    folders = {"shop/preview/": "shop/", "tests/preview/": "tests/"}
    moves = [
        Move(path, path.replace(old, new), "")
        for old, new in folders.items()
        for path in host.tree.under(old + "loyalty")
    ]
    tree = PlannedTree(host.tree, (), moves)
    edits, left = unlabel(tree, host, host.features[0])
    after = bytes_below(case / "after")
    old = {move.path: move.source for move in moves}
    assert {edit.path: edit.after for edit in edits} == {
        path: after[source]
        for path, source in old.items()
        if after[source] != (tmp_path / source).read_bytes()
    }
    assert {one.path for one in left} == {
        "shop/loyalty/cards.py",
        "tests/loyalty/test_loyalty.py",
    }
    # Once it is done nothing more is found.
    again = PlannedTree(host.tree, edits, moves)
    assert again.origin("shop/loyalty/cards.py") == "shop/preview/loyalty/cards.py"
    assert unlabel(again, host, host.features[0])[0] == []


@pytest.mark.parametrize("name", CASES)
def test_a_second_time_there_is_nothing_to_do(name: str, tmp_path: Path) -> None:
    commit_all(write(tmp_path, bytes_below(EXAMPLES / name / "after")))
    host = open_host(tmp_path)
    feature = next(f for f in host.features if f.name == "loyalty")
    assert unlabel(host.tree, host, feature)[0] == []


WORDING = Wording("preview", ("Loyalty",))
PIECES = st.sampled_from(
    [
        *("[preview]", "(preview)", "Preview:", "**Preview.**", "preview", "Loyalty", "cards", "."),
        *("This is a preview.", "It may change.", sentence("Loyalty"), "\n", "\n\n", "\r\n", "> "),
        *(
            ".. warning::",
            "\n   ",
            "# ",
            "\n=======\n",
            "\n----\n",
            "!!! note",
            "```",
            ":::",
            "---",
        ),
        *(":::{warning}", "`", "ä", "\\", "#", "|preview|", "[preview](x)", "    "),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
def test_whatever_a_page_holds_only_label_goes(text: str) -> None:
    cuts, _ = unlabelled_page(text, WORDING)
    after = spliced_text(text, cuts)
    for word in ("cards", "ä", "[preview](x)"):
        assert after.count(word) == text.count(word)


@given(TEXTS)
@example("(preview)(preview)")  # one mark at each end, and nothing between them
def test_whatever_a_help_holds_only_label_goes(text: str) -> None:
    after = spliced_text(text, help_cuts(text, WORDING))
    assert after.strip() or not text.strip()
    assert after.count("cards") + after.count("Cards") == text.count("cards")


@given(TEXTS, TEXTS)
@example("(preview)", "(preview)")  # nothing is left of either
@example("(preview)", "")
def test_whatever_code_holds_it_stays_the_same_code(text: str, other: str) -> None:
    source = f"""def f(p):
    {text!r}
    p.add_argument("--preview", help={other!r} {text!r} % {{{other!r}: 1}})
    return {text!r}
"""
    cuts = unlabelled_code(source, WORDING)
    after = spliced_text(source, cuts)
    assert after.endswith(f"return {text!r}\n")
    assert f"{{{other!r}: 1}}" in after
