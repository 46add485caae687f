"""Whose error it is: the owner of the innermost frame that belongs to a feature or to its host.

Frames of libraries belong to nobody, so a feature that calls a library wrongly is the culprit.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, NamedTuple

from coldframe.runtime.one_line import one_line

if TYPE_CHECKING:
    from coldframe.runtime.gate import Gate

# How these leave a block says nothing about whoever raised them.
_FLOW = (StopIteration, StopAsyncIteration)
_NOTE = "Preview features: "


class Culprit(NamedTuple):
    """``feature`` is the short name of the one that raised, or ``""`` for the host.

    ``module`` is the innermost owned one, or ``""``; ``passing`` are the features that
    the error only passed through, the outermost first.
    """

    feature: str
    module: str
    passing: tuple[str, ...]


def is_fault(error: BaseException) -> bool:
    """Whether an error tells of a fault, and not of the flow of control or of a shutdown."""
    return isinstance(error, Exception) and not isinstance(error, _FLOW)


def culprit(previews: Gate, error: BaseException, traceback: TracebackType | None) -> Culprit:
    """Who raised ``error``, by its traceback."""
    feature = module = ""
    features: list[str] = []
    for name in _modules(error, traceback):
        owner = previews.owner(name)
        if owner or belongs_to_host(previews, name):
            feature, module = owner, name
            if owner and owner not in features:
                features.append(owner)
    return Culprit(feature, module, tuple(name for name in features if name != feature))


def culprits(
    previews: Gate, error: BaseException, traceback: TracebackType | None
) -> Iterator[tuple[BaseException, Culprit]]:
    """Who raised ``error``, or each part of it if it is a group.

    A part that no owned frame raised is of whoever raised the group.
    """
    whole = culprit(previews, error, traceback)
    for part in _parts(error):
        who = whole if part is error else culprit(previews, part, part.__traceback__)
        yield part, who if who.module else whole


def add_note(
    previews: Gate, boundary: str, error: BaseException, traceback: TracebackType | None
) -> None:
    """Note on ``error``, which leaves the feature ``boundary``, who raised it.

    There is one note, of the outermost boundary so far; in a group each part has its own.
    """
    for part, who in culprits(previews, error, traceback):
        if is_fault(part):
            with suppress(Exception):  # an error that takes no notes still has to be seen
                _replace_note(part, _note(previews, boundary, who))


def _replace_note(error: BaseException, note: str) -> None:
    notes = getattr(error, "__notes__", None) or []
    kept = [said for said in notes if not str(said).startswith(_NOTE)]
    if len(kept) != len(notes):
        notes[:] = kept
    error.add_note(note)


def _parts(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _parts(part)
    else:
        yield error


def _note(previews: Gate, boundary: str, who: Culprit) -> str:
    passing = [name for name in (boundary, *who.passing) if name != who.feature]
    through = ", ".join(repr(name) for name in dict.fromkeys(passing))
    if who.feature:
        text = f"{who.feature!r} raised this, in {who.module}"
        text += f"; it only passed through {through}" if through else ""
    else:
        text = f"none raised this, it only passed through {through}"
        text += f"; it comes from {who.module}" if who.module else ""
    declaration = previews.records.declarations.get(who.feature)
    if declaration and declaration.feedback:
        text += f". Report it: {declaration.feedback}"
    return _NOTE + one_line(text)


def belongs_to_host(previews: Gate, module: str) -> bool:
    """Whether a module is the host's own: in the outermost package that is not only a namespace."""
    parts = previews.tree.split(".")
    for count in range(1, len(parts)):
        package = ".".join(parts[:count])
        if getattr(sys.modules.get(package), "__file__", None) or count == len(parts) - 1:
            return f"{module}.".startswith(f"{package}.")
    return False


def _modules(error: BaseException, traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield module_of(traceback.tb_frame)
        traceback = traceback.tb_next
    if isinstance(error, ImportError) and error.name:
        yield error.name  # a module that is not there, or not importable, has no frame
    elif isinstance(error, SyntaxError) and error.filename:
        yield module_at(error.filename)


def module_of(frame: FrameType) -> str:
    """The dotted name of the module whose code a frame runs."""
    name = frame.f_globals.get("__name__", "")
    if name == "__main__":  # python -m shop.preview.loyalty
        name = getattr(frame.f_globals.get("__spec__"), "name", name)
    return name if isinstance(name, str) else ""


def module_at(path: str) -> str:
    """The dotted name of the feature's module in a file below a preview tree, or ``""``."""
    from coldframe.runtime.gate import hosts

    for previews in hosts():
        for folder in getattr(sys.modules.get(previews.tree), "__path__", ()):
            for separator in ("/", "\\"):
                if path.startswith(folder + separator):
                    inside = path[len(folder) + 1 :].removesuffix(".py")
                    return f"{previews.tree}.{inside.replace(separator, '.')}"
    return ""
