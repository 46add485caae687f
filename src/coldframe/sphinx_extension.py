"""Sphinx: banners on the pages of preview features, an inventory of them, links to them.

``extensions = ["coldframe.sphinx_extension"]`` in ``conf.py`` puts a banner on every page that
a feature claims, below its heading, unless the page says by itself that it is a preview.
``.. preview:: loyalty`` is the banner elsewhere, ``.. preview-inventory::`` the table of
all features, ``:feature:`loyalty``` links to the first page that the feature claims.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from coldframe import __version__
from coldframe.check.inventory.records import Row
from coldframe.declare.mistake import Mistake
from coldframe.report.docs_pages import COLUMNS, DocsPages

_loaded: dict[str, DocsPages] = {}  # by source folder: an environment is pickled, this is not


class Banner(SphinxDirective):
    """``.. preview:: loyalty``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The banner of the feature."""
        pages = _pages(self.env)
        try:
            return [_banner(pages, pages.feature(self.arguments[0]))]
        except Mistake as mistake:
            raise self.error(" ".join(str(mistake).split())) from None


class InventoryTable(SphinxDirective):
    """``.. preview-inventory::``."""

    def run(self) -> list[nodes.Node]:
        """A table with a line per feature."""
        group = nodes.tgroup(cols=len(COLUMNS))
        group += [nodes.colspec(colwidth=1) for _ in COLUMNS]
        head, body = nodes.thead(), nodes.tbody()
        head += _line(COLUMNS)
        body += [_line(line) for line in _pages(self.env).table]
        group += [head, body]
        table = nodes.table(classes=["preview-inventory"])
        table += group
        return [table]


class FeatureRole(SphinxRole):
    """``:feature:`loyalty```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The feature's title and label, linked to its first page if it claims one."""
        pages = _pages(self.env)
        try:
            row = pages.feature(self.text)
        except Mistake as mistake:
            text = " ".join(str(mistake).split())
            return [], [self.inliner.reporter.error(text, line=self.lineno)]
        shown = nodes.inline(self.rawtext, pages.named(row), classes=["preview-feature"])
        for name in sorted(self.env.found_docs):
            if pages.claims(row, str(self.env.doc2path(name))):
                link = addnodes.pending_xref(
                    self.rawtext,
                    shown,
                    refdomain="std",
                    reftype="doc",
                    reftarget=f"/{name}",
                    refdoc=self.env.docname,
                    refexplicit=True,
                    refwarn=True,
                )
                return [link], []
        return [shown], []


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls; ``coldframe_root`` is anywhere in the host, by default the sources."""
    app.add_config_value("coldframe_root", "", "env", types=str)
    app.add_config_value("coldframe_known", "", "env", types=str)  # set below: a change rebuilds
    app.connect("config-inited", _load)
    app.connect("doctree-read", _add_banners)
    app.add_directive("preview", Banner)
    app.add_directive("preview-inventory", InventoryTable)
    app.add_role("feature", FeatureRole())
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _load(app: Sphinx, config: Config) -> None:
    try:
        pages = DocsPages(str(app.confdir / config.coldframe_root))
    except Mistake as mistake:
        raise ConfigError(str(mistake)) from None
    _loaded[str(app.srcdir)] = pages
    config.coldframe_known = pages.known


def _pages(env: BuildEnvironment) -> DocsPages:
    return _loaded[str(env.srcdir)]


def _add_banners(app: Sphinx, doctree: nodes.document) -> None:
    pages = _pages(app.env)
    banners = [
        _banner(pages, row) for row in pages.unlabelled(str(app.env.doc2path(app.env.docname)))
    ]
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None or title.parent is None:
        doctree[0:0] = banners
    else:
        at = title.parent.index(title) + 1
        title.parent[at:at] = banners


def _banner(pages: DocsPages, row: Row) -> nodes.admonition:
    banner = nodes.admonition(classes=["warning", "preview-banner"])
    banner += [nodes.title("", pages.heading), nodes.paragraph("", pages.sentence(row))]
    return banner


def _line(cells: tuple[str, ...]) -> nodes.row:
    line = nodes.row()
    for cell in cells:
        entry = nodes.entry()
        entry += nodes.paragraph("", cell)
        line += entry
    return line
