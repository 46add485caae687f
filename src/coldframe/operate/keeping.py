"""Whether what an upgrade would lose is saved: makes the backup, or asks for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.operate.address import Address
    from coldframe.operate.backup.manifest import Backup
    from coldframe.operate.loss_plan import LossPlan


class Safety(NamedTuple):
    """``backed_up``: all that would be lost is saved as it is now; None when nobody asked.

    ``notes`` are sentences on it.  ``refused``: a backup is required and is not there.
    """

    backed_up: bool | None = None
    notes: tuple[str, ...] = ()
    refused: bool = False


def keep(
    plan: LossPlan,
    database: Address,
    *,
    save_to: str = "",
    required: str = "",
    stable_too: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> Safety:
    """Save what ``plan`` would lose into the folder ``save_to``; look whether ``required`` has it.

    A folder ``save_to`` that holds a verified backup of the present state is left as it is.
    Raises Mistake when the backup cannot be made.
    """
    losses = plan.losses if stable_too else plan.preview_losses
    tables = {loss.table: loss.feature for loss in losses}
    if not save_to and not required:
        return Safety()
    notes = []
    if not stable_too and plan.stable_losses:
        names = ", ".join(dict.fromkeys(loss.table for loss in plan.stable_losses))
        notes.append(f"Stable data that will be lost ({names}) is no part of it: --stable-too.")
    if not tables:
        return Safety(True, ("There is nothing to save: no such data will be lost.", *notes))
    backed_up, refused = True, False
    if save_to:
        notes.insert(0, _saved(plan, database, save_to, tables, progress))
    if required:
        wrong = _shortcomings(plan, database, required, tables, progress)
        backed_up, refused = not wrong, bool(wrong)
        if wrong:
            notes.append(f"Refused: data would be lost that {required} does not have as it is now.")
            notes += wrong
        else:
            notes.append(f"{required} has all of it as it is now; every file and row was compared.")
    return Safety(backed_up, tuple(notes), refused)


def _saved(
    plan: LossPlan,
    database: Address,
    folder: str,
    tables: dict[str, str],
    progress: Callable[[str], None],
) -> str:
    from coldframe.operate.backup.manifest import MANIFEST, damages
    from coldframe.operate.backup.saving import save

    if os.path.exists(os.path.join(folder, MANIFEST)):
        wrong = _shortcomings(plan, database, folder, tables, progress)
        if not wrong:
            return f"{folder} has all of it already, as it is now."
        raise Mistake(
            f"{folder} is there and is no backup of the present state: {wrong[0]}",
            "Name a new folder: a backup is never overwritten.",
        )
    backup = save(folder, database, plan, tables, progress)
    if wrong := damages(backup):
        raise Mistake(
            f"the backup was not written as it should be: {wrong[0]}", "Try another disk."
        )
    return f"Saved in {folder}: {_told(backup)}."


def _shortcomings(
    plan: LossPlan,
    database: Address,
    folder: str,
    tables: dict[str, str],
    progress: Callable[[str], None],
) -> list[str]:
    from coldframe.operate.backup.manifest import opened
    from coldframe.operate.backup.present import shortcomings

    try:
        return shortcomings(opened(folder), database, plan, tables, progress)
    except Mistake as mistake:
        return [mistake.what]


def _told(backup: Backup) -> str:
    rows = sum(each.rows for each in backup.tables)
    size = sum(each.bytes for each in backup.tables)
    tables = "1 table" if len(backup.tables) == 1 else f"{len(backup.tables)} tables"
    return f"{tables}, {rows:,} rows, {size:,} bytes"
