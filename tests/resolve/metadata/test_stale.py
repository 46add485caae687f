"""Metadata that still says the old thing is named, with what to do."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, write

from coldframe.resolve.metadata.entry_points import entry_points
from coldframe.resolve.metadata.stale import site_packages_of, stale
from coldframe.resolve.rewrite.renames import Renames
from coldframe.source.worktree import WorkTree

PYPROJECT = """\
[project]
name = "Big.Shop"

[project.entry-points.plugins]
cards = "shop.cards:Cards"
tab = "shop.preview.tab:Tab"
"""
RENAMES = Renames({"tabs": "shop.preview.tab"})


def found(root: Path, *site_packages: Path) -> list[tuple[str, int, str, str]]:
    tree = WorkTree(str(root))
    left = stale(tree, entry_points(tree), RENAMES, [str(place) for place in site_packages])
    return [(one.path.rpartition("env/")[2], one.line, one.text, one.why) for one in left]


def host(root: Path, built: str) -> Path:
    write(
        root,
        {
            "pyproject.toml": PYPROJECT,
            ".gitignore": "*.egg-info\n",
            "big_shop.egg-info/PKG-INFO": "Name: big-shop\nVersion: 2\n",
            "big_shop.egg-info/entry_points.txt": built,
        },
    )
    commit_all(root)
    return root


def test_metadata_that_is_up_to_date_is_not_named(tmp_path: Path) -> None:
    text = "[plugins]\ncards = shop.cards:Cards\ntab = shop.preview.tab:Tab\n"
    host(tmp_path / "host", text)
    write(
        tmp_path,
        {
            "env/other-1.dist-info/entry_points.txt": "[plugins]\nother = tabstract:T\n",
            "env/big_shop_extra-1.dist-info/entry_points.txt": "[other]\ntab = x:T\n",
        },
    )
    assert found(tmp_path / "host", tmp_path / "env") == []


def test_ignored_metadata_of_the_host_with_an_old_value_is_named(tmp_path: Path) -> None:
    host(tmp_path, "[plugins]\ncards = shop.cards:Cards\ntab = tabs:Tab\n")
    assert found(tmp_path) == [
        (
            "big_shop.egg-info/entry_points.txt",
            3,
            "tab = tabs:Tab",
            "built before the move: it still registers tab of plugins as tabs:Tab; build or "
            "install the project anew",
        )
    ]


def test_metadata_that_lacks_what_is_declared_is_named_once(tmp_path: Path) -> None:
    host(tmp_path, "[plugins]\ncards = shop.cards:Cards\n")
    ((path, _, text, why),) = found(tmp_path)
    assert (path, text) == ("big_shop.egg-info/entry_points.txt", "plugins:tab")
    assert "nothing will find them" in why


def test_an_old_distribution_that_registers_the_same_is_named(tmp_path: Path) -> None:
    host(tmp_path / "host", "[plugins]\ncards = shop.cards:Cards\ntab = shop.preview.tab:Tab\n")
    write(
        tmp_path,
        {
            "env/tabs-1.dist-info/METADATA": "Name: tabs\nVersion: 1.0\n",
            "env/tabs-1.dist-info/entry_points.txt": "[plugins]\ntab = tabs:Tab\n[more]\nx = tabs.x:X\n",
        },
    )
    assert found(tmp_path / "host", tmp_path / "env", tmp_path / "gone") == [
        (
            "tabs-1.dist-info/entry_points.txt",
            2,
            "tab = tabs:Tab",
            "tabs 1.0 is installed and registers tab of plugins as well, so which of the two is "
            "loaded is left to chance; uninstall it",
        ),
        (
            "tabs-1.dist-info/entry_points.txt",
            4,
            "x = tabs.x:X",
            "tabs 1.0 is installed and loads a module that moves, for x of more; uninstall it, or "
            "teach it shop.preview.tab.x",
        ),
    ]


def test_an_interpreter_names_its_environment(tmp_path: Path) -> None:
    write(tmp_path, {"v/bin/python": "", "v/lib/python3.12/site-packages/x.py": ""})
    places = site_packages_of(str(tmp_path / "v/bin/python"))
    assert places == [str((tmp_path / "v/lib/python3.12/site-packages").resolve())]
