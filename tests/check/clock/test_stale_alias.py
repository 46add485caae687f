"""``stale_alias``: when the time of an old name is over, and what is no old name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.check.clock.option_aliases import option_aliases
from coldframe.check.clock.stale_alias import check
from coldframe.declare.feature import Feature, PreviewTree
from coldframe.resolve.promoting.shims import shims

TREE = PreviewTree("garden.preview", "garden/preview")
WATERING = Feature("watering", "garden.preview.watering", "garden/preview/watering", TREE)
ENDED = """\
[[ended]]
feature = "watering"
release = "2.0.0"
ending = "promoted"
aliases_until = "{until}"
"""


def found(
    root: Path, files: dict[str, str], until: str, releases: str, version: str = ""
) -> list[str]:
    write(
        root,
        {
            "coldframe.toml": 'preview_trees = ["garden.preview"]\n[calendar]\n'
            f"releases = [{releases}]\n",
            "pyproject.toml": f'[project]\nname = "garden"\nversion = "{version}"\n',
            "garden/__init__.py": "",
            "garden/watering.py": "class Schedule: ...\n",
            "garden/preview/__init__.py": "",
            "garden/preview/ended.toml": ENDED.format(until=until),
            **files,
        },
    )
    commit_all(root)
    return [f"{f.path}:{f.line} {f.message}" for f in check(open_host(root))]


def left(until: str) -> dict[str, str]:
    (edit,) = shims(WATERING, {WATERING.module: "garden.watering"}, until, "Watering")
    assert edit.after is not None
    return {edit.path: edit.after.decode()}


@pytest.mark.parametrize(
    ("releases", "version", "end"),
    [
        ('"1.0.0", "2.0.0"', "", ""),
        ('"1.0.0", "3.1.0"', "", ""),
        ('"1.0.0", "3.2.0"', "", "3.2.0 is out"),
        ('"1.0.0", "4.0.0"', "", "4.0.0 is out"),
        ('"1.0.0", "3.1.0"', "3.2.0.dev3", "3.2.0 is being made"),
        ("", "", ""),
    ],
)
def test_its_time(tmp_path: Path, releases: str, version: str, end: str) -> None:
    lines = found(tmp_path, left("3.2.0"), "3.2.0", releases, version)
    assert [line.rpartition("; ")[2] for line in lines] == ([end] if end else [])


def test_what_was_written_by_hand_has_the_time_of_the_record(tmp_path: Path) -> None:
    files = {"garden/preview/watering.py": "from garden.watering import Schedule\n"}
    assert found(tmp_path, files, "3.0.0", '"1.0.0", "3.0.0"') == [
        "garden/preview/watering.py:1 garden.preview.watering still works for garden.watering,"
        " which was promised until 3.0.0; 3.0.0 is out"
    ]
    assert found(tmp_path, files, "4.0.0", '"1.0.0", "3.0.0"') == []


def test_without_a_time_nothing_is_stale(tmp_path: Path) -> None:
    files = {
        "garden/preview/watering.py": "from garden.watering import Schedule\n",
        "garden/preview/ended.toml": "",
    }
    assert found(tmp_path, files, "1.0.0", '"1.0.0", "3.0.0"') == []


def test_a_feature_that_came_back_is_no_alias(tmp_path: Path) -> None:
    files = {"garden/preview/watering.py": "class Schedule: ...\n"}
    assert found(tmp_path, files, "3.0.0", '"1.0.0", "3.0.0"') == []


OPTIONS = """\
import argparse
from oslo_config import cfg

A = cfg.StrOpt("a", deprecated_name="old-a", deprecated_group="old")
B = cfg.StrOpt("b", deprecated_opts=[cfg.DeprecatedOpt("b", group="old")])
C = cfg.StrOpt("c", help="was old.c, deprecated")
D = cfg.StrOpt("d", deprecated_name="old_d")
p = argparse.ArgumentParser()
p.add_argument("--e", "--preview-e")
p.add_argument("--f", help="not --preview-f")


def register(conf):
    conf.register_opts([A, B, C], group="new")
    conf.register_opt(D)
"""


def test_each_way_to_give_an_option_an_old_name(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"garden/options.py": OPTIONS}))
    names = ["old.old_a", "old.a", "old.b", "old.c", "new.c", "old_d", "--preview-e", "--preview-f"]
    assert list(option_aliases(open_host(tmp_path).tree, names)) == [
        ("old.old_a", "garden/options.py", 4),
        ("old.b", "garden/options.py", 5),
        ("old_d", "garden/options.py", 7),
        ("--preview-e", "garden/options.py", 9),
    ]
