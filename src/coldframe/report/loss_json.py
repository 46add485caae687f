"""A loss plan for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coldframe.operate.loss_plan import Change, Loss, LossPlan, Pending, Place
    from coldframe.operate.sizes import Size

VERSION = 1


def render(
    plan: LossPlan, backup: Sequence[str] = (), *, kept: bool = True, backed_up: bool | None = None
) -> str:
    """The plan as indented JSON; ``kept`` is whether the command lets the upgrade pass.

    ``backed_up`` tells whether there is a verified backup of the present state; None when
    none was asked for.
    """
    return json.dumps(content(plan, backup, kept, backed_up), indent=2, ensure_ascii=False) + "\n"


def content(
    plan: LossPlan, backup: Sequence[str], kept: bool, backed_up: bool | None
) -> dict[str, Any]:
    """The plan as lists, dictionaries, strings and numbers."""
    return {
        "version": VERSION,
        "coldframe": __version__,
        "kept": kept,
        "database": readable(plan.database),
        "engine": plan.engine,
        "server": plan.server,
        "scratch": plan.scratch or None,
        "certain": plan.certain,
        "lists": [_place(one) for one in plan.places],
        "pending": [_pending(one) for one in plan.pending],
        "losses": [_loss(one) for one in plan.losses],
        "stable": [_change(one) for one in plan.changes],
        "trouble": [readable(each) for each in plan.trouble],
        "differences": [readable(each) for each in plan.differences],
        "notes": [readable(each) for each in plan.notes],
        "backup": {"kept": backed_up, "notes": [readable(each) for each in backup]},
    }


def _place(one: Place) -> dict[str, Any]:
    return {
        "environment": readable(one.environment),
        "feature": one.feature or None,
        "version_table": one.version_table,
        "now": None if one.now is None else list(one.now),
        "heads": list(one.heads),
    }


def _pending(one: Pending) -> dict[str, Any]:
    return {
        "revision": one.id,
        "path": readable(one.path),
        "line": one.line,
        "feature": one.owner or None,
        "environment": readable(one.environment),
        "known_by": one.how,
        "failure": readable(one.failure) or None,
    }


def _loss(one: Loss) -> dict[str, Any]:
    return {
        "table": one.table,
        "feature": one.feature or None,
        "what": one.what,
        "column": one.column or None,
        "revision": one.revision,
        "path": readable(one.path),
        "line": one.line,
        "known_by": one.how,
        **_size(one.size),
        "dependents": [
            {
                "kind": each.kind,
                "name": each.name,
                "columns": list(each.columns),
                "on_delete": each.on_delete or None,
            }
            for each in one.dependents
        ],
        "copied_into": list(one.copied),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "table": one.table,
        "how": list(one.how),
        "revisions": list(one.revisions),
        "path": readable(one.path),
        "line": one.line,
        "known_by": "ran" if one.certain else "read",
        **_size(one.size),
    }


def _size(size: Size) -> dict[str, Any]:
    mark = {"": "exact", "~": "estimate", ">": "at least"}[size.mark]
    return {"rows": size.rows, "rows_are": mark, "bytes": size.bytes}
