"""``coldframe retire`` takes what is certain, lists what is not, and breaks nothing unsaid."""

from __future__ import annotations

import shlex
import shutil
from argparse import ArgumentParser
from pathlib import Path

import pytest
from broken_imports import broken_imports
from command import coldframe
from hosts import commit_all, git, open_host, write
from rewrites import left_lines

from coldframe.check.run import judge
from coldframe.declare.mistake import Mistake
from coldframe.resolve.apply import apply
from coldframe.resolve.belonging.belonging import RELEASE_NOTES
from coldframe.resolve.belongings import belongings
from coldframe.resolve.plan import Plan
from coldframe.resolve.promote import promote
from coldframe.resolve.retire import retire

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.parent.name for path in EXAMPLES.glob("retire_*/command.txt"))
SHOP = {
    "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/gold/__init__.py": "class Gold:\n    pass\n",
}


def shop(root: Path, files: dict[str, str | bytes] | None = None, tag: str = "v1.0.0") -> Path:
    write(root, {**SHOP, **(files or {})})
    commit_all(root, tag=tag)
    return root


def planned(name: str, root: Path) -> Plan:
    from coldframe.cli.retire import add_arguments

    shutil.copytree(EXAMPLES / name / "before", root)
    commit_all(root, tag="v2.0.0")
    parser = ArgumentParser()
    add_arguments(parser)
    words = shlex.split((EXAMPLES / name / "command.txt").read_text())[2:]
    given = parser.parse_args(words)
    return retire(
        given.name,
        str(root),
        reason=given.reason,
        successor=given.successor,
        release=given.release,
    )


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_certain_is_listed(tmp_path: Path, name: str) -> None:
    plan = planned(name, tmp_path / "host")
    listed = EXAMPLES / name / "left.txt"
    expected = listed.read_text(encoding="utf-8") if listed.exists() else ""
    assert left_lines([(one.path, one.line, one.text) for one in plan.left]) == expected
    assert all(one.why for one in plan.left)


@pytest.mark.parametrize("name", CASES)
def test_no_import_breaks_that_is_not_listed(tmp_path: Path, name: str) -> None:
    root = tmp_path / "host"
    plan = planned(name, root)
    source = "src" if (root / "src").exists() else ""
    packages = ("shop", "tests", "gold")

    def broken() -> set[tuple[str, str]]:
        found = broken_imports(root, *packages, source=source)
        places = (place.split(" ")[0].rsplit(":", 1) for place in found)
        lines = ((path, int(line), path) for path, line in places)
        return {(path, text(root / path, line)) for path, line, _ in lines}

    before = broken()
    apply(plan)
    left = {(one.path, one.text) for one in plan.left}
    assert broken() - before <= left


def text(path: Path, line: int) -> str:
    return " ".join(path.read_text(encoding="latin-1").splitlines()[line - 1].split())


@pytest.mark.parametrize("name", CASES)
def test_check_finds_nothing_new_that_is_not_listed(tmp_path: Path, name: str) -> None:
    root = tmp_path / "host"
    plan = planned(name, root)
    before = {(f.rule, f.feature) for f in judge(open_host(root)).findings}
    apply(plan)
    commit_all(root)
    listed = {one.path for one in plan.left}
    after = [f for f in judge(open_host(root)).findings if f.path not in listed]
    assert {(f.rule, f.feature) for f in after} <= before


def test_a_second_run_says_how_it_ended(tmp_path: Path) -> None:
    root = shop(tmp_path, {"shop/preview/silver.py": ""})
    apply(retire("gold", str(root), reason="Nobody came.", successor="silver"))
    commit_all(root)
    for name in ("gold", "shop.preview.gold"):
        again = retire(name, str(root), reason="Again.")
        assert (again.edits, again.refusals) == ((), ())
        assert again.notes[0].startswith(f"{name} was retired in 1.1.0 already, see shop/preview/")
        assert again.notes[0].endswith(": Nobody came.")
        with pytest.raises(Mistake, match=r"was retired in 1\.1\.0 already: Nobody came") as told:
            promote(name, str(root), to="shop.gold")
        assert "silver" in told.value.remedy
        assert told.value.path == "shop/preview/ended.toml"


def test_the_last_feature_of_a_tree_without_settings_is_remembered(tmp_path: Path) -> None:
    write(tmp_path, {path: text for path, text in SHOP.items() if path != "coldframe.toml"})
    commit_all(tmp_path, tag="v1.0.0")
    apply(retire("gold", str(tmp_path), reason="Nobody came."))
    commit_all(tmp_path)
    assert "was retired in" in retire("gold", str(tmp_path), reason="Again.").notes[0]


def test_a_feature_that_others_need_is_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/preview/silver/__init__.py": "from shop.preview.gold import Gold\n\nGold()\n",
        "shop/preview/silver/preview.toml": 'title = "Silver"\nneeds = ["gold"]\n',
    }
    root = shop(tmp_path, files)
    done = coldframe(root, "retire", "gold", "--reason", "Nobody came.", "--apply")
    assert done.returncode == 1, done.stderr
    assert "silver needs gold (shop/preview/silver/preview.toml:2)" in done.stdout
    assert git(root, "status", "--porcelain") == ""


def test_a_migration_that_comes_after_one_in_the_folder_refuses(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/preview/gold/migrations/versions/a.py": 'revision = "a1"\ndown_revision = None\n',
        "shop/db/migrations/versions/b.py": 'revision = "b2"\ndown_revision = "a1"\n',
    }
    (refusal,) = retire("gold", str(shop(tmp_path, files)), reason="Nobody came.").refusals
    assert refusal.why.startswith("shop/db/migrations/versions/b.py comes after shop/preview/gold/")
    assert not refusal.waivable


def test_two_lists_of_migrations_may_use_one_name(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/preview/gold/migrations/versions/a.py": 'revision = "kilo"\n',
        "shop/db/migrations/versions/a.py": 'revision = "kilo"\ndown_revision = None\n',
        "shop/db/migrations/versions/b.py": 'revision = "b2"\ndown_revision = "kilo"\n',
    }
    assert retire("gold", str(shop(tmp_path, files)), reason="Nobody came.").refusals == ()


@pytest.mark.parametrize(
    ("name", "reason", "what"),
    [
        ("gold", "  ", "for a reason"),
        ("golt", "Why not.", "no feature golt"),
        ("shop.gold", "Why not.", "no feature shop.gold"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, reason: str, what: str) -> None:
    with pytest.raises(Mistake, match=what) as told:
        retire(name, str(shop(tmp_path)), reason=reason)
    assert told.value.remedy


def test_a_name_in_two_trees_must_be_whole(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "coldframe.toml": 'preview_trees = ["shop.preview", "shop.labs"]\n',
        "shop/labs/__init__.py": "",
        "shop/labs/gold.py": "",
    }
    root = shop(tmp_path, files)
    with pytest.raises(Mistake, match=r"2 features called gold: shop\.labs\.gold, shop\.preview"):
        retire("gold", str(root), reason="Why not.")
    plan = retire("shop.labs.gold", str(root), reason="Why not.")
    assert [edit.path for edit in plan.edits] == ["shop/labs/gold.py", "shop/labs/ended.toml"]


def test_what_only_hands_on_is_not_retired(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/gold.py": "class Gold:\n    pass\n",
        "shop/preview/gold/__init__.py": "from shop.gold import Gold\n",
    }
    with pytest.raises(Mistake, match=r"has moved to shop\.gold already"):
        retire("gold", str(shop(tmp_path, files)), reason="Why not.")


@pytest.mark.parametrize(
    ("tag", "settings", "given", "release"),
    [
        ("v1.0.0", "", "", "1.1.0"),
        ("v1.0.0", "", "7.0", "7.0"),
        ("v1.0.0", '[calendar]\nplanned = ["1.5.0", "1.6.0"]\n', "", "1.5.0"),
        ("nothing", '[calendar]\nplanned = ["1.0.0"]\n', "", "1.0.0"),
    ],
)
def test_the_release_is_the_next_one(
    tmp_path: Path, tag: str, settings: str, given: str, release: str
) -> None:
    files: dict[str, str | bytes] = {"coldframe.toml": SHOP["coldframe.toml"] + settings}
    plan = retire("gold", str(shop(tmp_path, files, tag)), reason="Why not.", release=given)
    (record,) = [e.after or b"" for e in plan.edits if e.path == "shop/preview/ended.toml"]
    assert f'release = "{release}"' in record.decode()


def test_without_any_release_one_has_to_be_named(tmp_path: Path) -> None:
    root = shop(tmp_path, tag="nothing")
    with pytest.raises(Mistake, match="which release") as told:
        retire("gold", str(root), reason="Why not.")
    assert "--release" in told.value.remedy
    with pytest.raises(Mistake, match="--release 1 0"):
        retire("gold", str(root), reason="Why not.", release="1 0")


def test_entry_points_in_setup_py_are_listed(tmp_path: Path) -> None:
    setup = 'setup(entry_points={"shop.plugins": ["gold = shop.preview.gold:Gold"]})\n'
    root = shop(tmp_path, {"setup.py": f"from setuptools import setup\n\n{setup}"})
    plan = retire("gold", str(root), reason="Why not.")
    assert [(one.path, one.line) for one in plan.left] == [("setup.py", 3)]
    assert "setup.py" not in {edit.path for edit in plan.edits}


def test_release_notes_and_specs_belong_and_stay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/specs/gold.md": "# Gold\n\n`shop.preview.gold`\n",
        "releasenotes/notes/gold-0123456789abcdef.yaml": "features:\n  - shop.preview.gold\n",
        "shop/preview/gold/preview.toml": 'title = "Gold"\nspec = "docs/specs/gold.md"\n',
    }
    root = shop(tmp_path, files)
    host = open_host(root)
    (note,) = [b for b in belongings(host, host.features[0]).found if b.kind == RELEASE_NOTES]
    assert note.path == "releasenotes/notes/gold-0123456789abcdef.yaml"
    assert not note.certain
    plan = retire("gold", str(root), reason="Why not.")
    gone = {edit.path for edit in plan.edits if edit.after is None}
    assert gone == {"shop/preview/gold/__init__.py", "shop/preview/gold/preview.toml"}
    assert any("docs/specs/gold.md stays" in note for note in plan.notes)
    assert plan.subject == "Retire Gold"
