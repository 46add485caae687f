"""An application that the user names, and the OpenAPI document that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.compat.rest.document import Document

URL = "url"
_TARGET = regex(
    r"(?:(?P<revision>.+):)?(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r":(?P<attribute>[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:\(\))?)"
)
_FILES = (".json", ".yaml", ".yml")


class Application(NamedTuple):
    """What ``load_application`` found; ``served`` starts it anew.

    ``kind`` is ``asgi`` or ``wsgi``, ``url`` for one that runs already, and empty for an object
    that has a document but answers no calls.  ``target`` is ``module:attribute`` or the address
    of the document, ``revision`` that of the repository around ``start`` (empty: its files).
    """

    name: str
    kind: str
    document: Document
    target: str
    start: str = "."
    revision: str = ""

    @property
    def ran(self) -> str:
        """What was executed to read it, as a sentence; empty if nothing was."""
        if self.kind == URL:
            return ""
        of = f" of {self.revision}" if self.revision else ""
        return f"Ran {self.target}{of} to read its document."


class Target(NamedTuple):
    """A name in its parts: ``v1.4.0:shop.main:app``."""

    revision: str
    module: str
    attribute: str


def target_of(name: str) -> Target | None:
    """``name`` in its parts if it can be one of an application, else None.

    It is ``module:attribute``, perhaps with ``()`` and with ``REVISION:`` before it.
    """
    match = _TARGET.fullmatch(name)
    if match is None or name.endswith(_FILES):
        return None
    return Target(match["revision"] or "", match["module"], match["attribute"])


def is_address(name: str) -> bool:
    """Whether ``name`` is that of something on the web."""
    return name.lower().startswith(("http://", "https://"))
