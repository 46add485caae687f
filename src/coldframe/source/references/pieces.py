"""A string as far as reading can know it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.source.references.wanted import Wanted

# Constant text, or None for a part that only running can tell.
Pieces = tuple[str | None, ...]
HOLE: Pieces = (None,)
MANY = 64  # alternatives of one expression that are followed


class Verdict(NamedTuple):
    """What a string names, and whether that is certain."""

    target: str
    decided: bool


def joined(*parts: Pieces) -> Pieces:
    """``parts`` one after the other, neighbouring texts and holes merged."""
    out: list[str | None] = []
    for part in parts:
        for piece in part:
            if out and piece is None and out[-1] is None:
                continue
            if out and piece is not None and out[-1] is not None:
                out[-1] += piece
            else:
                out.append(piece)
    return tuple(out)


def products(choices: Iterable[list[Pieces]]) -> list[Pieces]:
    """Every way to pick one of each, joined; not more than MANY."""
    out: list[Pieces] = [()]
    for options in choices:
        out = [joined(head, tail) for head in out for tail in options or [HOLE]][:MANY]
    return out


def complete(pieces: Pieces) -> str | None:
    """The whole string if it is known."""
    if not pieces:
        return ""
    return pieces[0] if len(pieces) == 1 else None


def verdict(pieces: Pieces, wanted: Wanted, *, anywhere: bool = False) -> Verdict | None:
    """What ``pieces`` name in a wanted package, if anything.

    A known beginning that ends inside a feature is certain; one that leaves the feature
    open is not.  With ``anywhere`` a package's own name after an unknown beginning counts
    as well, undecided.
    """
    text = complete(pieces)
    if text is not None:
        target = wanted.target(text)
        return Verdict(target, True) if target else None
    head = pieces[0]
    if head is not None:
        dotted = head.lstrip().replace(":", ".")
        certain = dotted.rpartition(".")[0]
        module = wanted.package_of(dotted if dotted in wanted.modules else certain)
        if module and re.fullmatch(r"[\w.]+", dotted):
            if certain != module and certain.startswith(module + "."):
                return Verdict(certain, True)
            return Verdict(module, False)
    if anywhere:
        for module in wanted.modules:
            leaf = re.escape(module.rsplit(".", 1)[-1])
            if any(p and re.search(rf"(?:^|\.){leaf}(?:[.:]|$)", p) for p in pieces):
                return Verdict(module, False)
    return None
