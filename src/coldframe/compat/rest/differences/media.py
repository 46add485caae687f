"""Contents of a request or an answer by their media types, and ranges of these."""

from __future__ import annotations

from coldframe.compat.rest.references import Node


def media_types(node: Node) -> dict[str, Node]:
    """The contents by media type, without the parameters that change nothing for readers."""
    found: dict[str, Node] = {}
    for name, media in node.children("content").items():
        plain, *rest = (part.strip().lower() for part in name.split(";"))
        kept = [part for part in rest if not part.startswith("charset=")]
        found.setdefault(";".join([plain, *kept]), media)
    return found


def covers(name: str, form: str) -> bool:
    """Whether the media range ``form`` (RFC 9110, 12.5.1) holds ``name``."""
    return form in ("*/*", name) or (form.endswith("/*") and name.startswith(form[:-1]))


def answering(name: str, theirs: dict[str, Node], mine: dict[str, Node]) -> list[Node]:
    """What comes in place of ``name``: a range that holds it, or all that a range has become."""
    wider = [media for form, media in theirs.items() if covers(name, form)]
    narrower = [media for form, media in theirs.items() if form not in mine and covers(form, name)]
    return wider[:1] or narrower


def accepting(name: str, offered: dict[str, Node]) -> Node | None:
    """What takes ``name``: itself, or a range that holds it."""
    if name in offered:
        return offered[name]
    return next((media for form, media in offered.items() if covers(name, form)), None)
