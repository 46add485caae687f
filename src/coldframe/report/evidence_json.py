"""Evidence for programs: one JSON object, whose shape only grows within a version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.report.prove_json import content as verdict
from coldframe.report.terminal import readable

if TYPE_CHECKING:
    from coldframe.prove.evidence.answers import Stale
    from coldframe.prove.evidence.fact import Stored
    from coldframe.prove.prove import Proof

VERSION = 1


def render(proof: Proof) -> str:
    """What was recorded, and what is held of the feature, if one is named."""
    content: dict[str, Any] = {
        "version": VERSION,
        "coldframe": __version__,
        "store": readable(proof.store),
        "recorded": [
            {
                "file": readable(each.file),
                "source": each.source,
                "run": readable(each.run),
                "facts": each.counts,
                "already": list(each.already),
            }
            for each in proof.recorded
        ],
    }
    if proof.feature and proof.digest:
        content |= {
            "feature": proof.feature.module,
            "digest": proof.digest.value,
            "commit": proof.digest.commit,
            "changed": [readable(path) for path in proof.digest.changed],
            "held": _states(proof.held),
            "stale": _states(proof.stale),
        }
    if proof.verdict:
        content["verdict"] = verdict(proof.verdict)
    return text(content)


def facts(feature: str, digest: str, stored: Sequence[Stored]) -> str:
    """The facts of a feature; ``fresh`` are those about the code with this ``digest``."""
    return text(
        {
            "version": VERSION,
            "coldframe": __version__,
            "feature": feature,
            "digest": digest,
            "facts": [_fact(each, digest) for each in stored],
        }
    )


def _fact(stored: Stored, digest: str) -> dict[str, Any]:
    fact = {k: readable(v) if isinstance(v, str) else v for k, v in stored.fact._asdict().items()}
    with suppress(ValueError):  # a plugin's own text
        fact["detail"] = json.loads(stored.fact.detail) if stored.fact.detail else None
    fact["corrects"] = stored.fact.corrects or None
    fresh = stored.fact.digest == digest
    return {"id": stored.id, "recorded": stored.recorded, "fresh": fresh, **fact}


def _states(states: Sequence[Stale]) -> list[dict[str, Any]]:
    return [
        {"kind": each.kind, "facts": each.facts, "newest": each.time, "digest": each.digest}
        for each in states
    ]


def text(content: dict[str, Any]) -> str:
    """``content`` as indented JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
