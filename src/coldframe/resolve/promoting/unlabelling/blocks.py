"""The parts of a text as a reader sees them: headings, admonitions, paragraphs, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

HEADING, ADMONITION, PARAGRAPH, CODE, BADGE = "heading", "admonition", "paragraph", "code", "badge"

_DIRECTIVE = re.compile(r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>[\w:-]+)::[ \t]*(?P<title>.*)")
_MKDOCS = re.compile(r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<name>\w+)[ \t]*(?P<title>.*)")
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|:{3,}|~{3,})(?P<name>.*)")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r"(?P<char>[!-/:-@\[-`{-~])(?P=char){2,}[ \t]*")
_BADGE = re.compile(
    r"[ \t]*(?:\[?!\[[^\]]*\]\([^)]*(?:badge|shields\.io)[^)]*\)(?:\]\([^)]*\))?"
    r"|\{?:bdg-[\w-]+:?\}?`[^`]*`)[ \t]*"
)
_ADMONITIONS = frozenset(
    (
        *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note"),
        *("seealso", "tip", "warning", "info", "preview", "experimental", "beta", "alpha"),
    )
)
_TITLED = frozenset(("admonition", "note", "warning", "info", "tip", "danger", "important"))


class Block(NamedTuple):
    """Lines ``first`` up to and without ``last``, from 0.

    ``title`` is what heads an admonition, ``body`` the text in it; of a heading ``body`` is its
    text and ``start`` where that begins.  ``lines`` are those of an over- and underline.
    """

    kind: str
    first: int
    last: int
    body: str
    title: str = ""
    start: int = 0
    rules: tuple[int, ...] = ()


def blocks(lines: list[str], indent: str = "") -> Iterator[Block]:
    """The blocks of a text whose ``lines`` have no ends; ``indent`` is that of all of it."""
    at = 0
    while at < len(lines):
        block = _block(lines, at, indent)
        if block is None:
            at += 1
        else:
            yield block
            at = block.last


def _block(lines: list[str], at: int, indent: str) -> Block | None:
    line = lines[at]
    if not line.strip():
        return None
    if at == 0 and line.rstrip() == "---":
        end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), 0)
        if end:
            return Block(CODE, at, end + 1, "")  # front matter, which its own reader knows
    found = _DIRECTIVE.fullmatch(line)
    if found:
        return _indented(lines, at, found["indent"], found["name"], found["title"])
    found = _MKDOCS.fullmatch(line)
    if found:
        return _indented(lines, at, found["indent"], found["name"], found["title"].strip(" \"'"))
    found = _FENCE.fullmatch(line)
    if found:
        return _fenced(lines, at, found["fence"], found["name"].strip())
    if line.strip().startswith("> ") or line.strip() == ">":
        return _quoted(lines, at)
    heading = _heading(lines, at)
    if heading is not None:
        return heading
    if _BADGE.fullmatch(line):
        return Block(BADGE, at, at + 1, line)
    if re.match(r"[ \t]+", line.removeprefix(indent)) and line.startswith(indent) and at:
        return Block(CODE, at, _end_of_paragraph(lines, at), "")
    end = _end_of_paragraph(lines, at)
    return Block(PARAGRAPH, at, end, "\n".join(lines[at:end]))


def _end_of_paragraph(lines: list[str], at: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _opens(lines, end):
        end += 1
    return end


def _opens(lines: list[str], at: int) -> bool:
    line = lines[at]
    return bool(
        _FENCE.fullmatch(line) or _HEADING.fullmatch(line) or _DIRECTIVE.fullmatch(line)
    ) or line.lstrip().startswith("> ")


def _indented(lines: list[str], at: int, indent: str, name: str, title: str) -> Block:
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and not line.startswith((f"{indent} ", f"{indent}\t")):
            break
        end += 1
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    body = "\n".join(lines[at + 1 : end])
    if name == "image" and ("badge" in title or "shields.io" in title):
        return Block(BADGE, at, end, title)
    if name not in _ADMONITIONS:
        return Block(CODE, at, end, "")
    if name not in _TITLED:
        return Block(ADMONITION, at, end, f"{title}\n{body}", name)
    if name == "admonition" or not body.strip() or lines[at].lstrip()[:1] in "!?":
        return Block(ADMONITION, at, end, body, title)
    return Block(ADMONITION, at, end, f"{title}\n{body}")


def _fenced(lines: list[str], at: int, fence: str, name: str) -> Block:
    close = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
    end = next((n for n in range(at + 1, len(lines)) if close.fullmatch(lines[n])), None)
    last = len(lines) if end is None else end + 1
    found = re.fullmatch(r"\{?([\w-]+)\}?[ \t]*(?:\[([^\]]*)\]|(.*))", name)
    admonition = found is not None and found[1] in _ADMONITIONS and (fence[0] == ":" or "{" in name)
    if end is None or found is None or not admonition:
        return Block(CODE, at, last, "")
    body = "\n".join(line for line in lines[at + 1 : end] if not re.match(r"\s*:\w+:", line))
    kind = found[1] if found[1] not in _TITLED else ""
    return Block(ADMONITION, at, last, body, found[2] or found[3] or kind)


def _quoted(lines: list[str], at: int) -> Block:
    end = at
    while end < len(lines) and lines[end].lstrip().startswith(">"):
        end += 1
    body = [re.sub(r"\s*> ?", "", line, count=1) for line in lines[at:end]]
    title = ""
    if re.fullmatch(r"\[![\w-]+\]\s*", body[0]):
        body = body[1:]
    named = re.match(r"\*\*([^*]+)\*\*:?\s*", body[0]) if body else None
    if named:
        title, body = named[1], [body[0][named.end() :], *body[1:]]
    return Block(ADMONITION, at, end, "\n".join(body), title)


def _heading(lines: list[str], at: int) -> Block | None:
    found = _HEADING.fullmatch(lines[at])
    if found:
        return Block(HEADING, at, at + 1, found["title"], start=found.start("title"))
    if _is_rule(lines, at):
        same = at + 2 < len(lines) and lines[at + 2].rstrip() == lines[at].rstrip()
        if same and lines[at + 1].strip():
            return _ruled(lines, at + 1, (at, at + 2))
        return Block(CODE, at, at + 1, "")
    if _is_rule(lines, at + 1) and len(lines[at + 1].rstrip()) >= len(lines[at].strip()):
        return _ruled(lines, at, (at + 1,))
    return None


def _ruled(lines: list[str], at: int, rules: tuple[int, ...]) -> Block:
    text = lines[at]
    start = len(text) - len(text.lstrip())
    return Block(
        HEADING, min(at, *rules), max(at, *rules) + 1, text.strip(), "", start, (at, *rules)
    )


def _is_rule(lines: list[str], at: int) -> bool:
    return at < len(lines) and _UNDERLINE.fullmatch(lines[at]) is not None
