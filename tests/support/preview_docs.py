"""A host with docs, built by Sphinx or by MkDocs; both have to show the same."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

from chromium import rendered
from hosts import commit_all, write

SENTENCE = (
    "Loyalty <points> is a preview feature: it is off by default, and may change or be removed"
    " in any release."
)
HOST = {
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/loyalty/__init__.py": "",
    "shop/preview/drones.py": "",
    "shop/preview/drones.preview.toml": 'title = "Drones"\n',
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0.0"\n',
}
LOYALTY = """\
title = "Loyalty <points>"
summary = "Points & more."
since = "1.0.0"

[claims]
docs = ["docs/loyalty.*", "docs/told.*"]
"""


def host(root: Path, pages: dict[str, str], claims: str = LOYALTY) -> Path:
    """A host whose docs are ``pages``."""
    root.mkdir(parents=True, exist_ok=True)
    write(root, {**HOST, **pages, "shop/preview/loyalty/preview.toml": claims})
    commit_all(root, tag="1.0.0")
    return root


def sphinx_build(root: Path) -> str:
    """Build ``docs`` into ``docs/out``; returns the warnings."""
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace

    warnings = io.StringIO()
    docs = root / "docs"
    with docutils_namespace():  # another build of this process may have named the same nodes
        Sphinx(
            docs, docs, docs / "out", docs / "trees", "html",
            status=io.StringIO(), warning=warnings, freshenv=False,
        ).build()  # fmt: skip
    return warnings.getvalue()


def mkdocs_build(root: Path) -> Path:
    """Build the docs; returns where they are."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "out"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return root / "out"


def shown(page: Path) -> str:
    """The text of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))).split())


# What makes a reader see the banner: where it stands, how big it is, how it differs in colour.
_MEASURE = """<script>
const banner = document.querySelector(".preview-banner"), box = banner.getBoundingClientRect();
const heading = document.querySelector("h1").getBoundingClientRect();
const text = [...banner.querySelectorAll("p")].pop();
const next = banner.nextElementSibling.getBoundingClientRect();
const light = colour => {
  const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(one => one / 255)
    .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = one => {
  const colour = getComputedStyle(one).backgroundColor;
  return /, 0\\)$/.test(colour) && one.parentElement ? behind(one.parentElement)
    : /, 0\\)$/.test(colour) ? "rgb(255, 255, 255)" : colour;
};
const [a, b] = [light(getComputedStyle(text).color), light(behind(text))].sort((x, y) => y - x);
const said = document.createElement("p");
said.id = "measured";
said.textContent = [
  `below ${box.top >= heading.bottom - 1}`, `above ${box.bottom <= next.top + 1}`,
  `seen ${box.height > 30 && box.width > 250 && box.right <= innerWidth}`,
  `own ground ${behind(text) !== behind(banner.parentElement)
    || parseFloat(getComputedStyle(banner).borderLeftWidth) > 0}`,
  `readable ${(a + 0.05) / (b + 0.05) >= 4.5}`,
].join(", ");
document.body.append(said);
</script>"""


def measured(page: Path) -> str:
    """The banner in a real browser, 1000 pixels wide.

    What no picture says: in every theme a reader needs the place below the heading, the size, a
    ground or rule of its own, and a contrast of 4.5 to 1 (WCAG 2, AA).
    """
    copy = page.with_name("measured.html")
    text = page.read_text(encoding="utf-8")
    copy.write_text(text.replace("</body>", f"{_MEASURE}</body>"), encoding="utf-8")
    found = re.search(r'<p id="measured">(.*?)</p>', rendered(copy, 1000))
    assert found, "nothing was measured"
    return found[1]


SEEN = "below true, above true, seen true, own ground true, readable true"
