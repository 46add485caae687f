"""Cross-references to objects, in docs and in docstrings: roles and links."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.regex import regex
from coldframe.source.references.wanted import Wanted

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
# :py:class:`~host.preview.x.C`, :class:`text <host.preview.x.C>`, {py:class}`host.preview.x.C`
_ROLE = regex(
    r"(?::|\{)(?:py:)?(?:class|func|meth|mod|attr|obj|exc|data|const|any|deco|type)(?::|\})"
    rf"`(?:[^`<]*<)?[~!.]*({_NAME})(?:\(\))?>?`"
)
_MKDOCS_LINK = regex(rf"\]\[({_NAME})\]")
_DOC_BUILDER_LINK = regex(rf"\[`[~!]?({_NAME})`\](?!\()")  # else: Markdown, to a page


def cross_references(line: str, wanted: Wanted) -> Iterator[tuple[int, str]]:
    """Columns and targets of roles and links to objects."""
    if "`" not in line and "][" not in line:
        return
    for pattern in (_ROLE, _MKDOCS_LINK):
        for found in pattern.finditer(line):
            target = wanted.target(found[1])
            if target and line[: found.start()][-2:] != "``":  # else: shown, not meant
                yield found.start(1) + 1, target
    for found in _DOC_BUILDER_LINK.finditer(line):
        target = from_top(found[1], wanted)
        if target:
            yield found.start(1) + 1, target


def from_top(name: str, wanted: Wanted) -> str:
    """``name`` as doc-builder means it: it leaves out the package whose docs it builds."""
    for module in wanted.modules:
        top, _, rest = module.partition(".")
        if rest and (name == rest or name.startswith(rest + ".")):
            return f"{top}.{name}"
    return wanted.target(name)
