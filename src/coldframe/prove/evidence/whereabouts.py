"""Which store a host's evidence is in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.store import Store

if TYPE_CHECKING:
    from coldframe.declare.settings import Settings

VARIABLE = "COLDFRAME_EVIDENCE"
USUAL = ".coldframe/evidence.sqlite"


def perhaps_there(root: str, settings: Settings) -> bool:
    """Whether anybody has named a store, or the usual file is there; it is not opened."""
    named = bool(settings.evidence or os.environ.get(VARIABLE))
    return named or os.path.exists(os.path.join(root, USUAL))


def open_store(root: str, settings: Settings, said: str = "") -> Store:
    """The store ``said``, else that of the settings, of COLDFRAME_EVIDENCE, or the usual file.

    A file in the settings is relative to ``root``, any other to the present folder.
    Raises Mistake for an address that is none.
    """
    if said:
        return Store(said)
    if settings.evidence:
        try:
            return Store(_below(root, settings.evidence))
        except Mistake as mistake:
            where = settings.path, settings.line("evidence")
            raise Mistake(mistake.what, mistake.remedy, *where) from None
    return Store(os.environ.get(VARIABLE) or os.path.join(root, USUAL))


def _below(root: str, address: str) -> str:
    scheme, found, place = address.partition("://")
    if not found:
        return os.path.join(root, address)
    if scheme == "sqlite" and place.startswith("/") and not place.startswith("//"):
        return f"sqlite:///{os.path.join(root, place[1:])}"
    return address
