"""Sphinx builds of a host's docs: banners, the inventory, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from preview_docs import LOYALTY, SEEN, SENTENCE, host, measured, shown
from preview_docs import sphinx_build as build
from sphinx.errors import ConfigError

CONF = 'extensions = ["coldframe.sphinx_extension"]\nhtml_theme = "furo"\nproject = "Shop"\n'
PAGES = {
    "docs/conf.py": CONF,
    "docs/index.rst": (
        "Shop\n====\n\nSee :feature:`loyalty` and :feature:`drones`.\n\n"
        ".. preview-inventory::\n\n.. toctree::\n\n   loyalty\n   told\n   more\n"
    ),
    "docs/loyalty.rst": "Points\n======\n\nEarn them.\n",
    "docs/told.rst": "Told\n====\n\nThis is experimental.\n",
    "docs/plain.rst": ":orphan:\n\nNo heading.\n",
    "docs/more.rst": "More\n====\n\n.. preview:: shop.preview.drones\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = host(tmp_path_factory.mktemp("sphinx") / "host", PAGES)
    assert build(root) == ""
    return root / "docs/out"


def test_a_claimed_page_has_a_banner_below_its_heading(built: Path) -> None:
    text = shown(built / "loyalty.html")
    assert text.count(SENTENCE) == 1
    assert text.index("Preview " + SENTENCE) < text.index("Earn them.")


def test_other_pages_have_none(built: Path) -> None:
    assert "off by default" not in shown(built / "told.html")
    assert "off by default" not in shown(built / "index.html")


def test_the_directive(built: Path) -> None:
    assert "Drones is a preview feature" in shown(built / "more.html")


def test_the_inventory_and_the_role(built: Path) -> None:
    text = shown(built / "index.html")
    assert "See Loyalty <points> [preview] and Drones [preview] ." in text
    assert "Feature Stage Since Until Summary" in text
    assert "Loyalty <points> preview 1.0.0" in text and "Points & more." in text
    html = (built / "index.html").read_text()
    assert re.search(r'href="loyalty\.html"><span class="doc">Loyalty &lt;points', html)


def test_readers_see_the_banner(built: Path) -> None:
    assert measured(built / "loyalty.html") == SEEN


def test_what_is_declared_later_rebuilds_the_pages(tmp_path: Path) -> None:
    root = host(tmp_path / "host", PAGES)
    build(root)
    assert SENTENCE in shown(root / "docs/out/loyalty.html")
    claims = root / "shop/preview/loyalty/preview.toml"
    claims.write_text(LOYALTY.replace("docs/loyalty.*", "docs/plain.*"))
    build(root)
    assert SENTENCE not in shown(root / "docs/out/loyalty.html")
    assert SENTENCE in shown(root / "docs/out/plain.html")


def test_wrong_names_are_warnings_with_the_nearest(tmp_path: Path) -> None:
    pages = {**PAGES, "docs/more.rst": "M\n=\n\n.. preview:: loyalti\n\n:feature:`dron`\n"}
    said = build(host(tmp_path / "host", pages))
    assert (
        "more.rst:4: ERROR: there is no preview feature 'loyalti' Did you mean 'loyalty'?" in said
    )
    assert "there is no preview feature 'dron' Did you mean 'drones'?" in said


def test_a_broken_declaration_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"preview\.toml:1"):
        build(host(tmp_path / "host", PAGES, "title = [\n"))
