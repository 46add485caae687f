"""What queries mean, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.prove.triage.known.condition import Record, holds, needles
from coldframe.prove.triage.known.lucene import Unsupported, asked

RECORD = Record(
    "/ci/42/logs/screen-q-svc.txt.gz",
    "2014-01-01 ERROR neutron.agent.linux [-] Timed out (30 s)\nwaiting for port fa-16 to-be UP",
    "ERROR",
    "neutron.agent.linux",
)


@pytest.mark.parametrize(
    "query",
    [
        'message:"timed out"',
        '"Timed Out 30 S waiting"',
        'message:"fa-16"',
        "message:tim* AND message:wait?ng",
        "message:(nothing OR port)",
        'message:port AND tags:"screen-q-svc.txt"',
        'message:port AND filename:"logs/screen-q-svc.txt"',
        "message:port AND tags:screen-*",
        "message:port AND loglevel:error AND module:neutron.agent.*",
        'message:port AND NOT tags:"console" AND NOT build_status:"SUCCESS"',
        'message:port AND (build_name:gate-* OR build_name:/check.*/)',
        "port -nothing",
        "+port nothing",
        "nothing port NOT console",
        'message:"timed out"^4',
        r"message:to\-be",
    ],
)  # fmt: skip
def test_it_fits(query: str) -> None:
    found = asked(query).condition
    assert found is not None and holds(found, RECORD) is True
    assert RECORD.text is not None
    assert any(needle in RECORD.text.lower().encode() for needle in needles(found) or ())


@pytest.mark.parametrize(
    "query",
    [
        'message:"out timed"',
        'message:"timed o"',
        "message:tim",
        "message:port AND loglevel:ERR",
        "message:port AND module:neutron.agent",
        'message:port AND tags:"q-svc.txt"',
        "port -waiting",
        "+nothing port",
        "NOT port",
        "message:port AND NOT (tags:console OR waiting)",
    ],
)
def test_it_does_not_fit(query: str) -> None:
    found = asked(query).condition
    assert found is not None and holds(found, RECORD) is False


def test_what_no_log_says_is_left_out_and_named() -> None:
    found = asked('message:port AND NOT build_status:"SUCCESS" AND build_name:x')
    assert found.left_out == {"build_status", "build_name"}
    assert found.condition == asked("message:port").condition
    assert asked("build_name:x").condition is None


def test_a_log_may_settle_it_before_any_text_is_read() -> None:
    found = asked("message:port AND tags:console").condition
    assert found is not None
    assert holds(found, Record("job-output.txt")) is None
    assert holds(found, Record("n-cpu.log")) is False


@pytest.mark.parametrize(
    ("query", "at", "words"),
    [
        ('message:"a b"~4', 8, "words near each other"),
        ("a AND message:[1 TO 2]", 14, "a range"),
        ("a AND message:/b.*/", 14, "regular expression"),
        ("a && b", 2, "write AND, OR, NOT"),
        ('a AND message:"b', 14, "Illegal character"),
        ("a AND (b", 8, "unmatched parenthesis"),
        ('message:"..."', 8, "no word in it"),
        ("(" * 30_000, 0, "more than 20,000"),
        ("(" * 9_000 + "a" + ")" * 9_000, 101, "nested too deeply"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_refused_and_where(query: str, at: int, words: str) -> None:
    with pytest.raises(Unsupported, match=words) as caught:
        asked(query)
    assert caught.value.at == at


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.text('ab "()*?:\\~^/-+[]{}ANDORT', max_size=40))
def test_any_text_is_a_query_or_refused(query: str) -> None:
    try:
        found = asked(query).condition
    except Unsupported:
        return
    if found is not None:
        needles(found)
        holds(found, RECORD)


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=80), start=st.integers(0, 80), size=st.integers(1, 30))
def test_every_piece_of_a_text_is_found_in_it(text: str, start: int, size: int) -> None:
    words = text[start : start + size].split()
    phrase = " ".join(words[1:-1]).replace("\\", "\\\\").replace('"', '\\"')
    try:
        found = asked(f'message:"{phrase}"').condition
    except Unsupported:
        return
    assert found is not None and holds(found, Record("x", text))
    assert any(n in text.encode("utf-8", "replace").lower() for n in needles(found) or ())
