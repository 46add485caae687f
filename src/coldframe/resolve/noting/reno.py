"""Release notes of reno: a YAML file each.

Source: https://docs.openstack.org/reno/latest/user/usage.html.
"""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from coldframe.resolve.noting.note import heading_for
from coldframe.resolve.noting.prose import WIDTH, wrapped

if TYPE_CHECKING:
    from coldframe.resolve.noting.note import Note
    from coldframe.source.tree import Tree

_BASE = "releasenotes"
_CONFIGURATION = (f"{_BASE}/config.yaml", "reno.yaml")
_USUAL = ("features", "issues", "upgrade", "deprecations", "critical", "security", "fixes", "other")
# The first scalar of each element of `sections`, whether it is written in brackets or below.
_SECTION = re.compile(r"^[ \t]*-[ \t]+(?:\[[ \t]*|-[ \t]+)['\"]?([\w -]*\w)", re.MULTILINE)


def reno_note(tree: Tree, note: Note) -> tuple[str, bytes] | None:
    """Path and content of the note; None if the host does not use reno."""
    known = next((path for path in _CONFIGURATION if tree.exists(path)), "")
    written = tree.read(known).decode("utf-8", "replace") if known else ""
    folder = normpath(f"{_BASE}/{_scalar(written, 'notesdir') or 'notes'}")
    if not known and not any(path.endswith(".yaml") for path in tree.under(folder)):
        return None
    return f"{folder}/{note_name(note)}", note_text(note, _sections(written))


def note_name(note: Note) -> str:
    """The name of the file; reno tells notes apart by sixteen hexadecimal digits at its end.

    They follow from the note, so that planning it twice plans one file.
    """
    from hashlib import sha256

    digits = sha256("\0".join(note).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{note.slug}-{digits}.yaml"


def note_text(note: Note, sections: tuple[str, ...] = _USUAL) -> bytes:
    """The YAML of the note."""
    section = heading_for(note.kind, sections) or sections[-1]
    lines = [f"    {line}".rstrip() for line in wrapped(note.text, WIDTH - 4)]
    return "\n".join(["---", f"{section}:", "  - |", *lines, ""]).encode("utf-8", "replace")


def _scalar(written: str, key: str) -> str:
    match = re.search(rf"^{key}[ \t]*:[ \t]*['\"]?([^'\"#\n]*)", written, re.MULTILINE)
    return match[1].strip() if match else ""


def _sections(written: str) -> tuple[str, ...]:
    block = re.search(r"^sections[ \t]*:(.*(?:\n(?:[ \t#-].*)?)*)", written, re.MULTILINE)
    return (tuple(_SECTION.findall(block[1])) if block else ()) or _USUAL
