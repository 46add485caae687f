"""MkDocs: banners on the pages of preview features, an inventory of them, links to them.

``plugins: [coldframe]`` in ``mkdocs.yml`` puts a banner on every page that a feature claims,
below its heading, unless the page says by itself that it is a preview.
``<!-- preview: loyalty -->`` is the banner elsewhere, ``<!-- preview-inventory -->`` the table
of all features, ``[](feature:loyalty)`` links to the first page that the feature claims.
They are looked for in the finished HTML, where an example in a code block is no comment and no
link any more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html import escape, unescape
from typing import TypeVar

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from coldframe.check.inventory.records import Row
from coldframe.declare.mistake import Mistake
from coldframe.report.docs_pages import COLUMNS, DocsPages

T = TypeVar("T")
_BANNER = re.compile(r"<!--\s*preview:\s*([\w.]+)\s*-->")
_TABLE = re.compile(r"<!--\s*preview-inventory\s*-->")
_LINK = re.compile(r'<a href="feature:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


class Options(Config):
    """``root`` is anywhere in the host; by default the folder of ``mkdocs.yml``."""

    root = config_options.Type(str, default="")


class PreviewPlugin(BasePlugin[Options]):
    """The plugin ``coldframe``."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the features of the host."""
        self._here = os.path.dirname(os.path.abspath(config.config_file_path))
        start = os.path.join(self._here, self.config.root)
        self._pages = self._told(lambda: DocsPages(start))

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page with its banners, tables and links."""
        pages = self._pages

        def banner(found: re.Match[str]) -> str:
            return _banner(pages, self._told(lambda: pages.feature(found[1]), page))

        def link(found: re.Match[str]) -> str:
            row = self._told(lambda: pages.feature(unescape(found[1])), page)
            target = next((one for one in files if _claimed(pages, row, one)), None)
            text = found[2] or escape(pages.named(row))
            if target is None or page.file is None:
                return f'<span class="preview-feature">{text}</span>'
            href = escape(target.url_relative_to(page.file))
            return f'<a class="preview-feature" href="{href}">{text}</a>'

        html = _BANNER.sub(banner, html)
        html = _TABLE.sub(lambda found: _table(pages), html)
        html = _LINK.sub(link, html)
        source = page.file.abs_src_path
        own = "".join(_banner(pages, row) for row in pages.unlabelled(source)) if source else ""
        before, heading, after = html.partition("</h1>")
        return f"{before}{heading}{own}{after}" if heading else own + html

    def _told(self, ask: Callable[[], T], page: Page | None = None) -> T:
        try:
            return ask()
        except Mistake as mistake:
            where = f"{page.file.src_uri}: " if page is not None else ""
            raise PluginError(f"{where}{mistake}") from None


def _claimed(pages: DocsPages, row: Row, file: File) -> bool:
    source = file.abs_src_path
    return bool(source and file.is_documentation_page() and pages.claims(row, source))


def _banner(pages: DocsPages, row: Row) -> str:
    return (
        '\n<div class="admonition warning preview-banner">'
        f'<p class="admonition-title">{escape(pages.heading)}</p>'
        f"<p>{escape(pages.sentence(row))}</p></div>\n"
    )


def _table(pages: DocsPages) -> str:
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>"
        for line in pages.table
    )
    return (
        f'<table class="preview-inventory"><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
