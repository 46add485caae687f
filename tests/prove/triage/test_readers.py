"""Readers take any bytes, and find the same wherever a log is cut, rotated or packed."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coldframe.prove.triage.blame import Blame
from coldframe.prove.triage.counting import Counting
from coldframe.prove.triage.listed import Log, logs
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.reading import Piece, read, read_one
from coldframe.prove.triage.tally import Tally
from coldframe.report.blame_json import render

TRACE = (
    "Traceback (most recent call last):\n"
    '  File "/opt/stack/neutron/neutron/{name}.py", line {n}, in get\n    x\n'
    "{error}: {name} {n}\n"
)
PIECES = (
    *(b"Traceback (most recent call last)", b"Traceback (most recent call last):\n", b"\n", b"\r\n"),
    *(b'  File "/srv/shop/a.py", line 3, in f\n', b"    x()\n", b"ValueError: x\n", b"E   ", b"  + "),
    *(b"During handling of the above exception, another exception occurred:\n", b"\\n", b"', '"),
    *(b"Exception Group ", b"  | ", b"  +-+---------------- 1 ----------------\n", b"{", b'"', b"}"),
    *(b'{"message": "', b'{"time": 1e999, "exc_info": "Traceback (most recent call last):\\nA: b"}\n'),
    *(b"2026-11-25 10:00:00.123 7 ERROR a.b ", b"Nov 25 10:00:00 h x[1]: ", b"\xff\xfe", b"\x00"),
    *(b"=== test session starts ===\n", b"= FAILURES =\n", b"___ test_a ___\n", b"a.py:3: in f\n"),
    *(b"__CURSOR=a\n", b"MESSAGE\n", b"\xff" * 8, b"__REALTIME_TIMESTAMP=9" + b"9" * 30 + b"\n"),
    *(b"\xb3\x29\x01", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"BZh9"),
    *(b"9999-99-99 99:99:99", b"Child 3 killed by signal 9\n", b"&quot;", b"0000-00-00 00:00:00 ERROR "),
)  # fmt: skip


@settings(max_examples=250, deadline=10_000)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=40).map(b"".join))
@example(b"\xb3" + b"\xff" * 100)
@example(b"__CURSOR=a\n__REALTIME_TIMESTAMP=" + "٣".encode() + b"\nMESSAGE=x\n\n")
@example(b"__REALTIME_TIMESTAMP=9%b\nPRIORITY=%b\nMESSAGE=x\n\n" % (b"9" * 30, b"3" * 5000))
@example(b"[" * 20_000 + b'{"a": ' * 20_000 + b"Traceback (most recent call last)\\n")
@example(b"  File " * 3000 + b"\n" + PIECES[0] + b"\n")
def test_any_bytes_are_a_log(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("log") / "any.log"
    path.write_bytes(data)
    tally = read(logs([str(path)]), Owners(), 1)
    json.loads(render(Blame(tuple(tally.ordered()), (), tally)))


def record(at: int, kind: int) -> str:
    text = TRACE.format(name=f"m{at % 3}", n=at, error="ValueError" if at % 2 else "KeyError")
    if kind == 0:
        prefix = f"2026-11-25 10:00:{at:02}.000 {at % 4} ERROR neutron.api "
        return "".join(f"{prefix}{line}\n" for line in ["[-] it failed", *text.splitlines()])
    if kind == 1:
        return f"2026-11-25 10:00:{at:02},000 ERROR shop: it failed\n{text}"
    if kind == 2:
        return json.dumps({"time": at, "level": "ERROR", "exc_info": text}) + "\n"
    if kind == 3:
        return f"2026-11-25 10:00:{at:02}.000 9 ERROR oslo.service Child {at} killed by signal 9\n"
    return f"2026-11-25 10:00:{at:02}.000 1 INFO neutron.api [-] nothing of note\n" * 20


RECORDS = st.lists(st.integers(0, 4), min_size=1, max_size=12).map(
    lambda kinds: "".join(record(at, kind) for at, kind in enumerate(kinds)).encode()
)


def summed(tally: Tally) -> dict[object, tuple[int, int, float, float]]:
    return {s: (g.count, g.cut, g.first, g.last) for s, g in tally.groups.items()}


@settings(max_examples=60, deadline=None)
@given(data=RECORDS, cuts=st.lists(st.integers(0, 6000), max_size=3), packs=st.integers(0, 63))
def test_rotated_and_packed_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cuts: list[int], packs: int
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    (folder / "whole.log").write_bytes(data)
    bounds = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for number in range(len(bounds) - 1):
        part = data[bounds[number] : bounds[number + 1]]
        age = len(bounds) - 2 - number
        pack = (bytes, gzip.compress, lzma.compress, bz2.compress)[packs >> 2 * (number % 3) & 3]
        (folder / ("cut.log" if not age else f"cut.log.{age}")).write_bytes(pack(part))
    whole = read(logs([str(folder / "whole.log")]), Owners(), 1)
    cut = read(logs(sorted(map(str, folder.glob("cut.log*")))), Owners(), 1)
    assert {s: v for s, v in summed(whole).items() if s.kind != "Killed"} == {
        s: v for s, v in summed(cut).items() if s.kind != "Killed"
    }
    assert whole.size == cut.size == len(data)


@settings(max_examples=60, deadline=None)
@given(data=RECORDS, cuts=st.lists(st.integers(0, 6000), max_size=4))
def test_read_in_pieces_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cuts: list[int]
) -> None:
    path = tmp_path_factory.mktemp("log") / "x.log"
    path.write_bytes(data)
    log = Log(str(path), (str(path),))
    whole = read([log], Owners(), 1)
    bounds = [0, *sorted({cut for cut in cuts if 0 < cut < len(data)})]
    counting = Counting(Owners())
    for start, stop in zip(bounds, [*bounds[1:], None], strict=True):
        read_one(Piece(log, start, stop), counting)
    assert summed(counting.tally) == summed(whole)
    assert counting.tally.size == len(data)
    assert [g.places for g in counting.tally.ordered()] == [g.places for g in whole.ordered()]


def test_an_address_of_a_store() -> None:
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://ci/42/q-svc.log.gz", "wb") as file:
        file.write(gzip.compress(record(3, 0).encode()))
    (group,) = read(logs(["memory://ci/42/q-svc.log.gz"]), Owners(), 2).ordered()
    assert group.signature.owner == "neutron"
    assert group.places[0].log == "memory://ci/42/q-svc.log.gz"
    for many in ("memory://ci/42/", "memory://ci/*/*.gz"):
        assert [log.parts for log in logs([many])] == [("memory:///ci/42/q-svc.log.gz",)]


def test_an_address_that_is_not_there_or_has_no_store(tmp_path: Path) -> None:
    from coldframe.declare.mistake import Mistake

    pytest.importorskip("fsspec")
    for address, words in (
        ("memory://ci/none.log", "cannot be read"),
        ("nosuchstore://a/b.log", "cannot be read"),
        ("memory://empty/", "holds no files"),
        ("nosuchstore://a/", "cannot be read"),
    ):
        with pytest.raises(Mistake, match=words):
            read(logs([address]), Owners(), 1)
