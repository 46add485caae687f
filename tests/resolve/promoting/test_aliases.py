"""Plain names beside those that say preview: certain ones are added, others are left."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from hosts import commit_all, open_host, write

from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.promoting.aliases import Aliases, aliases
from coldframe.resolve.promoting.plain_names import PlainNames
from coldframe.resolve.rewrite.renames import Renames

RENAMES = Renames({"shop.preview.loyalty": "shop.loyalty"})
PROJECT = """\
[project]
name = "shop"
version = "1"

[project.scripts]
preview-loyalty = "shop.preview.loyalty:main"

[project.entry-points."shop.plugs"]
loyalty = "shop.preview.loyalty:One"
preview_loyalty_cards = "shop.preview.loyalty:Two"
preview_images = "shop.preview.loyalty:Three"
preview_gifts = "shop.preview.gifts:Gifts"
"loyalty.preview" = "shop.preview.loyalty:One"
"""
CODE = """\
import argparse
import click
from oslo_config import cfg

OPTS = [cfg.StrOpt("level")]
parser = argparse.ArgumentParser()
parser.add_argument("-l", '--preview-loyalty-level', help="[preview] ä")
parser.add_argument("--preview-image")
parser.add_argument("--preview-loyalty-name"); parser.add_argument("--loyalty-name")
parser.add_argument("--ä", "--loyalty-preview")


@click.option("--preview-loyalty/--no-preview-loyalty")
def run(): ...


def register(conf):
    conf.register_opts(OPTS, group="preview_loyalty")
"""


def found(root: Path, files: dict[str, str], name: str = "loyalty") -> tuple[Aliases, PlannedTree]:
    base = {
        "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
        "shop/__init__.py": "",
        "shop/preview/__init__.py": "",
        f"shop/preview/{name}/__init__.py": "",
    }
    commit_all(write(root, {**base, **files}))
    host = open_host(root)
    feature = next(f for f in host.features if f.name == name)
    given = aliases(host.tree, host, feature, RENAMES)
    return given, PlannedTree(host.tree, given.edits)


def test_entry_points(tmp_path: Path) -> None:
    given, after = found(tmp_path, {"pyproject.toml": PROJECT})
    text = after.read("pyproject.toml").decode()
    assert [line for line in text.splitlines() if line not in PROJECT.splitlines()] == [
        'loyalty = "shop.preview.loyalty:main"',
        'loyalty_cards = "shop.preview.loyalty:Two"',
    ]
    assert all(line in text.splitlines() for line in PROJECT.splitlines())
    assert given.entry_points == {
        "console_scripts:preview-loyalty": "loyalty",
        "shop.plugs:preview_loyalty_cards": "loyalty_cards",
    }
    assert [(one.line, one.why) for one in given.left] == [
        (11, "may be named after the preview stage"),
        (13, "loyalty is taken in shop.plugs"),
    ]


def test_options(tmp_path: Path) -> None:
    given, after = found(tmp_path, {"shop/preview/loyalty/cli.py": CODE})
    text = after.read("shop/preview/loyalty/cli.py").decode()
    expected = CODE.replace(
        "'--preview-loyalty-level'", "'--preview-loyalty-level', '--loyalty-level'"
    ).replace('"--loyalty-preview"', '"--loyalty-preview", "--loyalty"')
    assert text == expected
    assert given.options == {
        "--preview-loyalty-level": "--loyalty-level",
        "--loyalty-preview": "--loyalty",
    }
    assert [(one.line, one.why.partition(":")[0]) for one in given.left] == [
        (8, "may be named after the preview stage"),
        (9, "--loyalty-name cannot simply be added beside it"),
        (13, "--loyalty/--no-preview-loyalty cannot simply be added beside it"),
        (18, "a group named after the preview stage"),
    ]


def test_the_value_of_a_flag_keeps_its_name() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--preview-loyalty-level", "--loyalty-level")
    assert parser.parse_args(["--loyalty-level", "3"]).preview_loyalty_level == "3"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("preview_loyalty", "loyalty"),
        ("loyalty-preview", "loyalty"),
        ("--preview-loyalty", "--loyalty"),
        ("--preview", ""),
        ("shop.preview.loyalty.cards", "shop.loyalty.cards"),
        ("PREVIEW_LOYALTY", "LOYALTY"),
        ("preview_image", ""),
        ("previewloyalty", ""),
        ("loyalty", ""),
        ("preview_loyaltycards", ""),
    ],
)
def test_plain_names(tmp_path: Path, name: str, plain: str) -> None:
    found(tmp_path, {})
    host = open_host(tmp_path)
    assert PlainNames(host, host.features[0]).plain(name) == plain


def test_a_feature_about_previews_is_called_so(tmp_path: Path) -> None:
    code = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--print-preview')\n"
    given, _ = found(tmp_path, {"shop/preview/print_preview/cli.py": code}, "print_preview")
    assert given == ((), (), {}, {})
