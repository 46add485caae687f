"""What a claim on routes means, for the checks and for the runtime alike.

A claim is a glob of whole paths in which ``*`` matches ``/`` as well.  A parameter stands for one
part of a path, whatever it is called: ``{card}`` (OpenAPI, FastAPI), ``<int:card>`` (Flask,
Django) or ``:card`` for a whole part (Routes, Bottle).  With the converter ``path`` it stands for
several parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from coldframe.regex import regex

ONE_PART = "\ue000"
"""In a glob: any text that has no ``/``.  It is for private use; no route contains it."""

_PARAMETER = regex(r"\{(?P<a>[^{}/]*)\}|<(?P<b>[^<>/]*)>|(?<=/):(?P<c>[^\W\d]\w*)(?=/|$)")


def as_glob(claim: str) -> str:
    """The claim as a glob of ``fnmatch``, in which ``ONE_PART`` stands for parameters."""
    return _PARAMETER.sub(lambda it: "*" if _of_several(it) else ONE_PART, claim)


def as_path(route: str) -> str:
    """A path that ``route`` serves, as code or a document writes it: ``/cards/{card}``.

    Its parameters keep their text; one of several parts has two of them.
    """
    return _PARAMETER.sub(lambda it: f"{it[0]}/{it[0]}" if _of_several(it) else it[0], route)


def matching(claims: Iterable[str]) -> re.Pattern[str]:
    """A pattern whose ``match`` says whether a path is one of those that are claimed."""
    from fnmatch import translate

    globs = dict.fromkeys(map(as_glob, claims))
    return re.compile("|".join(translate(glob).replace(ONE_PART, "[^/]+") for glob in globs))


def claim_matches(claim: str, route: str) -> bool:
    """Whether ``claim`` means ``route``, as code or a document writes it."""
    return matching((claim,)).match(as_path(route)) is not None


def _of_several(parameter: re.Match[str]) -> bool:
    converter = parameter["a"] or parameter["b"] or ""
    return converter.endswith(":path") or converter.startswith("path:")
