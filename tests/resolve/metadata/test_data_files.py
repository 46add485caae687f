"""Data files go into the host's metadata, where and as the others are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.resolve.metadata.data_files import DataFile, data_files, with_data_files
from coldframe.source.worktree import WorkTree

HEAD = '[build-system]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "shop"\n'
NEW = DataFile("etc/shop", "etc/shop/wall.conf")
TABLE = """\
[tool.setuptools.data-files]
"etc/shop" = [
    "etc/shop/shop.conf",  # ours
]
"""
HATCH = """\
[build-system]
build-backend = "hatchling.build"
[project]
name = "shop"
[tool.hatch.build.targets.wheel.shared-data]
"etc/a.conf" = "etc/shop/a.conf"
"""
CFG = "[files]\ndata_files =\n    etc/shop = etc/shop/shop.conf\n\n[other]\nx = 1\n"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "pyproject.toml",
            HEAD + TABLE,
            HEAD + TABLE.replace("# ours\n", '# ours\n    "etc/shop/wall.conf",\n'),
        ),
        (
            "pyproject.toml",
            HEAD,
            f'{HEAD}\n[tool.setuptools.data-files]\n"etc/shop" = ["etc/shop/wall.conf"]\n',
        ),
        (
            "setup.cfg",
            CFG,
            CFG.replace("\n\n[other]", "\n    etc/shop = etc/shop/wall.conf\n\n[other]"),
        ),
        (
            "setup.cfg",
            "[files]\ndata_files =\n    etc/shop =\n        a.conf\n    etc/b =\n        b.conf\n",
            "[files]\ndata_files =\n    etc/shop =\n        a.conf\n        etc/shop/wall.conf\n"
            "    etc/b =\n        b.conf\n",
        ),
        (
            "setup.cfg",
            "[files]\ndata_files =\n    etc/b =\n        b.conf\n",
            "[files]\ndata_files =\n    etc/b =\n        b.conf\n    etc/shop = etc/shop/wall.conf\n",
        ),
        (
            "pyproject.toml",
            HATCH,
            HATCH + '"etc/shop/wall.conf" = "etc/shop/wall.conf"\n',
        ),
    ],
)
def test_a_data_file_is_added(path: str, before: str, after: str, tmp_path: Path) -> None:
    tree = WorkTree(str(write(tmp_path, {path: before})))
    (edit,), left = with_data_files(tree, [NEW])
    assert (edit.after or b"").decode() == after
    assert left == []
    write(tmp_path, {path: edit.after or b""})
    assert NEW in data_files(WorkTree(str(tmp_path)))
    assert with_data_files(WorkTree(str(tmp_path)), [NEW]) == ([], [])


@pytest.mark.parametrize("pattern", ["etc/shop/*", "etc/shop/*.conf"])
def test_what_a_pattern_covers_is_left_out(pattern: str, tmp_path: Path) -> None:
    text = f'{HEAD}[tool.setuptools.data-files]\n"etc/shop" = ["{pattern}"]\n'
    tree = WorkTree(str(write(tmp_path, {"pyproject.toml": text})))
    assert with_data_files(tree, [NEW]) == ([], [])
    edits, _ = with_data_files(tree, [NEW._replace(folder="etc/other")])
    assert edits


def test_where_nothing_can_be_edited_it_is_left_to_a_person(tmp_path: Path) -> None:
    text = "from setuptools import setup\nsetup(name='shop', data_files=[('etc', ['a'])])\n"
    tree = WorkTree(str(write(tmp_path, {"setup.py": text})))
    edits, left = with_data_files(tree, [NEW])
    assert edits == []
    assert [(one.path, one.text) for one in left] == [("setup.py", "etc/shop/wall.conf")]
    assert data_files(tree) == (DataFile("etc", "a"),)
