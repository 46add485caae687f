"""``coldframe new`` scaffolds what passes ``check``, but for the spec it asks for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.check.run import judge
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import load_settings
from coldframe.resolve.apply import apply
from coldframe.resolve.new import new

HATCH = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "1.0"
[project.optional-dependencies]
test = ["pytest"]
"""
SETUPTOOLS = HATCH.replace('"hatchling"', '"setuptools"').replace(
    "hatchling.build", "setuptools.build_meta"
)


def shop(root: Path, files: dict[str, str] | None = None) -> Path:
    write(
        root,
        {
            "pyproject.toml": HATCH,
            "shop/__init__.py": "",
            "shop/preview/__init__.py": "",
            "shop/preview/drones.py": "x = 1\n",
            **(files or {}),
        },
    )
    commit_all(root, tag="v1.0.0")
    return root


def findings(root: Path, feature: str) -> list[tuple[str, str]]:
    return [(f.rule, f.path) for f in judge(open_host(root)).findings if f.feature == feature]


LAYOUTS = {
    "nothing yet": {},
    "tests in the package": {"shop/tests/__init__.py": "", "shop/tests/unit/__init__.py": ""},
    "docs in reStructuredText": {"docs/source/index.rst": "Shop\n====\n"},
    "setuptools": {"pyproject.toml": SETUPTOOLS},
    "own settings": {"coldframe.toml": 'preview_trees = ["shop.preview"]\nlabel = "beta"\n'},
    "own place for tests": {
        "coldframe.toml": 'preview_trees = ["shop.preview"]\ntests = ["checks/{feature}/**"]\n'
    },
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_passes_check_but_for_the_spec(tmp_path: Path, layout: str) -> None:
    root = shop(tmp_path, {"coldframe.toml": 'preview_trees = ["shop.preview"]', **LAYOUTS[layout]})
    apply(new("loyalty", str(root), owners=["ada"]))
    commit_all(root)
    path = "shop/preview/loyalty/preview.toml"
    assert findings(root, "loyalty") == [("missing_spec", path)]
    tests = [p for p in open_host(root).tree.paths() if p.endswith("test_loyalty.py")]
    done = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout


def test_with_a_spec_nothing_is_left(tmp_path: Path) -> None:
    settings = 'preview_trees = ["shop.preview"]\n'
    root = shop(tmp_path, {"coldframe.toml": settings, "docs/specs/loyalty.md": "# Loyalty\n"})
    plan = new("loyalty", str(root), owners=["ada"], spec="docs/specs/loyalty.md", title="Points")
    apply(plan)
    commit_all(root)
    assert findings(root, "loyalty") == []
    assert plan.command.endswith("--spec docs/specs/loyalty.md --title Points --owner ada")


@pytest.mark.parametrize("settings", ["", "cycles = 3\n", 'preview_trees = ["shop.labs"]\n'])
def test_a_new_tree_is_made(tmp_path: Path, settings: str) -> None:
    files = {"src/shop/__init__.py": "", "src/shop/labs/__init__.py": "", "src/shop/labs/a.py": ""}
    if settings:
        files["coldframe.toml"] = settings
    write(tmp_path, {"pyproject.toml": HATCH, **files})
    commit_all(tmp_path, tag="v1.0.0")
    apply(new("loyalty", str(tmp_path), tree="shop.preview", owners=["ada"]))
    assert (tmp_path / "src/shop/preview/__init__.py").exists()
    assert (tmp_path / "src/shop/preview/loyalty/preview.toml").exists()
    trees = load_settings(str(tmp_path)).preview_trees
    assert trees is not None
    assert "shop.preview" in trees
    assert settings.startswith("preview_trees") <= ("shop.labs" in trees)
    commit_all(tmp_path)
    assert [rule for rule, _ in findings(tmp_path, "loyalty")] == ["missing_spec"]


def test_owners_come_from_codeowners(tmp_path: Path) -> None:
    root = shop(tmp_path, {"CODEOWNERS": "* @team\n"})
    plan = new("loyalty", str(root), tree="shop.preview")
    assert any(b'owners = ["@team"]' in (edit.after or b"") for edit in plan.edits)


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("drones", "exists already: shop/preview/drones.py", "taken are drones"),
        ("class", "'class' is a word of the Python language", "class_feature"),
        ("two-words", "is no Python name", "Write 'two_words'."),
        ("3d", "is no Python name", "letters"),
        ("", "is no Python name", ""),
        ("../up", "is no Python name", ""),
        ("utils", "is no name for a feature", ""),
        ("_hidden", "is no name for a feature", ""),
        ("tests", "is no name for a feature", ""),
        ("test_it", "is no name for a feature", ""),
    ],
)
def test_names_that_are_refused(tmp_path: Path, name: str, what: str, remedy: str) -> None:
    root = shop(tmp_path, {"coldframe.toml": 'preview_trees = ["shop.preview"]'})
    with pytest.raises(Mistake) as caught:
        new(name, str(root), owners=["ada"])
    assert what in caught.value.what
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("tree", "what"),
    [
        ("", "there are 2 preview trees: shop.labs, shop.preview"),
        ("shopp.preview", "there is no package shopp"),
        ("preview", "a preview tree is a package in a package"),
        ("shop-x.preview", "it must be a dotted name"),
        ("shop.mod", "is a module: shop/mod.py"),
    ],
)
def test_trees_that_are_refused(tmp_path: Path, tree: str, what: str) -> None:
    settings = 'preview_trees = ["shop.labs", "shop.preview"]'
    files = {"coldframe.toml": settings, "shop/labs/__init__.py": "", "shop/mod.py": ""}
    with pytest.raises(Mistake) as caught:
        new("loyalty", str(shop(tmp_path, files)), tree=tree, owners=["ada"])
    assert what in caught.value.what


def test_without_a_tree_it_says_how_to_make_one(tmp_path: Path) -> None:
    write(tmp_path, {"shop/__init__.py": ""})
    with pytest.raises(Mistake, match=r"--tree shop.preview"):
        new("loyalty", str(tmp_path), owners=["ada"])


@pytest.mark.parametrize("name", ["loyalty", 'say "hi"\\'])
def test_titles_are_written_as_they_are(tmp_path: Path, name: str) -> None:
    root = shop(tmp_path, {"coldframe.toml": 'preview_trees = ["shop.preview"]'})
    apply(new("loyalty", str(root), owners=["ada"], title=name))
    commit_all(root)
    host = open_host(root)
    feature = next(f for f in host.features if f.name == "loyalty")
    assert feature.declaration is not None
    assert feature.declaration.title == name
    compile((root / "shop/preview/loyalty/__init__.py").read_text(), "x", "exec")
