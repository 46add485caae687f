"""The inventory of real little hosts, with nothing declared and with everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.check.inventory.records import Inventory, Row
from coldframe.check.status import status
from coldframe.declare.mistake import Mistake
from coldframe.report.status_words import headline

WATERING = "def water() -> None:\n    '''Waters what is dry, and leaves alone what is not.'''\n" * 9


def history(root: Path) -> Path:
    """Four releases; weeding came with the third, pruning left with it, mowing moved."""
    write(
        root,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": WATERING,
            "garden/preview/pruning.py": "CUT = 1\n" * 20,
            "garden/preview/mowing/__init__.py": "MOW = 1\n" * 20,
            "garden/preview/mowing/blade.py": "BLADE = 2\n" * 20,
            "garden/preview/utils.py": "HELP = 1\n",
            "docs/watering.md": "# Watering\n",
            "docs/guide.md": "See `garden.preview.watering`.\n",
            "tests/preview/watering/test_it.py": "",
            "tests/test_all.py": "from garden.preview import watering\n",
        },
    )
    commit_all(root, "one", "2024-01-10", "v1.0.0")
    commit_all(root, "two", "2024-02-10", "v2.0.0")
    (root / "garden/preview/pruning.py").unlink()
    git(root, "mv", "garden/preview/mowing", "garden/mowing")
    write(
        root,
        {
            "garden/preview/weeding.py": "PULL = 1\n",
            "garden/main.py": "import garden.preview.weeding\n",
        },
    )
    commit_all(root, "three", "2024-03-10", "v3.0.0")
    write(root, {"garden/preview/watering/more.py": "MORE = 1\n"})
    commit_all(root, "four", "2024-04-10", "v4.0.0")
    return root


def row(inventory: Inventory, name: str) -> Row:
    return next(row for row in inventory.rows if row.name == name)


def test_declaration_is_no_part_of_the_size(tmp_path: Path) -> None:
    write(tmp_path, {"a/__init__.py": "", "a/labs/__init__.py": ""})
    write(tmp_path, {"a/labs/mint.py": "M = 1\n", "a/labs/sage/__init__.py": "S = 1\n"})
    write(tmp_path, {"a/labs/mint.preview.toml": 'title = "Mint"\n'})
    write(tmp_path, {"a/labs/sage/preview.toml": 'title = "Sage"\n'})
    commit_all(tmp_path)
    rows = status(str(tmp_path)).rows
    assert [(row.name, row.lines, row.files) for row in rows] == [("mint", 1, 1), ("sage", 1, 1)]


def test_features_of_one_name_can_be_told_apart(tmp_path: Path) -> None:
    write(tmp_path, {f"{top}/__init__.py": "" for top in ("a", "b", "c", "a/labs", "b/labs")})
    write(tmp_path, {"a/labs/mint.py": "M = 1\n", "b/labs/mint.py": "M = 1\n"})
    write(tmp_path, {"b/labs/sage.py": "S = 1\n", "c/labs/dill/__init__.py": "D = 1\n"})
    found = status(str(tmp_path))
    assert [r.label for r in found.rows] == ["a.labs.mint", "b.labs.mint", "sage", "dill"]
    assert "4 preview features in a.labs, b.labs and c.labs" in headline(found)


def test_settings_may_say_that_there_is_no_preview_tree(tmp_path: Path) -> None:
    write(history(tmp_path), {"coldframe.toml": "preview_trees = []\n"})
    found = status(str(tmp_path))
    assert not found.rows and not any("No preview tree" in note for note in found.notes)


def test_with_nothing_declared(tmp_path: Path) -> None:
    found = status(str(history(tmp_path)))
    assert [(r.name, r.stage) for r in found.rows] == [("watering", "overdue"), ("weeding", "due")]
    watering = row(found, "watering")
    assert watering.first is not None and watering.first.version == "1.0.0"
    assert watering.age is not None and watering.age.cycles == 3
    assert str(watering.deadline.release) == "3.0.0" and watering.cycles_left == -1
    assert (watering.last_day, watering.last_author) == ("2024-04-10", "Ada")
    assert (watering.lines, watering.files) == (19, 2)
    assert watering.tests == ("tests/preview/watering/test_it.py", "tests/test_all.py")
    assert watering.docs == ("docs/guide.md", "docs/watering.md")
    assert (watering.owners, watering.owners_from) == (("Ada",), "authors")
    assert [release.version for release in watering.changed_in] == ["1.0.0", "4.0.0"]
    weeding = row(found, "weeding")
    assert [(r.path, r.line) for r in weeding.reached_by] == [("garden/main.py", 1)]
    assert weeding.tests == () and weeding.docs == ()
    assert found.shared == ("garden.preview.utils",)


def test_what_left_and_where_it_went(tmp_path: Path) -> None:
    found = status(str(history(tmp_path)))
    left = {one.name: one for one in found.departed}
    assert set(left) == {"pruning", "mowing"}
    assert left["mowing"].to == "garden/mowing" and left["pruning"].to == ""
    assert all(one.left and one.left.version == "3.0.0" for one in left.values())
    assert all(one.last.version == "2.0.0" for one in left.values())


def test_tombstones_give_ending_and_reason(tmp_path: Path) -> None:
    history(tmp_path)
    stone = '[[ended]]\nfeature = "pruning"\nrelease = "3.0.0"\nending = "retired"\n'
    stone += 'reason = "Nobody used it."\n'
    write(tmp_path, {"garden/preview/ended.toml": stone})
    one = next(one for one in status(str(tmp_path)).departed if one.name == "pruning")
    assert (one.ending, one.reason) == ("retired", "Nobody used it.")


def test_a_feature_that_only_hands_on_has_moved(tmp_path: Path) -> None:
    history(tmp_path)
    write(
        tmp_path,
        {
            "garden/weeding.py": "PULL = 1\n",
            "garden/preview/weeding.py": "from garden.weeding import PULL\n",
        },
    )
    weeding = row(status(str(tmp_path)), "weeding")
    assert weeding.stage == "moved" and weeding.feature.forwards_to == "garden.weeding"


def test_owners_of_the_declaration_then_of_codeowners(tmp_path: Path) -> None:
    history(tmp_path)
    write(tmp_path, {"CODEOWNERS": "garden/preview/ @gardeners\n"})
    assert row(status(str(tmp_path)), "weeding").owners == ("@gardeners",)
    write(tmp_path, {"garden/preview/weeding.preview.toml": 'owners = ["weeders"]\n'})
    weeding = row(status(str(tmp_path)), "weeding")
    assert (weeding.owners, weeding.owners_from) == (("weeders",), "declaration")


def test_unreleased_comes_after_those_that_are_late(tmp_path: Path) -> None:
    history(tmp_path)
    write(tmp_path, {"garden/preview/sowing.py": "SOW = 1\n"})
    found = status(str(tmp_path))
    assert [r.stage for r in found.rows] == ["overdue", "due", "unreleased"]
    assert row(found, "sowing").first is None and row(found, "sowing").last_day == ""


def test_at_a_past_release(tmp_path: Path) -> None:
    found = status(str(history(tmp_path)), at="v2.0.0")
    assert [(r.name, r.stage) for r in found.rows] == [
        ("mowing", "due"), ("pruning", "due"), ("watering", "due"),
    ]  # fmt: skip
    assert row(found, "watering").last_day == "2024-01-10"
    assert row(found, "watering").age == (1, 31)
    assert found.departed == ()


@pytest.mark.parametrize(("at", "now"), [("+1", "~5.0.0"), ("5.0.0", "~5.0.0"), ("6", "~6")])
def test_at_a_release_to_come(tmp_path: Path, at: str, now: str) -> None:
    found = status(str(history(tmp_path)), at=at)
    assert str(found.now) == now
    # Weeding came with 3.0.0: it may still be in 5.0.0 and in no later one.
    assert row(found, "weeding").stage == ("overdue" if at == "6" else "due")


def test_at_an_unknown_release_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=r"no release 2\.0\.7") as caught:
        status(str(history(tmp_path)), at="2.0.7")
    assert "2.0.0" in caught.value.remedy


def test_without_git(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering.py": "",
        },
    )
    found = status(str(tmp_path))
    assert [(r.name, r.stage, r.last_day) for r in found.rows] == [("watering", "preview", "")]
    assert any("No release is known" in note for note in found.notes)


def test_empty_folder(tmp_path: Path) -> None:
    found = status(str(tmp_path))
    assert found.rows == () and any("preview tree" in note for note in found.notes)


def test_host_below_the_top_of_its_repository(tmp_path: Path) -> None:
    inner = tmp_path / "projects" / "one"
    inner.mkdir(parents=True)
    write(
        inner,
        {
            "coldframe.toml": "",
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering.py": "W = 1\n",
        },
    )
    commit_all(tmp_path, "one", "2024-01-01", "v1.0.0")
    found = status(str(inner))
    assert found.rows[0].first is not None and found.rows[0].first.version == "1.0.0"
    assert found.rows[0].last_day == "2024-01-01"


def test_at_a_release_before_what_the_settings_name(tmp_path: Path) -> None:
    write(tmp_path, {"garden/__init__.py": ""})
    commit_all(tmp_path, "none yet", "2024-01-01", "v1.0.0")
    settings = 'preview_trees = ["garden.preview"]\nshared = ["garden.preview.soil"]\n'
    write(
        tmp_path,
        {
            "coldframe.toml": settings,
            "garden/preview/__init__.py": "",
            "garden/preview/watering.py": "W = 1\n",
        },
    )
    commit_all(tmp_path, "watering", "2024-02-01", "v2.0.0")
    write(tmp_path, {"garden/preview/soil.py": "S = 1\n"})
    commit_all(tmp_path, "soil", "2024-03-01", "v3.0.0")
    before = status(str(tmp_path), at="1.0.0")
    assert before.rows == () and "There was no garden.preview in 1.0.0 yet." in before.notes
    assert [r.name for r in status(str(tmp_path), at="2.0.0").rows] == ["watering"]
    assert status(str(tmp_path), at="3.0.0").shared == ("garden.preview.soil",)


def test_changes_after_the_release_asked_for_are_not_told(tmp_path: Path) -> None:
    found = status(str(history(tmp_path)), at="3.0.0")
    assert [release.version for release in row(found, "watering").changed_in] == ["1.0.0"]


def test_no_commit_yet(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(
        tmp_path,
        {"garden/__init__.py": "", "garden/preview/__init__.py": "", "garden/preview/a.py": ""},
    )
    assert [(r.name, r.last_day) for r in status(str(tmp_path)).rows] == [("a", "")]


def test_two_trees_and_a_name_in_both(tmp_path: Path) -> None:
    from coldframe.report.status_choice import chosen

    for tree in ("preview", "labs"):
        write(
            tmp_path,
            {"garden/__init__.py": "", f"garden/{tree}/__init__.py": "", f"garden/{tree}/a.py": ""},
        )
    commit_all(tmp_path, "one", "2024-01-01", "v1.0.0")
    found = status(str(tmp_path))
    assert found.trees == ("garden.labs", "garden.preview")
    with pytest.raises(Mistake, match="2 features are called a"):
        chosen(found, "a")
    assert chosen(found, "garden.labs.a").name == "a"


def test_shallow_clone_with_one_tag_says_that_features_may_be_older(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    origin = history(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=v4.0.0", f"file://{origin}", "clone")
    found = status(str(tmp_path / "clone"))
    watering = row(found, "watering")
    assert watering.may_be_older and watering.first is not None
    assert watering.first.version == "4.0.0"
    assert any("shallow clone" in note for note in found.notes)


def test_shallow_clone_without_tags_calls_nothing_unreleased(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    origin = history(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "--depth=1", "--no-tags", f"file://{origin}", "clone")
    found = status(str(tmp_path / "clone"))
    assert {r.stage for r in found.rows} == {"preview"}
    assert all(r.first is None and r.deadline.release is None for r in found.rows)
    assert any("--tags" in note for note in found.notes)
