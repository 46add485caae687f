"""The stable surface of a release, written down: one JSON document, the same for the same tree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe.compat.declared.registry import KINDS
from coldframe.compat.declared.stored import Ill
from coldframe.compat.declared.stored import as_data as declared_data
from coldframe.compat.declared.stored import from_data as declared_from
from coldframe.compat.python.stored import as_data, from_data, not_written
from coldframe.compat.surfaces import Surfaces, read_surfaces, stable_surfaces
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host

KEY, VERSION = "coldframe-surface", 2
_FIRST = 1  # has the Python surface only


def snapshot(host: Host, revision: str = "") -> str:
    """What ``host`` has promised, as text: previews are left out.

    Nothing of the host is imported.  Raises Mistake for a host that cannot be read.
    """
    return as_text(stable_surfaces(read_surfaces(host)), revision)


def as_text(found: Surfaces, release: str) -> str:
    """``found``, which has no previews, as the text of a snapshot."""
    data: dict[str, Any] = {KEY: VERSION, "release": release}
    if found.below:
        data["below"] = list(found.below)
    if found.python is not None:
        data["python"] = as_data(found.python)
    data |= {name: declared_data(each) for name, each in found.declared.items()}
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def is_snapshot(data: bytes) -> bool:
    """Whether a file is a snapshot, by its first bytes."""
    return f'"{KEY}"'.encode() in data[:200]


def read_snapshot(data: bytes, source: str) -> Surfaces:
    """The surfaces in a snapshot.  Raises Mistake for another version, or what is none."""
    try:
        found: Any = json.loads(data)
        version = found[KEY]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Mistake(
            "this is no snapshot", "Name one of `coldframe compat snapshot`.", source
        ) from None
    if version not in (_FIRST, VERSION):
        raise Mistake(
            f"this snapshot is of version {version}, and {VERSION} is known",
            "Use the Coldframe that wrote it, or write it again.",
            source,
        )
    declared = {}
    for kind in KINDS:
        if kind.name in found:
            try:
                declared[kind.name] = declared_from(kind.entries, found[kind.name], f"/{kind.name}")
            except Ill as pointer:
                raise not_written(str(pointer), source) from None
    below = found.get("below", [])
    if not isinstance(below, list) or not all(isinstance(each, str) for each in below):
        raise not_written("/below", source)
    python = from_data(found.get("python"), source) if "python" in found or not below else None
    return Surfaces(source, python, declared, previews=False, below=tuple(below))
