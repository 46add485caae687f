"""Banners and badges look as they did when somebody last looked at them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pictures
import pytest
from chromium import screenshot
from PIL import Image
from preview_docs import host, mkdocs_build, sphinx_build
from wsgi_server import served

from coldframe.runtime import Previews, gate
from coldframe.runtime.labels import page


class Shot(NamedTuple):
    """The top of ``page``, ``width`` times ``height`` pixels of it."""

    page: str
    width: int
    height: int
    dark: bool = False


SHOTS = {
    "sphinx": Shot("sphinx", 900, 290),
    "sphinx-narrow": Shot("sphinx", 360, 300),
    "sphinx-dark": Shot("sphinx", 900, 290, dark=True),
    "mkdocs": Shot("mkdocs", 900, 290),
    "mkdocs-narrow": Shot("mkdocs", 360, 370),
    "mkdocs-dark": Shot("mkdocs", 900, 290, dark=True),
    "readthedocs": Shot("readthedocs", 900, 340),
    "badge": Shot("badge", 620, 170),
    "badge-narrow": Shot("badge", 320, 190),
    "badge-dark": Shot("badge", 620, 170, dark=True),
}
TEXT = "Earn a point for every crown that you spend, and pay with them from 100 on."
SPHINX = {
    "docs/conf.py": (
        'extensions = ["coldframe.sphinx_extension"]\nhtml_theme = "furo"\nproject = "Shop"\n'
    ),
    "docs/index.rst": "Shop\n====\n\n.. toctree::\n\n   loyalty\n",
    "docs/loyalty.rst": f"Points\n======\n\n{TEXT}\n",
}
MKDOCS = {
    "docs/index.md": "# Shop\n",
    "docs/loyalty.md": f"# Points\n\n{TEXT}\n",
    "mkdocs.yml": (
        "site_name: Shop\nplugins: [coldframe]\nuse_directory_urls: false\nstrict: true\n"
    ),
}
SHOP = """<!doctype html><meta charset="utf-8"><title>Shop</title>
<style>:root { color-scheme: light dark; } body { margin: 16px; }</style>
<script src="/preview-features/badge.js"></script>
<h1>Points <preview-badge feature="loyalty"></preview-badge></h1>
<p>Pay with points <preview-badge feature="loyalty"></preview-badge> or have them brought to you
by <a href="/drones">drones</a> <preview-badge feature="drones"></preview-badge> in the evening.
<p><button>Redeem <preview-badge feature="loyalty"></preview-badge></button>
"""


def docs_page(root: Path, kind: str) -> Path:
    """The claimed page, built by Sphinx with Furo or by MkDocs in one of its own themes."""
    if kind == "sphinx":
        assert sphinx_build(host(root, SPHINX)) == ""
        return root / "docs/out/loyalty.html"
    options = "color_mode: auto" if kind == "mkdocs" else "highlightjs: false"
    theme = f"theme: {{name: {kind}, {options}}}\n"
    mkdocs_build(host(root, {**MKDOCS, "mkdocs.yml": MKDOCS["mkdocs.yml"] + theme}))
    return root / "out/loyalty.html"


class Studio:
    """Builds each page once, and takes pictures of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.font = pictures.pinned_font()
        self.built: dict[str, Path] = {}

    def take(self, shot: Shot, harm: str = "") -> bytes:
        """A picture; ``harm`` is HTML that comes before the end of the page."""
        if shot.page == "badge":
            return self.badge(shot, harm)
        if shot.page not in self.built:
            self.built[shot.page] = docs_page(self.root / shot.page, shot.page)
        built = self.built[shot.page]
        text = built.read_text(encoding="utf-8").replace("</head>", f"{self.font}</head>")
        copy = built.with_name("pictured.html")
        copy.write_text(text.replace("</body>", f"{harm}</body>"), encoding="utf-8")
        return screenshot(copy, shot.width, shot.height, dark=shot.dark)

    def badge(self, shot: Shot, harm: str) -> bytes:
        """The shop, which has a badge wherever it has a text."""
        body = f"{SHOP}{self.font}{harm}".encode()

        def shop(environ, start_response):
            start_response("200 OK", [("Content-Type", "text/html")])
            return [body]

        with served(page.page_wsgi(shop, Previews("pictured_shop.preview"))) as address:
            return screenshot(address, shot.width, shot.height, dark=shot.dark)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    root = tmp_path_factory.mktemp("pictures")
    with pytest.MonkeyPatch.context() as patch:
        package = root / "pictured_shop/preview"
        for name in ("loyalty", "drones"):
            (package / name).mkdir(parents=True)
            (package / name / "__init__.py").touch()
            (package / name / "preview.toml").write_text(f'title = "{name.title()}"\n')
        patch.syspath_prepend(str(root))
        yield Studio(root)
    gate._hosts.pop("pictured_shop.preview", None)


@pytest.mark.parametrize("name", SHOTS)
def test_it_looks_as_it_did(studio: Studio, name: str) -> None:
    pictures.compare(name, studio.take(SHOTS[name]))


GONE = "<script>const gone = document.querySelector('.preview-banner');"
HIDDEN = "<style>.preview-banner, preview-badge { display: none !important; }</style>"
COLOURLESS = (
    "<style>.preview-banner, .preview-banner *, preview-badge { background: none !important;"
    " border-color: transparent !important; box-shadow: none !important;"
    " color: inherit !important; }</style>"
)
HARMS = {
    "it is hidden": (("sphinx", "mkdocs-dark", "badge-dark"), HIDDEN),
    "its colours are gone": (("sphinx", "mkdocs-dark", "badge-dark"), COLOURLESS),
    "the page is not styled": (
        ("readthedocs",),
        "<script>for (const one of document.styleSheets) one.disabled = true</script>",
    ),
    "it is at the end": (("sphinx",), f"{GONE} gone.parentElement.append(gone)</script>"),
    "it is above the heading": (("mkdocs",), f"{GONE} gone.parentElement.prepend(gone)</script>"),
    "its heading is gone": (("mkdocs",), f"{GONE} gone.firstElementChild.remove()</script>"),
    "it is any block": (("sphinx",), f"{GONE} gone.className = ''</script>"),
    "it is beside the text": (
        ("mkdocs",),
        "<style>.preview-banner { width: 40%; float: right; }</style>",
    ),
}


@pytest.mark.parametrize(
    ("name", "harm"), [(name, harm) for harm, (names, _) in HARMS.items() for name in names]
)
def test_what_readers_would_miss_is_reported(
    studio: Studio, name: str, harm: str, tmp_path
) -> None:
    harmed = studio.take(SHOTS[name], HARMS[harm][1])
    with pytest.raises(AssertionError, match=f"{name} looks different: .*% of its pixels"):
        pictures.compare(name, harmed, seen=tmp_path)


def test_a_badge_without_its_style_is_reported(studio: Studio, monkeypatch, tmp_path) -> None:
    script = page.badge()
    assert script
    bare = script.replace(b"document.adoptedStyleSheets = ", b"const forgotten = ")
    assert bare != script
    monkeypatch.setattr(page, "badge", lambda: bare)
    with pytest.raises(AssertionError, match="badge looks different"):
        pictures.compare("badge", studio.take(SHOTS["badge"]), seen=tmp_path)


@pytest.mark.parametrize("name", ["sphinx-narrow", "mkdocs", "badge"])
def test_letters_may_be_drawn_in_another_way(studio: Studio, name: str) -> None:
    other = "<style>* { -webkit-text-stroke: 0.25px; text-rendering: geometricPrecision; }</style>"
    png = studio.take(SHOTS[name], other)
    assert png != (pictures.KEPT / f"{name}.png").read_bytes()
    pictures.compare(name, png)


def square(size: int, colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(file, "PNG")
    return file.getvalue()


def test_what_was_seen_is_kept_and_shown_where_it_differs(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv(pictures.RENEW, raising=False)
    kept, seen = tmp_path / "kept", tmp_path / "seen"
    with pytest.raises(AssertionError, match=r"there is no picture of it yet\n.*\n.*make pictures"):
        pictures.compare("one", square(20, "white"), kept, seen)
    kept.mkdir()
    (kept / "one.png").write_bytes(square(20, "white"))
    pictures.compare("one", square(20, "#fff8f0"), kept, seen)
    with pytest.raises(AssertionError) as caught:
        pictures.compare("one", square(20, "#fff4d6"), kept, seen)
    assert "100.0% of its pixels differ" in str(caught.value)
    assert str(seen) in str(caught.value)
    assert (seen / "one.png").read_bytes() == square(20, "#fff4d6")
    assert Image.open(seen / "one.differs.png").getextrema() == (255, 255)
    with pytest.raises(AssertionError, match="it is 30 x 30 pixels, the picture 20 x 20"):
        pictures.compare("one", square(30, "white"), kept, seen)


def test_renewing_writes_only_what_looks_different(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(pictures.RENEW, "1")
    (tmp_path / "same.png").write_bytes(square(20, "white"))
    for name, colour in (("same", "#fefefe"), ("new", "red")):
        pictures.compare(name, square(20, colour), tmp_path, tmp_path / "seen")
    assert (tmp_path / "same.png").read_bytes() == square(20, "white")
    assert Image.open(tmp_path / "new.png").getpixel((0, 0)) == (255, 0, 0)


def test_every_picture_is_compared_and_small() -> None:
    kept = list(pictures.KEPT.iterdir())
    assert {path.name for path in kept} == {f"{name}.png" for name in SHOTS}
    assert sum(path.stat().st_size for path in kept) < 300_000
