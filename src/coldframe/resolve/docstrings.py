"""What a feature's own words say about it: title and summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import front

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_LONGEST_TITLE = 60
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s+[A-Z0-9`*\"']|\s*$)", re.DOTALL)


def words_of(host: Host, feature: Feature) -> tuple[str, str]:
    """Title and summary of ``feature``; the summary is empty if nobody has written one.

    Both come from the docstring: a short first line that is no sentence is the title, the
    first sentence after it the summary.  Without such a line the title is the feature's
    name, spelled as its classes spell it.
    """
    path = front(host, feature)
    data = host.tree.read(path) if path.endswith(".py") and host.tree.exists(path) else b""
    docstring = _docstring(data)
    heading, _, rest = docstring.partition("\n")
    heading = heading.strip().strip("#=*").strip()
    titled = 0 < len(heading) <= _LONGEST_TITLE and not heading.endswith((".", ":", "!", ","))
    if titled and (not rest.strip() or rest.startswith("\n") or not rest.strip("=-~ \n")):
        summary = _first_sentence(rest.lstrip("=-~ \n"))
        return heading, summary
    return _spelled(feature.name, data), _first_sentence(docstring)


def _docstring(data: bytes) -> str:
    if b'"""' not in data and b"'''" not in data and not data.lstrip().startswith((b'"', b"'")):
        return ""
    import ast
    import inspect

    from coldframe.source.python.parse import parse

    body = parse(data).tree.body
    if not body or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Constant):
        return ""
    text = body[0].value.value
    return inspect.cleandoc(text).strip() if isinstance(text, str) else ""


def _first_sentence(text: str) -> str:
    paragraph = text.strip().partition("\n\n")[0]
    paragraph = re.sub(r"\s+", " ", paragraph)
    match = _SENTENCE.match(paragraph)
    sentence = match[1] if match else paragraph
    # A docstring may well begin with a directive, a list or code.
    return sentence if len(sentence) <= 300 and sentence[:1].isalnum() else ""


def _spelled(name: str, data: bytes) -> str:
    plain = name.replace("_", "").lower()
    for match in re.finditer(rb"\b[A-Z][A-Za-z0-9]{2,}\b", data):
        word = match[0].decode()
        if word.lower().startswith(plain) and len(plain) > 2:
            spelled = word[: len(plain)]
            following = word[len(plain) : len(plain) + 1]
            if not following or following.isupper():
                return spelled
    words = name.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]
