"""What a docstring promises: exceptions, and parameters that are a preview or deprecated."""

from __future__ import annotations

import re
from typing import NamedTuple

import griffe

from coldframe.declare.label import says_preview

# The label at the very beginning: a text that merely speaks of a preview is none.
_LABELLED = r"^\W*(?:[\[(<*`]*\s*{word}\s*[\])>*`]*\s*[:.\])]|this is an? {word}\b)"
_DEPRECATED = re.compile(r"\.\. deprecated::|^\W*deprecated\b|\(deprecated\b", re.I | re.M)
_SPHINX = re.compile(r"^\s*:(?:raises?|except|exception)\s+([\w.]+)\s*:", re.M)


class Documented(NamedTuple):
    """``parameters`` has the stage of each that has one: the label, or ``deprecated``."""

    stage: str = ""
    deprecated: bool = False
    raises: tuple[str, ...] = ()
    parameters: dict[str, str] = {}


def documented(docstring: griffe.Docstring | None, word: str = "preview") -> Documented:
    """What ``docstring`` says in any of the usual styles.  ``word`` is the host's label."""
    if docstring is None:
        return Documented()
    text = docstring.value
    lower = text.lower()
    first = text.strip().partition("\n\n")[0]
    labels = "|".join(re.escape(each) for each in dict.fromkeys((word, "preview", "experimental")))
    stage = word if re.match(_LABELLED.format(word=f"(?:{labels})"), first, re.I) else ""
    raises = _SPHINX.findall(text)
    parameters: dict[str, str] = {}
    doubtful = "deprecated" in lower or says_preview(text, word)
    if "raises" in lower or doubtful:
        for section in docstring.parse("auto"):
            if section.kind is griffe.DocstringSectionKind.raises:
                raises += [str(each.annotation) for each in section.value if each.annotation]
            elif section.kind is griffe.DocstringSectionKind.parameters and doubtful:
                for each in section.value:
                    told = _stage(each.description or "", word)
                    if told:
                        parameters[each.name.lstrip("*")] = told
    names = [name.strip("`~! ") for name in raises]
    return Documented(
        stage,
        bool(_DEPRECATED.search(first)),
        tuple(name for name in names if re.fullmatch(r"[A-Za-z_][\w.]*", name)),
        parameters,
    )


def _stage(text: str, word: str) -> str:
    if re.search(r"^\W*deprecated\b|\bis deprecated\b|\(deprecated", text, re.I):
        return "deprecated"
    return word if says_preview(text, word) else ""
