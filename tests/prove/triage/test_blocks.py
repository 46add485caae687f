"""Blocks are taken whole from every kind of log, whatever is between their lines."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from coldframe.prove.triage.listed import logs
from coldframe.prove.triage.owners import Owners
from coldframe.prove.triage.reading import read
from coldframe.prove.triage.scan import blocks
from coldframe.prove.triage.tally import Group
from coldframe.prove.triage.windowed import windowed_blocks

PLAIN = """Traceback (most recent call last):
  File "/srv/shop/shop/views.py", line 3, in show
    price()
  File "/srv/shop/shop/prices.py", line 9, in price
    raise ValueError("no price for 17")
ValueError: no price for 17
"""


def bodies(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    found = list(blocks(io.BytesIO(data).readinto))
    with TemporaryFile() as file:
        file.write(data)
        file.flush()
        assert list(windowed_blocks(file.fileno())) == found
    return [block.body.decode() for block in found]


def failures(path: Path, *more: Path) -> list[Group]:
    return read(logs([str(path), *map(str, more)]), Owners(), 1).ordered()


def kinds(groups: list[Group]) -> dict[tuple[str, str], int]:
    return {(g.signature.kind, g.signature.message): g.count for g in groups}


def prefixed(prefix: str, text: str = PLAIN) -> str:
    return "".join(f"{prefix}{line}\n" for line in text.splitlines())


OSLO = "2026-11-25 10:00:00.123 {pid} ERROR neutron.api.v2 "


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"2026-11-25 10:00:00,123 ERROR shop: it failed\n{PLAIN}2026-11-25 10:00:01 INFO shop: on\n",
        f"ERROR:root:it failed\n{PLAIN}INFO:root:goes on\n",
        f"2026-11-25 10:00:00 ERROR shop: {PLAIN}2026-11-25 10:00:01 INFO shop: on\n",
        PLAIN.replace("\n", "\r\n"),
        PLAIN.rstrip(),
    ],
    ids=["alone", "record", "basic", "same line", "crlf", "no newline at the end"],
)
def test_a_plain_traceback_ends_with_its_exception(text: str) -> None:
    (body,) = bodies(text)
    assert body.splitlines() == PLAIN.splitlines()


def test_each_line_of_oslo_log_is_prefixed() -> None:
    text = (
        "2026-11-25 10:00:00.123 7 ERROR neutron.api.v2 [None req-1] create failed\n"
        + prefixed(OSLO.format(pid=7))
        + "2026-11-25 10:00:00.130 7 INFO neutron.wsgi [-] GET\n"
    )
    (block,) = blocks(io.BytesIO(text.encode()).readinto)
    assert block.body.decode().splitlines() == PLAIN.splitlines()
    assert b"create failed" in block.head


def test_two_processes_line_by_line() -> None:
    first = prefixed(OSLO.format(pid=7)).splitlines()
    second = prefixed(OSLO.format(pid=8), PLAIN.replace("17", "abc")).splitlines()
    mixed = "\n".join(line for pair in zip(first, second, strict=True) for line in pair) + "\n"
    assert [body.splitlines()[-1] for body in bodies(mixed)] == [
        "ValueError: no price for 17",
        "ValueError: no price for abc",
    ]


def test_times_that_go_on_within_a_traceback() -> None:
    lines = PLAIN.splitlines()
    text = "".join(f"Nov 25 10:00:0{at} host shop[12]: {line}\n" for at, line in enumerate(lines))
    text += "Nov 25 10:00:09 host shop[12]: served\nNov 25 10:00:09 host other[3]: served\n"
    (body,) = bodies(text)
    assert body.splitlines() == lines


def test_chains_are_one_block() -> None:
    text = (
        f"{PLAIN}\nDuring handling of the above exception, another exception occurred:\n\n"
        f"{PLAIN.replace('ValueError', 'KeyError')}\n\n{PLAIN}"
    )
    assert [body.count("Traceback") for body in bodies(text)] == [2, 1]
    assert [body.count("Traceback") for body in bodies(prefixed(OSLO.format(pid=7), text))] == [
        2,
        1,
    ]


def test_a_block_across_buffers_is_whole() -> None:
    filler = "2026-11-25 10:00:00.000 1 DEBUG a [-] nothing of note happens here at all\n"
    for shift in range(0, 400, 37):
        text = filler * ((1 << 20) // len(filler)) + "x" * shift + "\n" + PLAIN + filler * 3000
        (body,) = bodies(text)
        assert body.splitlines() == PLAIN.splitlines()


def test_what_is_cut_is_said() -> None:
    whole = list(blocks(io.BytesIO(PLAIN.encode()).readinto))
    head = "\n".join(PLAIN.splitlines()[:4]) + "\n2026-11-25 10:00:00 INFO shop: restarted\n"
    tail = "\n".join(PLAIN.splitlines()[1:]) + "\n"
    assert [block.cut for block in whole] == [""]
    assert [block.cut for block in blocks(io.BytesIO(head.encode()).readinto)] == ["end"]
    assert [block.cut for block in blocks(io.BytesIO(tail.encode()).readinto)] == ["start"]


def test_a_rotated_traceback_is_one(tmp_path: Path) -> None:
    import gzip

    lines = prefixed(OSLO.format(pid=7)).splitlines(keepends=True)
    (tmp_path / "neutron.log.2.gz").write_bytes(gzip.compress("".join(lines[:3]).encode()))
    (tmp_path / "neutron.log.1").write_text("".join(lines[3:5]))
    (tmp_path / "neutron.log").write_text("".join(lines[5:]))
    groups = failures(tmp_path)
    assert kinds(groups) == {("ValueError", "no price for <n>"): 1}
    assert groups[0].places[0].log.endswith(".2.gz")


@pytest.mark.parametrize("packer", ["gzip", "lzma", "bz2", "zstandard"])
def test_packed_logs(tmp_path: Path, packer: str) -> None:
    module = pytest.importorskip(packer)
    (tmp_path / "odd name").write_bytes(module.compress(PLAIN.encode()))
    assert kinds(failures(tmp_path / "odd name")) == {("ValueError", "no price for <n>"): 1}


def test_a_packed_log_that_breaks_off_is_read_so_far_and_noted(tmp_path: Path) -> None:
    import gzip
    import random

    noise = "".join(f"{random.Random(at).random()}\n" for at in range(40_000))
    data = gzip.compress((PLAIN + noise).encode())
    (tmp_path / "log.gz").write_bytes(data[: len(data) // 2])
    tally = read(logs([str(tmp_path / "log.gz")]), Owners(), 1)
    assert [g.count for g in tally.ordered()] == [1]
    assert "breaks off" in tally.notes[0]


def test_lines_of_json(tmp_path: Path) -> None:
    record = {"asctime": "2026-11-25 10:00:00", "levelname": "ERROR", "name": "shop", "process": 3,
              "feature": "loyalty", "message": "it failed", "exc_info": PLAIN}  # fmt: skip
    docker = [json.dumps({"log": line + "\n", "stream": "stderr"}) for line in PLAIN.splitlines()]
    docker.append(json.dumps({"log": "served\n", "stream": "stderr"}))
    (tmp_path / "a.json").write_text(json.dumps(record) + "\n" + "\n".join(docker) + "\n")
    groups = failures(tmp_path / "a.json")
    assert sum(g.count for g in groups) == 2
    assert {g.culprit.name for g in groups} == {"loyalty", "shop"}


def test_a_list_of_texts_as_remote_calls_log_it() -> None:
    text = f"2013-10-18 10:00:00 ERROR rpc [-] {PLAIN.splitlines(keepends=True)!r}\n"
    (body,) = bodies(text)
    assert body.splitlines()[-1].startswith("ValueError: no price for 17")


def test_journald_export(tmp_path: Path) -> None:
    def entry(pid: int, message: str) -> bytes:
        data = message.encode()
        return (
            b"__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795600800000000\nPRIORITY=3\n_PID=%d\n" % pid
            + b"_SYSTEMD_UNIT=shop.service\nMESSAGE\n"
            + struct.pack("<Q", len(data)) + data + b"\n\n"
        )  # fmt: skip

    stream = entry(1, "failed\n" + PLAIN)
    stream += b"".join(entry(2, line) + entry(3, "served") for line in PLAIN.splitlines())
    (tmp_path / "journal").write_bytes(stream)
    (group,) = failures(tmp_path / "journal")
    assert group.count == 2
    assert group.first == 1795600800.0
    assert group.places[0].label.endswith("shop[1]")


def test_subunit_attachments(tmp_path: Path) -> None:
    subunit = pytest.importorskip("subunit")
    with open(tmp_path / "stream", "wb") as file:
        result = subunit.StreamResultToBytes(file)
        data = PLAIN.encode()
        half = len(data) // 2
        common = {"test_id": "shop.tests.test_price", "file_name": "traceback"}
        result.status(**common, file_bytes=data[:half], mime_type="text/plain")
        result.status(**common, file_bytes=data[half:], eof=True)
        result.status(test_id="shop.tests.test_price", test_status="fail")
    (group,) = failures(tmp_path / "stream")
    assert group.signature.kind == "ValueError"
    assert "shop.tests.test_price" in group.places[0].label


@pytest.mark.parametrize("style", ["long", "short", "native"])
def test_real_output_of_pytest(tmp_path: Path, style: str) -> None:
    import subprocess
    import sys

    (tmp_path / "prices.py").write_text("def price():\n    raise ValueError('no price for 17')\n")
    (tmp_path / "test_a.py").write_text(
        "from prices import price\n\ndef test_price():\n    price()\n\ndef test_sum():\n    assert 1 + 1 == 3\n"
    )
    out = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--tb={style}", "test_a.py"],
        cwd=tmp_path, capture_output=True, text=True,
    ).stdout  # fmt: skip
    (tmp_path / "console").write_text(out)
    found = failures(tmp_path / "console")
    assert {g.signature.kind for g in found} == {"ValueError", "AssertionError"}
    value = next(g for g in found if g.signature.kind == "ValueError")
    assert value.signature.frames[-1].endswith("prices.py:price")


def test_exception_groups_are_a_failure_for_each_part(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = tmp_path / "shop.py"
    program.write_text(
        "def one():\n    raise ValueError('a')\n\ndef two():\n    raise KeyError('b')\n\n"
        "def both():\n    found = []\n    for f in (one, two):\n        try:\n            f()\n"
        "        except Exception as e:\n            found.append(e)\n"
        "    raise ExceptionGroup('two', [found[0], ExceptionGroup('inner', [found[1]])])\n\nboth()\n"
    )
    err = subprocess.run([sys.executable, str(program)], capture_output=True, text=True).stderr
    (tmp_path / "log").write_text(err + "\n2026-11-25 10:00:00 INFO shop: on\n")
    groups = failures(tmp_path / "log")
    assert {g.signature.kind for g in groups} == {"ValueError", "KeyError"}
    assert {g.signature.frames[-1].rpartition(":")[2] for g in groups} == {"one", "two"}


def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coldframe.prove.triage import pieces

    monkeypatch.setattr(pieces, "_SHARE", 20_000)
    filler = "2026-11-25 10:00:00.000 1 DEBUG a [-] nothing of note happens here\n" * 20
    text = "".join(filler + prefixed(OSLO.format(pid=7 + at % 3)) for at in range(100))
    (tmp_path / "log").write_text(text)
    tallies = [read(logs([str(tmp_path / "log")]), Owners(), count) for count in (1, 2, 5)]
    assert [sum(g.count for g in tally.ordered()) for tally in tallies] == [100, 100, 100]
    assert len({tuple(t.ordered()[0].places) for t in tallies}) == 1
    assert {t.size for t in tallies} == {len(text)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\xff\xfe\x00" * 50,
        b"Traceback (most recent call last)",
        b"Traceback (most recent call last):\n" * 3,
    ],
)
def test_odd_bytes_do_not_break_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "log").write_bytes(data)
    failures(tmp_path / "log")


@pytest.mark.parametrize(
    ("head", "process", "level", "logger", "feature"),
    [
        (b"2026-11-25 10:00:00.250 7 ERROR neutron.api [None req-0a1b2c3d4e] x", "7", "ERROR", "neutron.api", ""),
        (b"2026-11-25 10:00:00,250 ERROR [fwaas] neutron.api: x", "", "ERROR", "neutron.api", "fwaas"),
        (b"2026-11-25T10:00:00.250Z host x[12]: CRITICAL neutron.api feature=fwaas", "12", "CRITICAL", "neutron.api", "fwaas"),
    ],
)  # fmt: skip
def test_what_a_record_says(
    head: bytes, process: str, level: str, logger: str, feature: str
) -> None:
    from coldframe.prove.triage.records import said

    record = said(head)
    assert record.time == 1795600800.25
    assert (record.process, record.level, record.logger, record.feature) == (
        process,
        level,
        logger,
        feature,
    )
    assert record.fatal == (level == "CRITICAL")


def test_the_record_of_another_process_is_not_taken_for_its_own() -> None:
    other = "2026-11-25 10:00:00.123 9 ERROR neutron.other [-] feature=fwaas it failed\n"
    for before in (other, prefixed("2026-11-25 10:00:00.100 9 ERROR neutron.other feature=fwaas ")):
        found = list(blocks(io.BytesIO((before + prefixed(OSLO.format(pid=7))).encode()).readinto))
        assert found[-1].head == OSLO.format(pid=7).encode()
