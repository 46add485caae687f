"""A declared feature is not in the docs, or claims a page that does not exist.

A page counts if it is claimed, named after the feature, or names the feature: by its dotted
name, its title, or its own name as a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.placement.coverage import any_match, documented, unpacked_without
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="missing_docs",
    family="placement",
    why="A preview that nobody can read about gets no users, and so no proof that it is ready.",
    hint="Write a page about the feature, or list the one there is under `[claims] docs`.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per undocumented feature, and per claimed page that does not exist."""
    if not host.declared:
        return
    claiming = set()
    for feature, declaration in host.declared:
        for at, page in enumerate(declaration.claims.docs):
            claiming.add(feature.module)  # a page that is missing is finding enough
            if any_match(host, (page,)):
                continue
            yield RULE.at(
                feature.declaration_path,
                declaration.lines.get(f"claims.docs.{at}") or declaration.line("claims.docs"),
                f"{feature.name} claims the docs page {page!r}, and there is none",
                hint="Write the page, or correct the path under `[claims] docs`.",
                feature=feature.name,
            )
    left = [(f, d) for f, d in host.declared if f.module not in claiming]
    if not left or unpacked_without(host, "docs"):
        return
    have = documented(host)
    for feature, declaration in left:
        if feature.module not in have:
            yield RULE.at(
                feature.declaration_path,
                declaration.line("title"),
                f"no page of the docs names {feature.name}",
                feature=feature.name,
            )
