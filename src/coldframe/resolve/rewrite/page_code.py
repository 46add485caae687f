"""Examples in pages and docstrings: Python that is rewritten as exactly as in a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.rewrite.draft import Draft

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.page_regions import Region

_QUOTE = re.compile(r"(?:[ \t]*>(?!>) ?)+")  # of Markdown
_IMPORT = re.compile(rf"^(?:{_QUOTE.pattern})?\s*(?:>>> |\.\.\. )?\s*(?:from|import)\b")
_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.)(?: |$)")
_OPTION = re.compile(r"^\s*:[\w-]+:")
_MAGIC = re.compile(r"^\s*[%!?]")


class _Example(NamedTuple):
    """The code of a region, with one place in the page for each of its characters.

    ``margins`` is what stands before the code on each line.
    """

    code: str
    places: list[int]
    margins: list[str]


def rewrite_example(draft: Draft, lines: list[str], starts: list[int], region: Region) -> bool:
    """Rewrite the Python in ``region`` of a page; False if it is none, or imports nothing."""
    from coldframe.resolve.rewrite.python import rewrite_code

    texts = lines[region.first - 1 : region.last]
    words = draft.moved.words
    if not any(_IMPORT.match(text) for text in texts):
        return False
    if not any(word in text for text in texts for word in words):
        return False
    example = _example(texts, starts[region.first - 1 : region.last])
    inner = Draft(draft.path, example.code.encode("utf-8", "surrogatepass"), draft.moved)
    if not rewrite_code(inner):
        return False
    for start, end, new, why in inner.edits():
        first = example.places[start]
        last = example.places[end - 1] + 1 if end > start else first
        margin = example.margins[inner.line_of(start) - 1]
        draft.replace(first, last, _spread(new, margin, draft.newline), why)
    for offset, why in inner.doubts():
        draft.leave(example.places[offset], why)
    return True


def _example(texts: list[str], starts: list[int]) -> _Example:
    """What prompts stand before, or all lines without the indent that they have in common."""
    is_session = any(text.lstrip().startswith(">>>") for text in texts)
    quotes = [_QUOTE.match(t) for t in texts]
    quoted = [q.end() for q in quotes if q is not None]
    if len(quoted) == len(texts) and not is_session:
        inner = _example(
            [t[end:] for t, end in zip(texts, quoted, strict=True)],
            [start + end for start, end in zip(starts, quoted, strict=True)],
        )
        fronts = [t[:end] for t, end in zip(texts, quoted, strict=True)]
        return inner._replace(margins=[a + b for a, b in zip(fronts, inner.margins, strict=True)])
    indents = [len(t) - len(t.lstrip()) for t in texts if t.strip() and not _OPTION.match(t)]
    indent = min(indents, default=0)
    in_options = not is_session
    code: list[str] = []
    places: list[int] = []
    margins: list[str] = []
    for text, start in zip(texts, starts, strict=True):
        prompt = _PROMPT.match(text) if is_session else None
        in_options = in_options and (_OPTION.match(text) is not None or not text.strip())
        if is_session:
            margin = prompt.group() if prompt is not None else text
        else:
            margin = text if in_options or _MAGIC.match(text) else text[:indent]
        part = text[len(margin) :].rstrip()
        code.append(part)
        places += range(start + len(margin), start + len(margin) + len(part) + 1)
        margins.append(margin)
    return _Example("\n".join(code), places, margins)


def _spread(new: str, margin: str, newline: str) -> str:
    """``new`` with what its further lines have before the code; prompts as Python shows them."""
    first, *rest = new.split("\n")
    bare = margin.rstrip()
    if not bare.endswith((">>>", "...")):
        return newline.join([first, *(margin + line for line in rest)])
    lead = bare[:-3]
    prompts = ("... " if line[:1].isspace() else ">>> " for line in rest)
    return newline.join(
        [first, *(lead + prompt + line for prompt, line in zip(prompts, rest, strict=True))]
    )
