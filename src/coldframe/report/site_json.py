"""What an upgrade does to a site, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coldframe.operate.loss_plan import LossPlan
    from coldframe.operate.upgrade_check.remark import Remark
    from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck


def render(
    found: UpgradeCheck, plan: LossPlan | None = None, copies: Mapping[str, str] | None = None
) -> str:
    """One object; keys are added, but never change their meaning within a version."""
    document = {
        "version": 1,
        "release": found.release,
        "present": found.present,
        "files": [file.path for file in found.files],
        "settings": found.settings,
        "stops": [_remark(remark) for remark in found.stops],
        "warns": [_remark(remark) for remark in found.warns],
        "clients": [
            {
                "client": path,
                **{word: getattr(change, word) for word in ("rule", "severity", "subject")},
                "message": change.message,
                "why": change.why,
                "pointer": change.base.pointer,
                "others": list(change.others),
            }
            for path, change in found.clients
        ],
        "previews": [
            {**change._asdict(), "used_by": list(change.used_by)} for change in found.changes
        ],
        "losses": _losses(plan),
        "copies": dict(copies or {}),
        "notes": list(found.notes),
    }
    return readable(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _losses(plan: LossPlan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    from coldframe.report.loss_json import content

    return content(plan, (), not plan.trouble, None)


def _remark(remark: Remark) -> dict[str, Any]:
    """Without the cuts themselves: an option that moves takes its value along."""
    record = remark._asdict()
    del record["cuts"], record["before"], record["after"]
    return {
        **record,
        "edit": {"before": remark.before, "after": remark.after} if remark.cuts else None,
    }
