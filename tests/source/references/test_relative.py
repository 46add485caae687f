"""Relative imports are resolved by path, and only those that leave a feature are reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.source.references.find import references
from coldframe.source.worktree import WorkTree


def found(root: Path, files: dict[str, str | bytes], path: str = "host/preview") -> list[str]:
    write(root, files)
    commit_all(root)
    tree = WorkTree(str(root))
    return [f"{r.path}:{r.line} {r.target}" for r in references(tree, [("host.preview", path)])]


def test_between_features(tmp_path: Path) -> None:
    """One dot from a one-file feature, two from a package, three from deeper down."""
    assert found(
        tmp_path,
        {
            "host/preview/__init__.py": "from . import a\n",
            "host/preview/a.py": "from .b import X\nfrom . import b, a\n",
            "host/preview/b/__init__.py": "from ..a import Y\nfrom . import c\nfrom .c import Z\n",
            "host/preview/b/c/__init__.py": (
                "from ... import a\nfrom ...b import c\nfrom .. import q\n"
            ),
        },
    ) == [
        "host/preview/__init__.py:1 host.preview.a",
        "host/preview/a.py:1 host.preview.b.X",
        "host/preview/a.py:2 host.preview.b",
        "host/preview/b/__init__.py:1 host.preview.a.Y",
        "host/preview/b/c/__init__.py:1 host.preview.a",
    ]


def test_beyond_the_root(tmp_path: Path) -> None:
    """More dots than folders is Python's error, not a reference, and no crash."""
    assert found(
        tmp_path,
        {
            "host/preview/a.py": "from ......preview import x\nfrom ... import host\n",
            "x.py": "from .host.preview import a\nfrom .. import host\nhost.preview.a\n",
        },
    ) == ["x.py:1 host.preview.a"]


def test_namespace_package(tmp_path: Path) -> None:
    """Folders without ``__init__.py`` resolve the same way."""
    assert found(
        tmp_path, {"host/deep/er/x.py": "from ...preview import a\n", "host/preview/a.py": ""}
    ) == ["host/deep/er/x.py:1 host.preview.a"]


@pytest.mark.parametrize(
    "statement", ["from ..preview import a", "from .. import preview", "from ..preview.a import *"]
)
def test_same_words_elsewhere(tmp_path: Path, statement: str) -> None:
    """``tests/unit/preview`` is not ``host/preview``."""
    files: dict[str, str | bytes] = {
        "host/preview/a.py": "",
        "tests/unit/x/t.py": statement + "\n",
        "tests/unit/preview/a.py": "",
    }
    assert found(tmp_path, files) == []


def test_top_level_preview_package(tmp_path: Path) -> None:
    """The preview tree need not lie in another package."""
    write(tmp_path, {"preview/a.py": "", "app.py": "import preview.a\nfrom preview import a\n"})
    commit_all(tmp_path)
    tree = WorkTree(str(tmp_path))
    assert [(r.line, r.target) for r in references(tree, [("preview", "preview")])] == [
        (1, "preview.a"),
        (2, "preview.a"),
    ]


def test_nothing_wanted(tmp_path: Path) -> None:
    """Without packages there is nothing to find."""
    write(tmp_path, {"a.py": "import host.preview\n"})
    assert references(WorkTree(str(tmp_path)), []) == ()
