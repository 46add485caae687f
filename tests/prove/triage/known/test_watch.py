"""Records of known bugs are found once each, wherever the bytes are cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.blame import Blame, blame
from coldframe.prove.triage.known.queries import Query, queries
from coldframe.prove.triage.known.watch import REACH, Watch

TIMEOUT = "2026-11-25 10:00:0{s}.000 7 ERROR neutron.rpc [-] Timeout while waiting on RPC\n"
TRACE = """2026-11-25 10:00:0{s}.500 7 ERROR neutron.db [-] it failed
2026-11-25 10:00:0{s}.500 7 ERROR neutron.db Traceback (most recent call last):
2026-11-25 10:00:0{s}.500 7 ERROR neutron.db   File "/opt/stack/neutron/neutron/db/x.py", line 3, in get
2026-11-25 10:00:0{s}.500 7 ERROR neutron.db     get()
2026-11-25 10:00:0{s}.500 7 ERROR neutron.db DBError: Lock wait timeout exceeded
"""
PLAIN = "2026-11-25 10:00:0{s},700 INFO shop: a\n  second line about a lock\n  and a wait\n"
FOLDER = {
    "1001.yaml": 'query: >-\n  message:"waiting on RPC"\n  AND NOT build_status:"SUCCESS"\n',
    "1002.yaml": 'query: message:"it failed" AND message:"Lock wait"\nsuppress-graph: true\n',
    "more.yml": '- bug: slow-lock\n  query: "second AND wait"\n- bug: nowhere\n  query: never\n',
    "README": "no query",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    for name, text in FOLDER.items():
        (folder / name).write_text(text)
    return folder


def watched(
    asked: tuple[Query, ...], data: bytes, cuts: list[int], size: int
) -> list[tuple[str, int]]:
    """What is found if ``data`` is read in pieces from ``cuts``, each fed ``size`` bytes at once."""
    found: list[tuple[str, int]] = []
    bounds = [0, *sorted(cuts), len(data)]
    for start, stop in pairwise(bounds):
        begin = max(0, start - REACH)
        watch = Watch(asked, "x.log", lambda q, at: found.append((q.bug, at)), start, stop, begin)
        for at in range(begin, len(data), size):
            watch.feed(data[at : at + size])
        watch.finish()
    return sorted(found)


@settings(max_examples=80, deadline=None)
@given(
    kinds=st.lists(st.sampled_from([TIMEOUT, TRACE, PLAIN, "no record at all\n"]), max_size=8),
    cuts=st.lists(st.integers(0, 2500), max_size=3),
    size=st.integers(1, 3000),
)
def test_the_same_is_found_wherever_it_is_cut(
    folder: Path, kinds: list[str], cuts: list[int], size: int
) -> None:
    asked = queries(str(folder))
    records = [kind.format(s=at) for at, kind in enumerate(kinds)]
    data = "".join(records).encode()
    true = []
    for at, kind in enumerate(kinds):
        bug = {TIMEOUT: "1001", TRACE: "1002", PLAIN: "slow-lock"}.get(kind)
        if bug:
            true.append((bug, sum(map(len, records[:at]))))
    assert watched(asked, data, [cut for cut in cuts if cut < len(data)], size) == sorted(true)


def test_across_the_buffer(folder: Path) -> None:
    filler = "2026-11-25 10:00:00.000 1 DEBUG a [-] nothing of note happens here at all\n" * 40_000
    data = (filler + TRACE.format(s=1) + filler + TRACE.format(s=2)).encode()
    found = watched(queries(str(folder)), data, [len(filler) + 200], 1 << 18)
    assert found == [("1002", len(filler)), ("1002", 2 * len(filler) + len(TRACE.format(s=1)))]


def seen(folder: Path, root: Path, passed: int = 0) -> Blame:
    for name in ("ok-1", "ok-2", "ok-3"):
        (root / name).mkdir()
        (root / name / "q.log").write_text("".join(TIMEOUT.format(s=1)) * (name == "ok-1") + "x\n")
    (root / "q-svc.log").write_text(TIMEOUT.format(s=0) * 2 + TRACE.format(s=1) + PLAIN.format(s=2))
    runs = [str(root / f"ok-{at}") for at in range(1, passed + 1)]
    return blame([str(root / "q-svc.log")], str(root), known=str(folder), passed=runs)


def test_bugs_are_named_and_common_ones_reported(folder: Path, tmp_path: Path) -> None:
    from coldframe.report.blame_json import content
    from coldframe.report.blame_text import render

    found = seen(folder, tmp_path, passed=3)
    assert {bug.query.bug: bug.hits.count for bug in found.known} == {
        "1001": 1 + 1, "1002": 1, "slow-lock": 1, "nowhere": 0,
    }  # fmt: skip
    (group,) = found.groups
    assert found.bugs_of(group) == ["1002"]
    text = render(found)
    assert "known       1002" in text
    assert "1001       2 records, in 1 of 3 passed and 0 of 0 failed runs" in text
    assert "the query of 1001 fits 1 of 3 passed runs, more than 10 %" in " ".join(text.split())
    assert "read without them: build_status (1)" in text and "nowhere" not in text
    known = content(found)["known"]
    assert [one["common_in_passed"] for one in known] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("query: >-\n  message:ok AND\n  message:[1 TO 2]\n", 3, "a range is not supported"),
        ('# a\nquery: message:"a" AND (\n', 2, "unmatched parenthesis"),
        ("query: 'build_name:x'\n", 1, "names no words"),
        ("query: [a]\n", 1, "has no query"),
        ("- query: a\n", 1, "whose query"),
        ("- {bug: 1, query: a}\n- {bug: 1, query: b}\n", 2, "second query of 1"),
        ("a: 1\nquery: 'x\n", 3, "no YAML"),
        ("a\n", 1, "has no query"),
        ("", 1, "has no query"),
    ],
)
def test_mistakes_name_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "1.yaml").write_text(text)
    with pytest.raises(Mistake, match=words) as caught:
        queries(str(tmp_path / "1.yaml"))
    assert str(caught.value).startswith(f"{tmp_path / '1.yaml'}:{line} ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_bytes(b"query: \xff\n")
    for path, words in ((tmp_path, "not UTF-8"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(Mistake, match=words):
            queries(str(path))
    (tmp_path / "1.yaml").unlink()
    with pytest.raises(Mistake, match="holds no query"):
        queries(str(tmp_path))
