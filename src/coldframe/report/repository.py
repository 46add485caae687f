"""Where the host lies in its repository: forges want paths from there."""

from __future__ import annotations

import os


def prefix(root: str) -> str:
    """The host's folder from the top of its repository, ``""`` or ending in ``/``."""
    top = os.path.abspath(root)
    while not os.path.exists(os.path.join(top, ".git")):
        above = os.path.dirname(top)
        if above == top:
            return ""
        top = above
    inner = os.path.relpath(os.path.abspath(root), top).replace(os.sep, "/")
    return "" if inner == "." else f"{inner}/"
