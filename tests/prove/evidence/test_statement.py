"""A statement says what was judged, of which code, and on which facts it rests."""

from __future__ import annotations

import json
from pathlib import Path

from evidenced import LOYALTY, fact, feature_of, shop
from hosts import commit_all, git

from coldframe.check.discovery import open_host
from coldframe.prove.evidence.digest import digest
from coldframe.prove.evidence.statement import statement
from coldframe.prove.evidence.store import Store
from coldframe.prove.verdict import verdict


def test_subject_criteria_runs_and_facts(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    shop(root)
    commit_all(root)
    host = open_host(str(root))
    feature = feature_of(host)
    state = digest(host, feature)
    store = Store(str(tmp_path / "s.sqlite"))
    store.append(
        [
            fact("tests", "test_a", digest=state.value),
            fact("coverage", "lines", "noted", digest=state.value, value=0.5, unit="1"),
            fact("benchmark", "load", "noted", digest=state.value, size=9.0, detail='{"a": 1}'),
        ]
    )
    found = verdict(host, feature, store)
    said = json.loads(json.dumps(statement(found, store)))
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    head = git(root, "rev-parse", "HEAD").strip()
    subject = {"name": LOYALTY, "digest": {"coldframeFeature": state.value, "gitCommit": head}}
    assert said["subject"] == [subject]
    predicate = said["predicate"]
    assert predicate["proven"] is found.proven is False
    told = {one["criterion"]: one["state"] for one in predicate["criteria"]}
    assert told == {one.criterion: one.state for one in found.judgements}
    assert [(run["passed"], run["commit"]) for run in predicate["runs"]] == [(1, "c1")]
    rests = {number for one in predicate["criteria"] for number in one["facts"]}
    assert {one["id"] for one in predicate["facts"]} == rests != set()
    (measured,) = [one for one in predicate["facts"] if one["kind"] == "benchmark"]
    assert (measured["size"], measured["detail"]) == (9.0, {"a": 1})

    (root / "shop/preview/loyalty/points.py").write_text("")
    changed = open_host(str(root))
    said = statement(verdict(changed, feature_of(changed), store), store)
    assert list(said["subject"][0]["digest"]) == ["coldframeFeature"]
    assert said["predicate"]["runs"] == []
