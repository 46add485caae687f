"""Fragments of scriv: a file each, with a heading of the change log in it.

Source: https://scriv.readthedocs.io/en/latest/configuration.html.
"""

from __future__ import annotations

import re
from posixpath import normpath, splitext
from typing import TYPE_CHECKING, Any

from coldframe.resolve.noting.note import heading_for
from coldframe.resolve.noting.prose import item

if TYPE_CHECKING:
    from coldframe.resolve.noting.note import Note
    from coldframe.source.tree import Tree

_FOLDER = "changelog.d"
_USUAL = "Removed, Added, Changed, Deprecated, Fixed, Security"


def scriv_note(tree: Tree, note: Note) -> tuple[str, bytes] | None:
    """Path and content of the fragment; None if the host does not use scriv.

    scriv needs no configuration: a folder of its usual name with pages in it is enough.
    """
    configuration = _configuration(tree)
    folder = normpath(_text(configuration, "fragment_directory", _FOLDER))
    pages = [p for p in tree.under(folder) if p.endswith((".md", ".rst"))]
    if not configuration and not pages:
        return None
    changelog = _text(configuration, "changelog", _text(configuration, "output_file", ""))
    form = _text(configuration, "format", splitext(changelog)[1][1:])
    if form not in ("md", "rst"):
        form = splitext(pages[0])[1][1:] if pages and not configuration else "rst"
    names = _listed(configuration.get("categories", _USUAL))
    name = heading_for(note.kind, names) or (names[0] if names else "")
    lines = item(note.text, "- ", markdown=form == "md")
    if name and form == "md":
        lines = ["### " + name, "", *lines]
    elif name:
        mark = _text(configuration, "rst_header_chars", "=-")[1:2] or "-"
        lines = [name, mark * len(name), "", *lines]
    content = "\n".join([*lines, ""]).encode("utf-8", "replace")
    return f"{folder}/{note.slug}.{form}", content


def _configuration(tree: Tree) -> dict[str, Any]:
    from coldframe.check.packaging.sources import Sources, table

    found: dict[str, Any] = {}
    for path in ("setup.cfg", "tox.ini"):
        found |= _ini(tree, path)
    found |= table(Sources(tree).pyproject, "tool", "scriv")
    folder = normpath(_text(found, "fragment_directory", _FOLDER))
    return found | _ini(tree, f"{folder}/scriv.ini")


def _ini(tree: Tree, path: str) -> dict[str, str]:
    if not tree.exists(path):
        return {}
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(tree.read(path).decode("utf-8", "replace"))
    except configparser.Error:
        return {}
    section = next((name for name in ("scriv", "tool.scriv") if parser.has_section(name)), "")
    return dict(parser[section]) if section else {}


def _listed(value: Any) -> list[str]:
    words = re.split(r"[\n,]", value) if isinstance(value, str) else list(value)
    return [word.strip() for word in words if word.strip()]


def _text(configuration: dict[str, Any], key: str, default: str) -> str:
    value = configuration.get(key, default)
    return value if isinstance(value, str) else default
