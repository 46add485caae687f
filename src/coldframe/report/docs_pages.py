"""What the docs of a host say of its preview features: banners, an inventory, links.

The Sphinx extension and the MkDocs plugin put it into their own kind of page.
"""

from __future__ import annotations

import os
from functools import cached_property

from coldframe.check.discovery import open_host
from coldframe.check.inventory.records import Row
from coldframe.check.labels.shown_text import top_of_page
from coldframe.check.places import matcher
from coldframe.check.status import inventory
from coldframe.declare.entries import nearest
from coldframe.declare.label import mark, says_preview, sentence
from coldframe.declare.mistake import Mistake
from coldframe.report.status_words import deadline, first_in

COLUMNS = ("Feature", "Stage", "Since", "Until", "Summary")


class DocsPages:
    """The declared features of the host that ``start`` belongs to, for one build of its docs.

    Raises Mistake for settings or a declaration that cannot be read.
    """

    def __init__(self, start: str) -> None:
        host = open_host(start)
        self.root = str(host.tree.root)
        self.word = host.settings.label
        living = {feature.module for feature, _ in host.declared}
        self.rows = tuple(
            sorted(
                (row for row in inventory(host).rows if row.feature.module in living),
                key=lambda row: row.label,
            )
        )

    @property
    def heading(self) -> str:
        """What stands over a banner: ``Preview``."""
        return self.word[:1].upper() + self.word[1:]

    @property
    def known(self) -> str:
        """All that pages show of features, as one text: when it changes, every page may."""
        claims = [said.claims.docs for row in self.rows if (said := row.feature.declaration)]
        return repr((self.word, self.table, claims))

    @cached_property
    def table(self) -> list[tuple[str, ...]]:
        """The inventory: one line per feature, with `COLUMNS`."""
        return [
            (
                self.title(row),
                row.stage,
                first_in(row),
                deadline(row),
                row.feature.declaration.summary if row.feature.declaration else "",
            )
            for row in self.rows
        ]

    def feature(self, name: str) -> Row:
        """The feature of that name; raises Mistake, with the nearest name."""
        for row in self.rows:
            if name in (row.name, row.label, row.feature.module):
                return row
        known = [row.label for row in self.rows]
        raise Mistake(
            f"there is no {self.word} feature {name!r}",
            nearest(name, known) or (f"There are {', '.join(known)}." if known else ""),
        )

    def title(self, row: Row) -> str:
        """The feature's title, or its name."""
        return (row.feature.declaration and row.feature.declaration.title) or row.name

    def sentence(self, row: Row) -> str:
        """What a banner says."""
        return sentence(self.title(row), self.word)

    def named(self, row: Row) -> str:
        """A feature as running text calls it: ``Loyalty points [preview]``."""
        return f"{self.title(row)} {mark(self.word)}"

    def path(self, page: str) -> str:
        """A page's path relative to the host's root, as claims write it."""
        relative = os.path.relpath(os.path.realpath(page), os.path.realpath(self.root))
        return relative.replace(os.sep, "/")

    def claims(self, row: Row, page: str) -> bool:
        """Whether the feature claims the page with that file name."""
        said = row.feature.declaration
        return bool(
            said and said.claims.docs and matcher(said.claims.docs).fullmatch(self.path(page))
        )

    def unlabelled(self, page: str) -> list[Row]:
        """The features that claim this page, unless the page says itself what they are."""
        owners = [row for row in self.rows if self.claims(row, page)]
        if owners:
            with open(page, "rb") as file:
                if says_preview(top_of_page(page, file.read()), self.word):
                    return []
        return owners
