"""What a reader is shown of a page or a note: comments and front matter left out."""

from __future__ import annotations

import re

from coldframe.regex import regex

PAGES = (".rst", ".md", ".mdx", ".txt", ".ipynb", ".html", ".adoc", ".markdown")
TOP_LINES = 30

_FRONT_MATTER = regex(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_HTML_COMMENT = regex(r"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)
# A comment of reStructuredText: ".. text" that is no directive, target, footnote or
# substitution, with what is indented below it.
_RST_COMMENT = regex(
    r"^\.\.(?:[ \t]*$|[ \t]+(?![\w:+.-]+::|_|\[|\|).*$)(?:\n(?:[ \t]+.*|[ \t]*)$)*", re.MULTILINE
)


def top_of_page(path: str, data: bytes) -> str:
    """The first lines that a reader sees of the page: where a label must be.

    These are the first 30 lines with text.  Of a notebook, its first cells of text.
    """
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    if path.endswith(".ipynb"):
        text = _notebook(text)
    elif path.endswith((".rst", ".txt")):
        text = _RST_COMMENT.sub("", text)
    else:
        text = _HTML_COMMENT.sub("", _FRONT_MATTER.sub("", text))
        if path.endswith(".html"):
            text = re.sub(r"<head\b.*?</head>|<script\b.*?</script>|<[^>]+>", " ", text, flags=re.S)
    shown = [line for line in text.split("\n") if line.strip()]
    return "\n".join(_named_directives(line) for line in shown[:TOP_LINES])


def _named_directives(line: str) -> str:
    """``.. preview::`` and ``:::{preview}`` say in their name what they show."""
    named = re.match(r"\s*(?:\.\.[ \t]+([\w:+.-]+?)::|(?:`{3,}|:{3,})\{?([\w-]+)\}?)", line)
    if not named:
        return line
    return f"{(named[1] or named[2]).replace('-', ' ')}: {line[named.end() :]}"


def _notebook(text: str) -> str:
    import json

    try:
        cells = json.loads(text)["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] != "code")
    except (ValueError, KeyError, TypeError, RecursionError):
        return text
