"""Real hits of OpenStack's CI: attribution and grouping against labels, beside naive baselines.

The data is not part of this repository; it is looked for in ``shared/data`` beside it.
The labels are those that a person gives by reading the message: who raised it, and what failed.
"""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from coldframe.prove.triage.counting import Counting
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.scan import blocks
from coldframe.prove.triage.tally import Place

NAME = "ci-log-hits-dev.json"
LABELS = (  # words in the text, who is to blame, what failed
    ("Command 'openssl' returned non-zero", "keystoneclient", "openssl"),
    ("Lock wait timeout exceeded", "neutron", "lock wait"),
    ('null value in column "network_id"', "neutron", "port without network"),
    ("violates foreign key constraint", "neutron", "network with ports"),
    ("SubnetInUse", "neutron", "subnet with ports"),
)
SERVICES = {"q-svc": "neutron", "n-api": "nova", "g-api": "glance", "c-api": "cinder"}


def hits() -> list[dict[str, Any]]:
    places = [Path(os.environ.get("COLDFRAME_CI_HITS", "nowhere"))]
    places += [parent / "shared/data" / NAME for parent in Path(__file__).resolve().parents]
    for place in places:
        if place.is_file():
            found = json.loads(place.read_text())
            return [hit for hit in found if "Traceback (most recent" in hit["msg"]]
    pytest.skip(f"{NAME} is not there: name it with COLDFRAME_CI_HITS")


def label(hit: dict[str, Any]) -> tuple[str, str]:
    return next((owner, what) for words, owner, what in LABELS if words in hit["msg"])


def pairs(names: Sequence[object]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(names)), 2) if names[a] == names[b]}


def scored(name: str, found: set[Any], true: set[Any]) -> tuple[float, float]:
    precision, recall = len(found & true) / (len(found) or 1), len(found & true) / len(true)
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}")
    return precision, recall


def test_attribution_and_grouping() -> None:
    counting = Counting(Owners())
    rows = []
    for hit in hits():
        stream = io.BytesIO(hit["msg"].encode())
        found = [
            signature
            for block in blocks(stream.readinto)
            for signature in counting.add(block, hit["file"], Place(hit["build"], block.offset))
        ]
        rows.append((hit, found))
    whole = [found[0] for _, found in rows if len(found) == 1]
    assert len(whole) == len(rows), "each hit is one traceback"
    true = [label(hit) for hit, _ in rows]
    owners = {(at, signature.owner) for at, signature in enumerate(whole)}
    truth = {(at, owner) for at, (owner, _) in enumerate(true)}
    files = {
        (at, next(service for key, service in SERVICES.items() if key in hit["file"]))
        for at, (hit, _) in enumerate(rows)
    }
    print(f"\n{len(rows)} tracebacks, {len(set(whole))} signatures, {len(set(true))} labels")
    ours = scored("culprit, coldframe blame", owners, truth)
    theirs = scored("culprit, owner of the file", files, truth)
    assert min(ours) == 1.0 > max(theirs)

    same = pairs([what for _, what in true])
    grouped = scored("grouping, coldframe blame", pairs(whole), same)
    scored("grouping, equal text", pairs([hit["msg"] for hit, _ in rows]), same)
    scored("grouping, type of exception", pairs([s.kind for s in whole]), same)
    assert grouped[0] == 1.0 and grouped[1] > 0.6

    failed = {at for at, (hit, _) in enumerate(rows) if hit["status"] != "SUCCESS"}
    naive = scored("failed build, any traceback", set(range(len(rows))), failed)
    print(Counter(hit["status"] for hit, _ in rows))
    assert naive[0] < 0.5, "more than half of the tracebacks come from builds that passed"
