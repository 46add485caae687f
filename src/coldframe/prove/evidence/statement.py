"""A verdict as an in-toto Statement, v1: what a pipeline signs, stores and asks for later.

https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from coldframe import __version__
from coldframe.prove.evidence.fact import now

if TYPE_CHECKING:
    from coldframe.prove.criteria.criterion import Judgement
    from coldframe.prove.evidence.fact import Stored
    from coldframe.prove.evidence.store import Store
    from coldframe.prove.verdict import Verdict

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "urn:x-coldframe:readiness:v1"  # grows when a key changes its meaning


def statement(verdict: Verdict, store: Store) -> dict[str, Any]:
    """The statement that ``verdict`` is, with the facts of ``store`` that it rests on.

    Its subject is the feature, by ``coldframeFeature``, the digest of its code, which is none of
    a single file, and by ``gitCommit`` if all of that code is committed.
    """
    feature, digest = verdict.feature, verdict.digest
    known = {"coldframeFeature": digest.value}
    if digest.commit and not digest.changed:
        known["gitCommit"] = digest.commit
    numbers = sorted({number for judgement in verdict.judgements for number in judgement.facts})
    return {
        "_type": TYPE,
        "subject": [{"name": feature.module, "digest": known}],
        "predicateType": PREDICATE,
        "predicate": {
            "coldframe": __version__,
            "time": now(),
            "proven": verdict.proven,
            "criteria": [_criterion(judgement) for judgement in verdict.judgements],
            "runs": [run._asdict() for run in store.runs(feature.module, "tests", digest.value)],
            "facts": [_fact(stored) for stored in map(store.fact, numbers) if stored],
        },
    }


def _criterion(judgement: Judgement) -> dict[str, Any]:
    return {
        "criterion": judgement.criterion,
        "state": judgement.state,
        "parts": [{"state": part.state, "says": part.says} for part in judgement.parts],
        "facts": list(judgement.facts),
    }


def _fact(stored: Stored) -> dict[str, Any]:
    """What is empty is left out."""
    said = {name: value for name, value in stored.fact._asdict().items() if value not in ("", None)}
    if not stored.fact.corrects:
        said.pop("corrects")
    with suppress(ValueError):  # a plugin's own text
        said["detail"] = json.loads(stored.fact.detail)
    return {"id": stored.id, "recorded": stored.recorded, **said}
