"""A docs page of a feature has no label near its top.

People arrive on a page from a search engine, not from the table of contents.  The pages are
those that the feature claims; the label is looked for in the first 30 lines with text, in a
heading, an admonition, a banner, a badge or a sentence.  Comments and front matter do not
count: no reader sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="unlabelled_docs",
    family="labels",
    why="Readers reach a page through a search, not through the table of contents: a page"
    " without the label promises a stable feature.",
    hint="Put the label below the page's heading.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per page."""
    claiming = [(f, d) for f, d in host.declared if d.claims.docs]
    if not claiming:
        return
    from coldframe.check.labels.shown_text import PAGES, TOP_LINES, top_of_page
    from coldframe.check.places import matcher, paths_with
    from coldframe.declare.label import says_preview, sentence

    pages = paths_with(host.tree, [suffix.encode() + b"\0" for suffix in PAGES])
    for feature, declaration in claiming:
        claimed = matcher(declaration.claims.docs)
        title = declaration.title or feature.name
        for path in pages:
            if not claimed.fullmatch(path):
                continue
            top = top_of_page(path, host.tree.read(path))
            if not says_preview(top, host.settings.label):
                yield RULE.at(
                    path,
                    1,
                    f"this page of {feature.name} does not say {host.settings.label} in its"
                    f" first {TOP_LINES} lines",
                    hint="Say it below the page's heading, for example:"
                    f" {sentence(title, host.settings.label)}",
                    feature=feature.name,
                )
