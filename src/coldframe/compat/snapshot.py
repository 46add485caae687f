"""The stable surface of a release, written down: one JSON document, the same for the same tree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe.compat.python.entry import Surface
from coldframe.compat.python.stored import as_data, from_data
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host

KEY, VERSION = "coldframe-surface", 1


def snapshot(host: Host, revision: str = "") -> str:
    """What ``host`` has promised, as text: previews are left out.

    Nothing of the host is imported.  Raises Mistake for a host that cannot be read.
    """
    from coldframe.compat.python.stages import stable_part
    from coldframe.compat.python.surface import read_surface

    surface = stable_part(read_surface(host))
    data = {KEY: VERSION, "release": revision, "python": as_data(surface)}
    return json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def is_snapshot(data: bytes) -> bool:
    """Whether a file is a snapshot, by its first bytes."""
    return f'"{KEY}"'.encode() in data[:200]


def read_snapshot(data: bytes, source: str) -> Surface:
    """The surface in a snapshot.  Raises Mistake for another version, or what is none."""
    try:
        found: Any = json.loads(data)
        version = found[KEY]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Mistake(
            "this is no snapshot", "Name one of `coldframe compat snapshot`.", source
        ) from None
    if version != VERSION:
        raise Mistake(
            f"this snapshot is of version {version}, and {VERSION} is known",
            "Use the Coldframe that wrote it, or write it again.",
            source,
        )
    return from_data(found.get("python"), source)
