"""What a feature's own words say about it: title and summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import front
from coldframe.declare.label import STAGES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_LONGEST_TITLE = 60
# What a class that does a feature's main work is called: the feature's name, and one of these.
_ROLES = (
    "|trainer|service|plugin|driver|client|manager|engine|callback|handler|provider|backend|agent"
    "|extension|feature|integration"
)
_EMPTY_WORDS = ("initialize", "initialise", "configuration", "base", "abstract", "a class", "class")
_LABEL = re.compile(rf"\s*[\[(](?:{'|'.join(STAGES)})[\])]", re.IGNORECASE)
_SENTENCE = re.compile(r"(.+?[.!?])(?=\s+[A-Z0-9`*\"']|\s*$)", re.DOTALL)


def words_of(host: Host, feature: Feature) -> tuple[str, str]:
    """Title and summary of ``feature``; the summary is empty if nobody has written one.

    Both come from the docstring: a short first line that is no sentence is the title, the
    first sentence after it the summary.  Without such a line the title is the feature's
    name, spelled as its classes spell it.  Without a docstring the summary is that of the
    class which is named after the feature and does its work.
    """
    path = front(host, feature)
    data = host.tree.read(path) if path.endswith(".py") and host.tree.exists(path) else b""
    docstring = _docstring(data)
    heading, _, rest = docstring.partition("\n")
    heading = heading.strip().strip("#=*").strip()
    titled = heading[:1].isalnum() and "\ufffd" not in heading  # which stands for bad bytes
    titled = (
        titled and len(heading) <= _LONGEST_TITLE and not heading.endswith((".", ":", "!", ","))
    )
    if titled and (not rest.strip() or rest.startswith("\n") or not rest.strip("=-~ \n")):
        summary = first_sentence(rest.lstrip("=-~ \n"))
        return heading, summary or _of_class(host, feature)
    summary = first_sentence(docstring) or _of_class(host, feature)
    return spelled(feature.name, data), summary


def _of_class(host: Host, feature: Feature) -> str:
    """The first sentence of the docstring of the feature's main class."""
    plain = re.escape(feature.name.replace("_", "").lower())
    wanted = re.compile(rb"^class (%b(?:%b))\b" % (plain.encode(), _ROLES.encode()), re.I | re.M)
    paths = host.tree.under(feature.path) if feature.is_package else [feature.path]
    for path in paths:
        data = host.tree.read(path) if path.endswith(".py") else b""
        match = wanted.search(data)
        if match is None:
            continue
        import ast

        from coldframe.source.python.parse import parse

        for node in parse(data).tree.body:
            if isinstance(node, ast.ClassDef) and node.name == match[1].decode():
                sentence = first_sentence(ast.get_docstring(node) or "")
                if sentence and not sentence.lower().startswith(_EMPTY_WORDS):
                    return sentence
    return ""


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


def first_sentence(text: str) -> str:
    """The first sentence of a docstring; empty if it is none that can stand alone."""
    paragraph = text.strip().partition("\n\n")[0]
    paragraph = re.sub(r"\s+", " ", paragraph)
    match = _SENTENCE.match(paragraph)
    sentence = match[1] if match else paragraph
    # A docstring may well begin with a directive, a list or code.
    sentence = _LABEL.sub("", sentence)
    plain = sentence[:1].isalnum() and not any(odd in sentence for odd in ("](", "`", "\ufffd"))
    return sentence if plain and len(sentence) <= 300 else ""


def spelled(name: str, data: bytes) -> str:
    """``name`` as ``data`` spells it at the beginning of a word, or else as plain words."""
    plain = name.replace("_", "").lower()
    for match in re.finditer(rb"\b[A-Z][A-Za-z0-9]{2,}\b", data):
        word = match[0].decode()
        if word.lower().startswith(plain) and len(plain) > 2:
            spelled = word[: len(plain)]
            following = word[len(plain) : len(plain) + 1]
            # A constant (WALLS) does not show how the name is spelled.
            if not following or (following.isupper() and not word.isupper()):
                return spelled
    words = name.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]
