"""Which feature an option or a command belongs to, by the claims of the declarations."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from coldframe.declare.label import mark, says_preview

if TYPE_CHECKING:
    from coldframe.runtime.gate import Gate

_AS_WRITTEN = "\b"  # click's mark, which has to begin its paragraph


def owner_of_option(previews: Gate, *names: str) -> str:
    """The feature whose ``claims.options`` match one of the names, or ``""``.

    A name is written as in a declaration: ``group.option``, or ``--option``.
    """
    for feature, declaration in previews.records.declarations.items():
        if any(fnmatchcase(name, claim) for claim in declaration.claims.options for name in names):
            return feature
    return ""


def owner_of_command(previews: Gate, name: str) -> str:
    """The feature whose ``claims.commands`` match the command line, or ``""``.

    ``name`` is without the program.  A feature that claims all commands of a group
    (``firewall group *``) owns the group as well.
    """
    for feature, declaration in previews.records.declarations.items():
        for claim in declaration.claims.commands:
            if fnmatchcase(name, claim) or fnmatchcase(name, claim.removesuffix(" *")):
                return feature
    return ""


def marked(text: str, word: str) -> str:
    """The text with the label before it; a text that says it already stays as it is."""
    return text if says_preview(text, word) else headed(text, mark(word))


def headed(text: str, shown: str) -> str:
    """The text with ``shown`` before it; before a paragraph that click prints as written, as a
    paragraph of its own."""
    if not text.strip():
        return shown
    between = "\n\n" if text.startswith(_AS_WRITTEN) else " "
    return f"{shown}{between}{text.lstrip()}"


def known_features(previews: Gate) -> str:
    """The help of an option that switches features on."""
    names: Iterable[str] = sorted(previews.records.declarations)
    return marked(
        f"Features to switch on, of: {', '.join(names)}."
        if names
        else "Features to switch on; there are none.",
        previews.label,
    )
