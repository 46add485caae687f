"""What a restore would do, as data."""

from __future__ import annotations

from typing import NamedTuple

from coldframe.operate.backup.columns import Column, Table
from coldframe.operate.backup.manifest import Backup, Saved


class Part(NamedTuple):
    """The rows of ``saved`` go into ``target``.

    ``pairs`` are the columns that are written, as saved and as they are there.  ``left_out`` are
    saved columns that the target does not have, ``filled`` those of the target that its defaults
    fill.  ``present`` rows of the target have the key of a saved one; without a key, they are all
    its rows.  ``late`` are columns set after all rows are there, because they refer to such.
    ``refusals`` say why it cannot be done.
    """

    saved: Saved
    target: Table
    pairs: tuple[tuple[Column, Column], ...]
    left_out: tuple[str, ...]
    filled: tuple[str, ...]
    present: int = 0
    late: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


class RestorePlan(NamedTuple):
    """All parts in the order in which they are written; ``applied`` when they have been.

    ``refusals`` are those of all parts and of what is not there at all.  ``overwrite`` tells that
    present rows are replaced.
    """

    backup: Backup
    database: str
    engine: str
    parts: tuple[Part, ...]
    refusals: tuple[str, ...]
    overwrite: bool
    applied: bool = False
