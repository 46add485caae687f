"""Changes of a surface as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from coldframe import __version__
from coldframe.compat.rest.applications.application import is_address, target_of
from coldframe.report.compat_words import acceptance, surface_title, verdict
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
        if change.accepted or everything or change.severity != "info"
    ]
    revision = _revision(found.head)
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
                **_tags(change),
            }
            for name, change in rules.items()
        ],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "coldframe-compat/"},
        "results": [_result(change, index[change.rule], revision) for change in shown],
    }
    if revision:
        run["properties"] = {"revision": readable(revision)}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _tags(change: Change) -> dict[str, Any]:
    """The surface, by which code scanning groups and filters rules."""
    return {"properties": {"tags": [surface_title(change.surface)]}} if change.surface else {}


def _revision(head: str) -> str:
    """The revision of ``REVISION:FILE``; a file may have a colon in its name, too."""
    if os.path.exists(head) or ":" not in head or is_address(head):
        return ""
    target = target_of(head)
    return target.revision if target else head.partition(":")[0]


def _result(change: Change, at: int, revision: str) -> dict[str, Any]:
    place = change.head
    parts = (change.rule, change.subject, change.message, change.base.pointer)
    mark = sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    path = place.path.removeprefix(f"{revision}:") if revision else place.path
    artifact = _artifact(path)
    acts = f"{change.hint} {change.lapsed}".strip()
    told = f"{change.subject}: {change.message}. {acts}"
    suppressions = [{"kind": "external", "justification": readable(acceptance(change))}]
    return {
        "ruleId": change.rule,
        "ruleIndex": at,
        "level": _LEVELS[change.severity],
        "message": {"text": readable(f"{told.strip()}{_witness(change)}")},
        "suppressions": suppressions if change.accepted else [],
        "partialFingerprints": {"coldframe/v1": mark},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {"startLine": max(1, place.line)},
                },
                "logicalLocations": [{"fullyQualifiedName": readable(place.pointer)}],
            }
        ],
    }


def _witness(change: Change) -> str:
    if change.witness is None:
        return ""
    lines = (verdict(change.witness), change.witness.call, change.witness.answer)
    return "\n\n" + "\n".join(filter(None, lines))


def _artifact(path: str) -> dict[str, str]:
    """Where code scanning shows a result: a file, the module of an application, or an address."""
    if is_address(path):
        return {"uri": quote(path, safe="/:?&=%#[]@")}
    target = target_of(path)
    if target and not os.path.exists(path):
        path = _module_file(target.module)
    return {"uri": quote(path.encode("utf-8", "surrogateescape"), safe="/"), "uriBaseId": BASE}


def _module_file(module: str) -> str:
    inner = module.replace(".", "/")
    for file in (f"{inner}.py", f"src/{inner}.py", f"{inner}/__init__.py"):
        if os.path.exists(file):
            return file
    return f"{inner}.py"
