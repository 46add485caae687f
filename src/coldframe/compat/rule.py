"""A rule of a surface that has no request and no response."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class SurfaceRule(NamedTuple):
    """``message`` is filled in with what differs."""

    name: str
    severity: str
    message: str
    why: str
    hint: str
