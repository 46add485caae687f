"""Each source reads what its tool writes."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from evidenced import GOLD, LOYALTY, facts_in, shop
from hypothesis import given
from hypothesis import strategies as some

from coldframe.check.host import Host
from coldframe.declare.mistake import Mistake
from coldframe.prove.evidence.fact import ERROR, FAILED, NOTED, PASSED, SKIPPED, Fact
from coldframe.prove.sources.catalogue import SOURCES

TEST = "tests.preview.loyalty.test_points"
JUNIT = f"""<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" errors="1" failures="1" tests="6" timestamp="2026-11-20T10:00:00+01:00">
<testcase classname="{TEST}.TestIt" name="test_good[a]" time="0.5"/>
<testcase classname="{TEST}.TestIt" name="test_bad" time="1,000.5"><failure message="no">why</failure></testcase>
<testcase classname="{TEST}" name="test_error" time="soon"><error message="setup">why</error></testcase>
<testcase classname="{TEST}" name="test_skipped"><skipped/></testcase>
<testcase classname="{TEST}" name="test_again"><flakyFailure message="once"/></testcase>
<testcase classname="" name="{TEST}"><error message="collection failure"/></testcase>
<testcase classname="tests.test_till" name="test_total"/>
</testsuite></testsuites>
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    return shop(tmp_path_factory.mktemp("shop"))


def read(host: Host, data: bytes | str | object, form: str = "", name: str = "") -> list[Fact]:
    """The facts in one input, each such as the store takes it."""
    if not isinstance(data, bytes | str):
        data = json.dumps(data)
    return facts_in(host, data.encode() if isinstance(data, str) else data, form, name)


def outcomes(facts: list[Fact]) -> list[tuple[str, str]]:
    return [(fact.subject, fact.outcome) for fact in facts]


def test_junit(host: Host) -> None:
    facts = read(host, JUNIT)
    assert outcomes(facts) == [
        (f"{TEST}.TestIt.test_good[a]", PASSED),
        (f"{TEST}.TestIt.test_bad", FAILED),
        (f"{TEST}.test_error", ERROR),
        (f"{TEST}.test_skipped", SKIPPED),
        (f"{TEST}.test_again", FAILED),
        (f"{TEST}.test_again", PASSED),
        (TEST, ERROR),
    ]
    assert {(fact.feature, fact.kind, fact.time) for fact in facts} == {
        (LOYALTY, "tests", "2026-11-20T09:00:00Z")
    }
    assert [fact.value for fact in facts[:2]] == [0.5, 1000.5]


def test_packed_input_and_another_kind(host: Host) -> None:
    packed = gzip.compress(JUNIT.encode())
    assert outcomes(read(host, packed)) == outcomes(read(host, JUNIT, "junit"))
    assert {fact.kind for fact in read(host, packed, "faults")} == {"faults"}
    with pytest.raises(Mistake, match="cannot be unpacked"):
        read(host, packed[:-20])


def test_one_feature_only(host: Host) -> None:
    wide = '<testsuite><testcase classname="tests.test_wide" name="test_it"/></testsuite>'
    assert [fact.feature for fact in read(host, wide)] == [GOLD, LOYALTY]
    assert [fact.feature for fact in read(host, wide, name="gold")] == [GOLD]


def stream(*events: dict[str, Any]) -> bytes:
    from subunit.v2 import StreamResultToBytes

    out = BytesIO()
    result = StreamResultToBytes(out)
    result.startTestRun()
    for event in events:
        result.status(**event)
    result.stopTestRun()
    return out.getvalue()


def event(test: str, status: str, second: int) -> dict[str, Any]:
    when = datetime(2026, 11, 20, 10, 0, second, tzinfo=UTC)
    return {"test_id": f"{TEST}.{test}", "test_status": status, "timestamp": when}


def test_subunit(host: Host) -> None:
    data = stream(
        event("good", "inprogress", 1),
        event("good", "success", 3),
        event("bad", "inprogress", 3),
        event("bad", "fail", 4),
        event("left_out", "skip", 5),
        event("expected", "xfail", 5),
        event("unexpected", "uxsuccess", 5),
        event("listed", "exists", 5),
        event("killed", "inprogress", 6),
    )
    facts = read(host, data)
    assert outcomes(facts) == [
        (f"{TEST}.good", PASSED),
        (f"{TEST}.bad", FAILED),
        (f"{TEST}.left_out", SKIPPED),
        (f"{TEST}.expected", PASSED),
        (f"{TEST}.unexpected", FAILED),
        (f"{TEST}.killed", ERROR),
    ]
    assert (facts[0].value, facts[0].time) == (2.0, "2026-11-20T10:00:03Z")
    with pytest.raises(Mistake, match="damaged or cut off"):
        read(host, data[:-7])


def test_coverage_py_and_cobertura_say_the_same(host: Host, tmp_path: Path) -> None:
    path = "shop/preview/loyalty/points.py"
    summary = {"covered_lines": 3, "num_statements": 4, "covered_branches": 1, "num_branches": 2}
    report = {
        "meta": {"format": 3, "timestamp": "2026-11-20T10:00:00"},
        "files": {path: {"summary": summary}, "shop/till.py": {"summary": summary}},
    }
    lines = "".join(
        f'<line number="{number}" hits="{hits}"{more}/>'
        for number, hits, more in (
            (1, 1, ""),
            (2, 1, ' branch="true" condition-coverage="50% (1/2)"'),
            (3, 1, ""),
            (4, 0, ""),
        )
    )
    xml = (
        '<?xml version="1.0" ?><coverage version="7" timestamp="1795168800000" line-rate="0.75">'
        f"<sources><source>/ci</source></sources><packages><package><classes><class filename="
        f'"{path}"><lines>{lines}</lines></class></classes></package></packages></coverage>'
    )
    for form in (report, xml):
        facts = read(host, form)
        assert [(f.feature, f.subject, f.value) for f in facts] == [
            (LOYALTY, "lines", 0.75),
            (LOYALTY, "branches", 0.5),
        ]
        assert facts[0].time.startswith("2026-11-20T1")
        assert json.loads(facts[0].detail) == {"covered": 3, "of": 4, "files": 1}


def test_pytest_benchmark(host: Host) -> None:
    report = {
        "machine_info": {},
        "datetime": "2026-11-20T10:00:00+00:00",
        "benchmarks": [
            {
                "name": "test_speed[100-on]",
                "fullname": "tests/preview/loyalty/test_points.py::test_speed[100-on]",
                "params": {"rows": 100, "feature": "on", "shape": 3},
                "extra_info": {},
                "stats": {"median": 0.25, "rounds": 5, "stddev": 0.01},
            },
            {
                "name": "test_till",
                "fullname": "benchmarks/till.py::test_till",
                "params": None,
                "extra_info": {"coldframe": "gold", "size": 7, "variant": "off"},
                "stats": {"median": 1},
            },
        ],
    }
    facts = read(host, report)
    assert [(f.feature, f.subject, f.value, f.unit, f.size, f.variant) for f in facts] == [
        (LOYALTY, f"{TEST}.test_speed", 0.25, "s", 100, "on"),
        (GOLD, "benchmarks.till.test_till", 1.0, "s", 7, "off"),
    ]
    assert facts[0].outcome == NOTED


def test_measurements(host: Host) -> None:
    given = {
        "coldframe_measurements": 1,
        "feature": "loyalty",
        "measurements": [
            {"name": "points", "value": 12, "unit": "queries", "size": 10, "variant": "on"},
            {"name": "shine", "value": 0.5, "feature": "gold"},
        ],
    }
    assert [(f.feature, f.value, f.unit, f.size, f.variant) for f in read(host, given)] == [
        (LOYALTY, 12, "queries", 10, "on"),
        (GOLD, 0.5, "s", None, ""),
    ]


@pytest.mark.parametrize(
    ("one", "what"),
    [
        ({"value": 1}, "measurement 1 has no name"),
        ({"name": "a", "value": "1"}, "has the value '1', which is no number"),
        ({"name": "a", "value": True}, "has the value True, which is no number"),
        ({"name": "a", "value": 1, "sise": 3}, "has a key 'sise'"),
        ({"name": "a", "value": 1, "variant": "onn"}, "has the variant 'onn'"),
        ({"name": "a", "value": 1, "feature": "silver"}, "'silver', which is no feature here"),
        ({"name": "a", "value": 1}, "does not name its feature"),
        (3, "has no name"),
    ],
)  # fmt: skip
def test_measurements_that_are_wrong(host: Host, one: object, what: str) -> None:
    with pytest.raises(Mistake) as caught:
        read(host, {"coldframe_measurements": 1, "measurements": [one]})
    assert what in caught.value.what


def blamed(new: bool | None) -> dict[str, Any]:
    runs = None if new is None else {"new": new, "passed": [0, 3], "failed": [1, 2], "lift": None}
    one = {
        "signature": "ab12",
        "exception": "KeyError",
        "message": "'points'",
        "count": 4,
        "runs": runs,
        "culprit": {"name": "loyalty", "kind": "feature"},
    }
    return {"version": 1, "bytes": 100, "not_kept_apart": 0, "signatures": [one]}


@pytest.mark.parametrize(
    ("new", "signature", "log"),
    [(True, FAILED, FAILED), (False, NOTED, PASSED), (None, NOTED, NOTED)],
)
def test_blame(host: Host, new: bool | None, signature: str, log: str) -> None:
    facts = read(host, blamed(new), name="loyalty")
    assert outcomes(facts) == [("ab12", signature), ("log read", log)]
    assert json.loads(facts[0].detail)["exception"] == "KeyError"
    assert {fact.feature for fact in read(host, blamed(new))} == {LOYALTY, GOLD}


def test_what_blame_really_writes(host: Host, tmp_path: Path) -> None:
    from coldframe.prove.triage.blame import blame
    from coldframe.report.blame_json import render

    frame = f'  File "{host.tree.root}/shop/preview/loyalty/points.py", line 1, in points\n'
    log = tmp_path / "log"
    log.write_text(f"Traceback (most recent call last):\n{frame}    boom()\nKeyError: 'a'\n")
    calm = tmp_path / "calm"
    calm.write_text("all is well\n" * 3)
    compared = render(blame([str(log)], host.tree.root, passed=[str(calm)]), top=20)
    facts = read(host, compared, name="loyalty")
    assert [fact.outcome for fact in facts] == [FAILED, FAILED]


def passage(kept: bool, stopped: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "database": "SQLite 3.45",
        "previews": "on/off/on",
        "kept": kept,
        "stable_tables": 3,
        "stable_rows": 15,
        "seconds": 1.5,
        "stopped": stopped,
    }


def test_migrations(host: Host) -> None:
    stopped = {"revision": "3c5a", "why": "no such table"}
    report = {"version": 1, "kept": False, "passages": [passage(True), passage(False, stopped)]}
    facts = read(host, report)  # gold has no tables
    assert [(f.feature, f.subject, f.outcome) for f in facts] == [
        (LOYALTY, "SQLite 3.45, previews on/off/on", PASSED),
        (LOYALTY, "SQLite 3.45, previews on/off/on", FAILED),
    ]
    assert json.loads(facts[1].detail)["stopped"] == "3c5a"


def test_adoption(host: Host) -> None:
    record = '[[adopters]]\nfeature = "loyalty"\nwho = "Corner Shop"\nsince = 2026-03-01\n'
    same = {"adopters": [{"feature": "loyalty", "who": "Corner Shop", "since": "2026-03-01"}]}
    for form in (record, same):
        assert [(f.feature, f.subject, f.time) for f in read(host, form)] == [
            (LOYALTY, "Corner Shop", "2026-03-01T00:00:00Z")
        ]
    for wrong, what in (
        ("[[adopters]]\nfeature = 'loyalty'\n", "adopter 1 does not say who it is"),
        ("[[adopters]]\nwho = 'a'\n", "does not say which feature"),
        ("[[adopters]]\nwho = 'a'\nfeature = 'silver'\n", "uses 'silver', which is no feature"),
        ("[[adopters]]\nwho = 'a'\nfeature = 'gold'\nsince = 'May'\n", "since 'May'"),
        ("[[adopters]]\nwho = 'a\n", "this is no TOML"),
    ):
        with pytest.raises(Mistake, match=what):
            read(host, wrong)


GITHUB = [
    {"user": {"login": "ada"}, "state": "CHANGES_REQUESTED", "submitted_at": "2026-11-01T10:00:00Z", "commit_id": "b"},
    {"user": {"login": "ada"}, "state": "APPROVED", "submitted_at": "2026-11-02T10:00:00Z", "commit_id": "c"},
    {"user": {"login": "bob"}, "state": "COMMENTED", "submitted_at": "2026-11-02T10:00:00Z"},
    {"user": {"login": "eve"}, "state": "REQUEST_CHANGES", "submitted_at": "2026-11-02T10:00:00Z"},
]  # fmt: skip
GITLAB = {"approved_by": [{"user": {"username": "ada"}}], "updated_at": "2026-11-02T10:00:00Z"}
GERRIT = {
    "_number": 7,
    "labels": {
        "Code-Review": {"all": [{"username": "ada", "value": 2, "date": "2026-11-02 10:00:00.000000000"}, {"username": "bob", "value": 0}, {"username": "eve", "value": -1}]},
        "Workflow": {"all": [{"username": "ada", "value": 1, "date": "2026-11-02 10:00:00.000000000"}]},
        "Verified": {"all": [{"username": "zuul", "value": 2}]},
    },
}  # fmt: skip


def test_reviews_of_forges(host: Host) -> None:
    assert outcomes(read(host, GITHUB, name="loyalty")) == [
        ("review by ada", PASSED),
        ("review by eve", FAILED),
    ]
    assert outcomes(read(host, GITLAB, name="loyalty")) == [("review by ada", PASSED)]
    gerrit = read(host, ")]}'\n" + json.dumps(GERRIT), name="loyalty")
    assert outcomes(gerrit) == [
        ("approval by ada", PASSED),
        ("review by ada", PASSED),
        ("review by eve", FAILED),
    ]
    assert gerrit[0].time == "2026-11-02T10:00:00Z"
    with pytest.raises(Mistake, match="do not say which feature"):
        read(host, GITHUB)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<testsuite><testcase", "this is no JUnit XML"),
        (b'{"meta": 1, "files": 3}', "no JSON report of coverage.py"),
        (b'{"meta": {}, "files": {"a": 3}}', "no JSON report of coverage.py"),
        (b'{"machine_info": {}, "benchmarks": [3]}', "no JSON of pytest-benchmark"),
        (b'{"coldframe_measurements": 2}', "no version of measurements"),
        (b'{"coldframe_measurements": 1\n}}', "this is no JSON"),
        (b'{"not_kept_apart": 0, "signatures": [{}]}', "no JSON of blame"),
        (b'{"passages": [{}], "kept": true}', "no JSON of migrations verify"),
        (b'{"meta": 1, "files":' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_broken_inputs_are_named(host: Host, data: bytes, what: str) -> None:
    with pytest.raises(Mistake) as caught:
        facts_in(host, data)
    assert what in caught.value.what
    assert caught.value.path == "given"


@given(some.binary(max_size=200), some.sampled_from([one.SOURCE.name for one in SOURCES]))
def test_nothing_breaks_a_source(host: Host, data: bytes, form: str) -> None:
    for prefix in (b"", b"<testsuite>", b"\xb3", b"{", b"["):
        try:
            read(host, prefix + data, form, "loyalty")
        except Mistake:
            continue


values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(some.data(), some.sampled_from([GITHUB, GITLAB, GERRIT, blamed(True), {"passages": [passage(True)]}, {"adopters": [{"who": "a"}]}]), some.sampled_from([one.SOURCE.name for one in SOURCES]))  # fmt: skip
def test_a_value_of_a_wrong_type_is_told(
    host: Host, data: some.DataObject, form: Any, name: str
) -> None:
    changed = json.loads(json.dumps(form))
    place: Any = changed
    for _ in range(data.draw(some.integers(0, 4))):
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(some.sampled_from(keys)) if keys else None
        if key is None or not isinstance(place[key], dict | list):
            break
        place = place[key]
    if place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        place[data.draw(some.sampled_from(keys))] = data.draw(values)
    try:
        read(host, changed, name, "loyalty")
    except Mistake:
        return
