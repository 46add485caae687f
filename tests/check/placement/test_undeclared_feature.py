"""Who needs a declaration, and who does not."""

from __future__ import annotations

from pathlib import Path

from findings import host_with, lines

WATERING = "garden/preview/watering/preview.toml"


def test_declared_feature_is_silent(tmp_path: Path) -> None:
    assert lines("undeclared_feature", host_with(tmp_path)) == []


def test_a_module_that_only_forwards_has_ended(tmp_path: Path) -> None:
    files = {
        "garden/preview/watering/__init__.py": "from garden.watering import Schedule\n",
        "garden/watering.py": "class Schedule: ...\n",
    }
    assert lines("undeclared_feature", host_with(tmp_path, files, without=WATERING)) == []


def test_shared_modules_are_no_features(tmp_path: Path) -> None:
    assert lines("undeclared_feature", host_with(tmp_path, {"garden/preview/utils.py": ""})) == []


def test_a_package_without_init_is_named_by_its_first_file(tmp_path: Path) -> None:
    files = {"garden/preview/compost/heap.py": "x = 1\n"}
    assert lines("undeclared_feature", host_with(tmp_path, files)) == [
        "garden/preview/compost/heap.py:0 compost has no declaration"
    ]


def test_no_preview_tree_no_finding(tmp_path: Path) -> None:
    from hosts import commit_all, open_host, write

    write(tmp_path, {"garden/__init__.py": "", "preview.py": ""})
    commit_all(tmp_path)
    assert lines("undeclared_feature", open_host(tmp_path)) == []
