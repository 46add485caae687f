"""Entry points go into the metadata as a person would write them, and leave no trace of it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hosts import write
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.check.packaging.entry_points import EntryPoint
from coldframe.declare.mistake import Mistake
from coldframe.resolve.metadata.entry_points import (
    by_hand,
    collisions,
    entry_points,
    with_entry_points,
    without_entry_points,
)
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.source.worktree import WorkTree


def point(group: str, name: str, value: str) -> EntryPoint:
    return EntryPoint(group, name, value, "preview.toml", 1)


def added(root: Path, *points: EntryPoint) -> dict[str, str]:
    """What the metadata is with ``points``; taking them out again must give it back exactly."""
    tree = WorkTree(str(root))
    edits = with_entry_points(tree, points)
    after = PlannedTree(tree, edits)
    for edit in without_entry_points(after, points):
        assert edit.after == tree.read(edit.path)
    return {edit.path: (edit.after or b"").decode() for edit in edits}


HEADERS = """\
[project]
name = "shop"

# How others plug in.
[project.entry-points."shop.plugins"]
cards = 'shop.cards:Cards'  # paid by card
cash  = 'shop.cash:Cash'

[tool.ruff]
line-length = 79
"""


def test_a_name_joins_its_group_in_the_style_of_its_neighbours(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": HEADERS})
    got = added(tmp_path, point("shop.plugins", "tab", "shop.preview.tab:Tab"))
    line = "cash  = 'shop.cash:Cash'\n"
    new = line + "tab   = 'shop.preview.tab:Tab'\n"
    assert got == {"pyproject.toml": HEADERS.replace(line, new)}


def test_a_new_group_stands_below_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": HEADERS})
    got = added(tmp_path, point("shop.taxes", "vat", "shop.preview.tax:Vat"))
    new = '\n[project.entry-points."shop.taxes"]\nvat = "shop.preview.tax:Vat"\n'
    assert got == {"pyproject.toml": HEADERS.replace("\n[tool", f"{new}\n[tool")}


def test_the_first_entry_point_of_a_project_stands_below_what_the_project_says(
    tmp_path: Path,
) -> None:
    text = '[project]\nname = "shop"\n\n[project.urls]\nHome = "x"\n\n[tool.ruff]\n'
    write(tmp_path, {"pyproject.toml": text})
    got = added(tmp_path, point("console_scripts", "shop", "shop:main"))
    new = '\n[project.scripts]\nshop = "shop:main"\n'
    assert got == {"pyproject.toml": text.replace("\n[tool", f"{new}\n[tool")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('entry-points = { g = { a = "x:A" } }', 'entry-points = { g = { a = "x:A", b = "y:B" } }'),
        ('entry-points.g.a = "x:A"', 'entry-points.g.a = "x:A"\nentry-points.g.b = "y:B"'),
        ('[project.entry-points]\ng = {a = "x:A"}', '[project.entry-points]\ng = {a = "x:A", b = "y:B"}'),
        ('[project.entry-points]\ng.a = "x:A"', '[project.entry-points]\ng.a = "x:A"\ng.b = "y:B"'),
        ('[project.entry-points.g]\n"a"="x:A"', '[project.entry-points.g]\n"a"="x:A"\n"b"="y:B"'),
        ("entry-points.'f.g' = { a = 'x:A' }", "entry-points.'f.g' = { a = 'x:A' }\nentry-points.'g' = { b = \"y:B\" }"),
        ('[project.entry-points]\n"f.g" = {a = "x:A"}', '[project.entry-points]\n"f.g" = {a = "x:A"}\n"g" = { b = "y:B" }'),
        ('[project.entry-points]\nf.a = "x:A"', '[project.entry-points]\nf.a = "x:A"\ng.b = "y:B"'),
        ('[project.entry-points.g]\na = "x:A"\nc = "x:C"\nd = "x:D"', '[project.entry-points.g]\na = "x:A"\nb = "y:B"\nc = "x:C"\nd = "x:D"'),
    ],
)  # fmt: skip
def test_every_way_of_writing_a_table_is_kept(tmp_path: Path, before: str, after: str) -> None:
    head = '[project]\nname = "shop"\n'
    for newline in ("\n", "\r\n"):
        for end in ("", newline):
            old = (head + before).replace("\n", newline) + end
            write(tmp_path, {"pyproject.toml": "\ufeff" + old})
            got = added(tmp_path, point("g", "b", "y:B"))
            new = (head + after).replace("\n", newline) + end
            assert got == {"pyproject.toml": "\ufeff" + new}


def test_poetry_has_tables_of_its_own(tmp_path: Path) -> None:
    text = '[tool.poetry]\nname = "shop"\n\n[tool.poetry.scripts]\nshop = "shop:main"\n'
    write(tmp_path, {"pyproject.toml": text})
    got = added(tmp_path, point("g", "b", "y:B"), point("console_scripts", "pay", "y:pay"))
    new = 'pay = "y:pay"\n\n[tool.poetry.plugins.g]\nb = "y:B"\n'
    assert got == {"pyproject.toml": text + new}


CFG = """\
[metadata]
name = shop

[entry_points]
shop.plugins =
    cards = shop.cards:Cards
    # a comment
    cash = shop.cash:Cash

console_scripts =
    shop = shop:main
[flake8]
ignore = E1
"""


def test_in_setup_cfg_names_and_groups_join_with_the_same_indent(tmp_path: Path) -> None:
    for newline in ("\n", "\r\n"):
        old = CFG.replace("\n", newline)
        write(
            tmp_path,
            {"setup.cfg": old, "setup.py": "import setuptools\nsetuptools.setup(pbr=True)\n"},
        )
        got = added(tmp_path, point("shop.plugins", "tab", "a:T"), point("new", "x", "a:X"))
        new = CFG.replace("cash:Cash\n", "cash:Cash\n    tab = a:T\n")
        new = new.replace("shop:main\n", "shop:main\n\nnew =\n    x = a:X\n")
        assert got == {"setup.cfg": new.replace("\n", newline)}


def test_setup_cfg_gets_the_section_of_its_own_builder(tmp_path: Path) -> None:
    text = "[metadata]\nname = shop\n"
    write(tmp_path, {"setup.cfg": text})
    got = added(tmp_path, point("g", "b", "y:B"))
    assert got == {"setup.cfg": text + "\n[options.entry_points]\ng =\n    b = y:B\n"}
    write(tmp_path, {"setup.py": "import setuptools\nsetuptools.setup(pbr=True)\n"})
    got = added(tmp_path, point("g", "b", "y:B"))
    assert got == {"setup.cfg": text + "\n[entry_points]\ng =\n    b = y:B\n"}


def test_the_last_name_of_a_group_takes_the_group_along(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": HEADERS})
    tree = WorkTree(str(tmp_path))
    (edit,) = without_entry_points(tree, entry_points(tree))
    after = (edit.after or b"").decode()
    assert (
        after
        == '[project]\nname = "shop"\n\n# How others plug in.\n\n[tool.ruff]\nline-length = 79\n'
    )


def test_what_is_registered_already_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": HEADERS})
    tree = WorkTree(str(tmp_path))
    assert with_entry_points(tree, [point("shop.plugins", "cash", "shop.cash:Cash")]) == []
    assert without_entry_points(tree, [point("shop.plugins", "none", "x")]) == []


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": HEADERS})
    tree = WorkTree(str(tmp_path))
    new = [
        point("shop.plugins", "cash", "a:B"),
        point("other", "cash", "a:B"),
        point("other", "cash", "a:C"),
    ]
    refused = collisions(tree, new)
    assert [r.why.partition(";")[0] for r in refused] == [
        "pyproject.toml:7: shop.plugins has cash already, as shop.cash:Cash",
        "preview.toml:1: other has cash already, as a:B",
    ]
    assert not any(r.waivable for r in refused)
    with pytest.raises(Mistake, match=r"pyproject\.toml:7: shop\.plugins has cash already"):
        with_entry_points(tree, new)


def test_code_is_not_edited_but_named(tmp_path: Path) -> None:
    setup = 'from setuptools import setup\nsetup(\n    entry_points={"g": ["a = x:A"]},\n)\n'
    write(tmp_path, {"setup.py": setup})
    tree = WorkTree(str(tmp_path))
    new = [point("g", "b", "y:B")]
    assert with_entry_points(tree, new) == []
    assert without_entry_points(tree, entry_points(tree)) == []
    (left,) = by_hand(tree, new)
    assert (left.path, left.text) == ("setup.py", "b = y:B")
    (left,) = by_hand(tree, entry_points(tree))
    assert (left.path, left.line, left.text) == ("setup.py", 3, "a = x:A")


def test_a_project_without_metadata_is_told_what_to_write(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    with pytest.raises(Mistake, match="no packaging metadata"):
        with_entry_points(WorkTree(str(tmp_path)), [point("g", "b", "y:B")])


words = st.text(alphabet="abz09-_. é'\"", min_size=1, max_size=8).filter(str.strip)
tables = st.dictionaries(words, st.dictionaries(words, words, min_size=1, max_size=4), max_size=3)
blanks = st.sampled_from(["", "\n", "\n# note\n", "\n\n"])


@settings(max_examples=60)
@given(tables, tables, blanks, blanks, st.booleans(), st.booleans())
def test_in_and_out_again_gives_every_byte_back(
    tmp_path_factory: pytest.TempPathFactory,
    old: dict[str, dict[str, str]],
    new: dict[str, dict[str, str]],
    between: str,
    behind: str,
    windows: bool,
    ended: bool,
) -> None:
    def key(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    root = tmp_path_factory.mktemp("host")
    text = '[project]\nname = "shop"\n' + between
    for group, names in old.items():
        text += f"[project.entry-points.{key(group)}]\n"
        text += "".join(f"{key(name)} = {key(value)}\n" for name, value in names.items()) + between
    text += behind + "[tool.x]\ny = 1"
    text = (text + "\n" if ended else text).replace("\n", "\r\n" if windows else "\n")
    tomllib.loads(text)
    (root / "pyproject.toml").write_bytes(text.encode())
    tree = WorkTree(str(root))
    points = [
        point(group, name, value)
        for group, names in new.items()
        for name, value in names.items()
        if name not in old.get(group, {})
    ]
    edits = with_entry_points(tree, points)
    assert bool(edits) == bool(points)
    for edit in without_entry_points(PlannedTree(tree, edits), points):
        assert edit.after == text.encode()
