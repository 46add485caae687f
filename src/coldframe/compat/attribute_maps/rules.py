"""The rules on attribute maps are those on REST: see `coldframe.compat.rest.rules`."""

from __future__ import annotations

from coldframe.compat.rule import SurfaceRule

BY_NAME: dict[str, SurfaceRule] = {}
