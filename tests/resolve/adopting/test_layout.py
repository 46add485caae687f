"""Each file of a project has one place in the host, or a reason to stay behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import open_host

from coldframe.declare.feature import Feature, PreviewTree
from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopting.layout import Layout, layout
from coldframe.resolve.adopting.packages import main_package, packages
from coldframe.source.worktree import WorkTree

PROJECT = '[project]\nname = "wall"\nversion = "1"\n'


def write(root: Path, paths: list[str]) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    (root / "pyproject.toml").write_text(PROJECT)


def placed(tmp_path: Path, host: list[str], project: list[str], root: str = "") -> Layout:
    write(tmp_path / "host", host)
    write(tmp_path / "project", project)
    tree = PreviewTree("shop.preview", f"{root}shop/preview")
    feature = Feature("wall", "shop.preview.wall", f"{root}shop/preview/wall", tree)
    source = WorkTree(str(tmp_path / "project"))
    return layout(open_host(tmp_path / "host"), feature, source, main_package(source))


def test_a_host_with_tests_by_kind_in_its_package(tmp_path: Path) -> None:
    found = placed(
        tmp_path,
        ["shop/__init__.py", "shop/tests/__init__.py", "shop/tests/unit/__init__.py"],
        [
            "wall/__init__.py",
            "wall/core/api.py",
            "wall/core/__init__.py",
            "wall/tests/__init__.py",
            "wall/tests/base.py",
            "wall/tests/unit/__init__.py",
            "wall/tests/unit/core/test_api.py",
            "wall/tests/functional/test_all.py",
        ],
    )
    assert {file.source: file.path for file in found.placed} == {
        "wall/__init__.py": "shop/preview/wall/__init__.py",
        "wall/core/__init__.py": "shop/preview/wall/core/__init__.py",
        "wall/core/api.py": "shop/preview/wall/core/api.py",
        "wall/tests/__init__.py": "shop/tests/preview/wall/__init__.py",
        "wall/tests/base.py": "shop/tests/preview/wall/base.py",
        "wall/tests/unit/__init__.py": "shop/tests/unit/preview/wall/__init__.py",
        "wall/tests/unit/core/test_api.py": "shop/tests/unit/preview/wall/core/test_api.py",
        "wall/tests/functional/test_all.py": "shop/tests/functional/preview/wall/test_all.py",
    }
    assert found.modules["wall"] == "shop.preview.wall"
    assert found.modules["wall.tests"] == "shop.tests.preview.wall"
    assert found.modules["wall.tests.unit"] == "shop.tests.unit.preview.wall"
    assert found.modules["wall.core.api"] == "shop.preview.wall.core.api"


def test_a_flat_project_in_a_host_with_src(tmp_path: Path) -> None:
    found = placed(
        tmp_path,
        ["src/shop/__init__.py", "tests/test_shop.py", "docs/index.md"],
        ["wall/__init__.py", "tests/test_wall.py", "docs/index.md", "docs/more/use.md"],
        root="src/",
    )
    assert {file.source: file.path for file in found.placed} == {
        "wall/__init__.py": "src/shop/preview/wall/__init__.py",
        "tests/test_wall.py": "tests/preview/wall/test_wall.py",
        "docs/index.md": "docs/wall/index.md",
        "docs/more/use.md": "docs/wall/more/use.md",
    }
    assert found.modules["wall"] == "shop.preview.wall"


def test_tests_stay_in_the_package_where_the_host_has_no_place_for_them(tmp_path: Path) -> None:
    found = placed(tmp_path, ["shop/__init__.py"], ["wall/__init__.py", "wall/tests/test_a.py"])
    assert [file.path for file in found.placed] == [
        "shop/preview/wall/__init__.py",
        "shop/preview/wall/tests/test_a.py",
    ]


def test_what_stays_behind_has_a_reason(tmp_path: Path) -> None:
    found = placed(
        tmp_path,
        ["shop/__init__.py", "doc/source/index.rst"],
        [
            "wall/__init__.py",
            "setup.py",
            "LICENSE",
            "tox.ini",
            ".zuul.yaml",
            "devstack/plugin.sh",
            "releasenotes/notes/a.yaml",
            "doc/source/conf.py",
            "doc/source/index.rst",
            "etc/shop/wall.conf",
            "etc/README.txt",
            "odd/thing.bin",
        ],
    )
    assert {file.path for file in found.placed} == {
        "shop/preview/wall/__init__.py",
        "doc/source/wall/index.rst",
        "etc/shop/wall.conf",
    }
    assert {file.source for file in found.behind if file.by_hand} == {
        ".zuul.yaml",
        "devstack/plugin.sh",
        "doc/source/conf.py",
        "odd/thing.bin",
    }
    assert all(file.why for file in found.behind)


@pytest.mark.parametrize(
    ("pages", "places"),
    [
        (["docs/wall.md"], {"docs/wall.md"}),
        (["docs/wall/index.md", "docs/wall/use.md"], {"docs/wall/index.md", "docs/wall/use.md"}),
        (["docs/wall.md", "docs/use.md"], {"docs/wall/wall.md", "docs/wall/use.md"}),
        (["docs/index.md", "docs/wall/a.md"], {"docs/wall/index.md", "docs/wall/wall/a.md"}),
        (["docs/picture.png"], set()),
    ],
)
def test_pages_that_are_called_after_the_feature_keep_their_place(
    pages: list[str], places: set[str], tmp_path: Path
) -> None:
    found = placed(tmp_path, ["shop/__init__.py", "docs/index.md"], ["wall/__init__.py", *pages])
    assert {file.path for file in found.placed if file.kind == "Docs"} == places


def test_what_is_said_already_or_empty_stays_behind(tmp_path: Path) -> None:
    found = placed(
        tmp_path,
        ["shop/__init__.py", "shop/py.typed", "tests/unit/test_a.py"],
        ["wall/__init__.py", "wall/py.typed", "tests/__init__.py", "tests/unit/test_b.py"],
    )
    assert {file.path for file in found.placed} == {
        "shop/preview/wall/__init__.py",
        "tests/unit/preview/wall/test_b.py",
    }
    assert {file.source for file in found.behind} == {"wall/py.typed", "tests/__init__.py"} | {
        "pyproject.toml"
    }


def test_it_must_be_clear_which_package_is_meant(tmp_path: Path) -> None:
    write(tmp_path, ["a/__init__.py", "b/__init__.py"])
    tree = WorkTree(str(tmp_path))
    with pytest.raises(Mistake, match="2 packages: a, b"):
        main_package(tree)
    assert main_package(tree, "b").path == "b"
    with pytest.raises(Mistake, match="no package c"):
        main_package(tree, "c")


def test_the_package_called_like_the_project_is_meant(tmp_path: Path) -> None:
    write(tmp_path, ["src/wall/__init__.py", "src/bricks/__init__.py"])
    assert main_package(WorkTree(str(tmp_path))).module == "wall"


def test_a_namespace_is_part_of_the_name_and_a_module_is_a_project(tmp_path: Path) -> None:
    write(tmp_path / "a", ["src/acme/wall/__init__.py"])
    assert [p.module for p in packages(WorkTree(str(tmp_path / "a")))] == ["acme.wall"]
    write(tmp_path / "b", ["wall.py", "setup.py"])
    assert [p.path for p in packages(WorkTree(str(tmp_path / "b")))] == ["wall.py"]
