"""The pages of a feature, and the examples on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

# A fence of Markdown, or a directive of reStructuredText, for Python.
_FENCE = re.compile(r"^(?P<mark>```+|~~~+)\s*(?:python3?|py|pycon|\{code-block\}\s*python3?)\b.*$")
_DIRECTIVE = re.compile(
    r"^(?P<indent>\s*)\.\.\s+(?:code-block|code|sourcecode)::\s*(?:python3?|py|pycon)\s*$"
)
_PROMPT = re.compile(r"^\s*>>> ")


class Example(NamedTuple):
    """One example: its page and first line, its text, and whether it is a session with prompts."""

    page: str
    line: int
    text: str
    session: bool


def pages(host: Host, feature: Feature) -> list[str]:
    """The pages of the docs about ``feature``, and those in its folder."""
    found = {p for p in host.places.docs_pages(host.tree) if host.places.is_docs_of(p, feature)}
    found |= {p for p in host.tree.under(feature.path) if feature.owns(p)}
    return sorted(p for p in found if p.endswith((".md", ".rst", ".txt")))


def pages_with_examples(host: Host, feature: Feature) -> list[str]:
    """Those that have an example."""
    return [page for page in pages(host, feature) if examples(host, page)]


def examples(host: Host, page: str) -> list[Example]:
    """The examples of one page in order: blocks of Python, and sessions outside of blocks."""
    lines = host.tree.read(page).decode("utf-8", "replace").splitlines()
    found: list[Example] = []
    at = 0
    while at < len(lines):
        fence, directive = _FENCE.match(lines[at]), _DIRECTIVE.match(lines[at])
        if fence:
            end = at + 1
            while end < len(lines) and not lines[end].startswith(fence["mark"]):
                end += 1
            block = lines[at + 1 : end]
        elif directive:
            end = at + 1
            while end < len(lines) and _belongs(lines[end], directive["indent"]):
                end += 1
            block = lines[at + 1 : end]
            while block and (not block[0].strip() or block[0].strip().startswith(":")):
                block.pop(0)
                at += 1
        elif _PROMPT.match(lines[at]):
            end = at
            while end < len(lines) and lines[end].strip():
                end += 1
            block, at = lines[at:end], at - 1
        else:
            at += 1
            continue
        if any(line.strip() for line in block):
            found.append(_example(page, at + 2, block))
        at = end + 1
    return found


def _belongs(line: str, indent: str) -> bool:
    return not line.strip() or (line.startswith(indent) and line[len(indent) :][:1].isspace())


def _example(page: str, line: int, block: list[str]) -> Example:
    from textwrap import dedent

    text = dedent("\n".join(block)) + "\n"
    return Example(page, line, text, any(_PROMPT.match(one) for one in text.splitlines()))
