"""Who owns the feature's files, in the host's ``CODEOWNERS``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Change, Edit
from coldframe.source.codeowners import PLACES, owners

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

_HANDLE = re.compile(r"@[\w./-]+|[^\s@]+@[^\s@]+")
_SECTION = re.compile(rb"^\s*\^?\[[^\]]+\]", re.MULTILINE)


def ownership_edit(tree: Tree, place: str, wanted: tuple[str, ...]) -> Edit | None:
    """The edit that makes ``wanted`` the owners of ``place``, a folder or a file.

    None where there is no ``CODEOWNERS``, where it says so already or has sections (the last
    line does not win there), and for owners that are no handles.
    """
    path = next((path for path in PLACES if tree.exists(path)), "")
    if not path or not wanted or not all(map(_HANDLE.fullmatch, wanted)):
        return None
    is_folder = not tree.exists(place)
    inside = f"{place}/__init__.py" if is_folder else place
    data = tree.read(path)
    if owners(tree, inside) == wanted or _SECTION.search(data) or path.startswith(".gitlab/"):
        return None
    end = "\r\n" if b"\r\n" in data else "\n"
    line = f"/{place.replace(' ', chr(92) + ' ')}{'/' if is_folder else ''} {' '.join(wanted)}{end}"
    head = data if not data or data.endswith(b"\n") else data + end.encode()
    change = Change(head.count(b"\n") + 1, "", line, "owners")
    return Edit(path, data, head + line.encode(), "Ownership", (change,))
