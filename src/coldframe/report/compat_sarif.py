"""Changes of a surface as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coldframe import __version__
from coldframe.report.sarif import BASE, SCHEMA
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.compat.change import Change
    from coldframe.compat.diff import Diff

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(found: Diff, *, everything: bool = False) -> str:
    """One run with errors and warnings, and with ``everything`` what breaks nobody, too."""
    shown = [
        change
        for change in found.changes
        if not change.accepted and (everything or change.severity != "info")
    ]
    rules = {change.rule: change for change in shown}
    index = {name: at for at, name in enumerate(rules)}
    driver = {
        "name": "Coldframe",
        "version": __version__,
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": name.replace("_", " ").capitalize() + "."},
                "fullDescription": {"text": change.why or change.rule},
                "help": {"text": f"{change.why}\n\n{change.hint}".strip() or change.rule},
                "defaultConfiguration": {"level": _LEVELS[change.usual]},
            }
            for name, change in rules.items()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "coldframe-compat/"},
        "results": [_result(change, index[change.rule]) for change in shown],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(change: Change, at: int) -> dict[str, Any]:
    place = change.head
    parts = (change.rule, change.subject, change.message, change.base.pointer)
    mark = sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    uri = quote(place.path.encode("utf-8", "surrogateescape"), safe="/")
    return {
        "ruleId": change.rule,
        "ruleIndex": at,
        "level": _LEVELS[change.severity],
        "message": {"text": readable(f"{change.subject}: {change.message}. {change.hint}".strip())},
        "partialFingerprints": {"coldframe/v1": mark},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": BASE},
                    "region": {"startLine": max(1, place.line)},
                },
                "logicalLocations": [{"fullyQualifiedName": readable(place.pointer)}],
            }
        ],
    }
