"""Which preview features claim the path of a request or of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

# What stands for one part of a path: "{card}" (OpenAPI, FastAPI), "<int:card>" (Flask, Django);
# with the converter "path" it stands for several.
_PARAMETER = re.compile(r"\{(?P<a>[^{}/]*)\}|<(?P<b>[^<>/]*)>")
_ONE_PART = "\ue000"  # for private use: no route contains it, and nothing escapes it


class Routes:
    """``claims.routes`` of every declared feature, compiled once.

    A claim is a glob of whole paths in which ``*`` matches ``/`` as well; a parameter
    (``{card}``, ``<int:card>``) matches one part of a path.
    """

    def __init__(self, previews: Previews) -> None:
        claims = [
            (name, declaration.claims.routes)
            for name, declaration in sorted(previews.records.declarations.items())
            if declaration.claims.routes
        ]
        self._features = [(name, _compiled(globs)) for name, globs in claims]
        # One look settles the many requests that are for no preview feature.
        self._any = _compiled(glob for _, globs in claims for glob in globs) if claims else None

    def features(self, path: str) -> list[str]:
        """The names of the features that claim ``path``, on or off."""
        if self._any is None or self._any.match(path) is None:
            return []
        return [name for name, pattern in self._features if pattern.match(path)]


def _compiled(globs: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_expression(glob) for glob in globs))


def _expression(glob: str) -> str:
    return translate(_PARAMETER.sub(_stand_in, glob)).replace(_ONE_PART, "[^/]+")


def _stand_in(parameter: re.Match[str]) -> str:
    converter = parameter["a"] or parameter["b"] or ""
    return "*" if converter.endswith(":path") or converter.startswith("path:") else _ONE_PART
