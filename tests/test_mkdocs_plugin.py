"""MkDocs builds of a host's docs: banners, the inventory, links."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from preview_docs import SEEN, SENTENCE, host, measured, shown
from preview_docs import mkdocs_build as build

PAGES = {
    "mkdocs.yml": (
        "site_name: Shop\nplugins: [coldframe]\nuse_directory_urls: false\nstrict: true\n"
        "theme: {name: readthedocs, highlightjs: false}\n"
    ),
    "docs/index.md": (
        "# Shop\n\nSee [](feature:loyalty), [it](feature:loyalty) and [](feature:drones).\n\n"
        "<!-- preview-inventory -->\n\n"
        "    <!-- preview: loyalty -->\n    [](feature:loyalty)\n"
    ),
    "docs/loyalty.md": "# Points\n\nEarn them.\n",
    "docs/told.md": "# Told\n\nThis is experimental.\n",
    "docs/more.md": "# More\n\n<!-- preview: shop.preview.drones -->\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(host(tmp_path_factory.mktemp("mkdocs") / "host", PAGES))


def test_a_claimed_page_has_a_banner_below_its_heading(built: Path) -> None:
    text = shown(built / "loyalty.html")
    assert text.count(SENTENCE) == 1
    assert text.index("Points Preview " + SENTENCE) < text.index("Earn them.")


def test_other_pages_have_none(built: Path) -> None:
    assert "off by default" not in shown(built / "told.html")
    assert "off by default" not in shown(built / "index.html")


def test_the_comment(built: Path) -> None:
    assert "Drones is a preview feature" in shown(built / "more.html")


def test_the_inventory_and_the_links(built: Path) -> None:
    text = shown(built / "index.html")
    assert "See Loyalty <points> [preview] , it and Drones [preview] ." in text
    assert "Feature Stage Since Until Summary" in text
    assert "Loyalty <points> preview 1.0.0" in text and "Points & more." in text
    html = (built / "index.html").read_text()
    assert html.count('<a class="preview-feature" href="loyalty.html">') == 2


def test_code_is_left_alone(built: Path) -> None:
    assert "<!-- preview: loyalty --> [](feature:loyalty)" in shown(built / "index.html")


def test_readers_see_the_banner(built: Path) -> None:
    assert measured(built / "loyalty.html") == SEEN


@pytest.mark.parametrize("text", ["<!-- preview: loyalti -->", "[](feature:loyalti)"])
def test_a_wrong_name_stops_the_build(tmp_path: Path, caplog, text: str) -> None:
    root = host(tmp_path / "host", {**PAGES, "docs/more.md": f"# More\n\n{text}\n"})
    with pytest.raises(Abort):
        build(root)
    assert "more.md: there is no preview feature 'loyalti'" in caplog.text
    assert "Did you mean 'loyalty'?" in caplog.text


def test_a_broken_declaration_stops_the_build(tmp_path: Path, caplog) -> None:
    with pytest.raises(Abort):
        build(host(tmp_path / "host", PAGES, "title = [\n"))
    assert "shop/preview/loyalty/preview.toml:1:" in caplog.text
