"""A plain file that is read by windows gives what a stream of the same bytes gives."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coldframe.prove.triage import windowed
from coldframe.prove.triage.needle import Needle
from coldframe.prove.triage.scan import blocks

TRACE = (
    "Traceback (most recent call last):\n"
    '  File "/srv/shop/shop/views.py", line 3, in show\n'
    "    price()\n"
    "ValueError: no price\n"
)
CHAINED = f"{TRACE}\nDuring handling of the above exception, another exception occurred:\n\n{TRACE}"


def each(prefix: str, text: str = TRACE) -> str:
    return "".join(f"{prefix}{line}\n" for line in text.splitlines())


def timed(text: str = TRACE) -> str:
    lines = text.splitlines()
    return "".join(f"2026-11-25 10:00:{at:02}.5 | {line}\n" for at, line in enumerate(lines))


OSLO = "2026-11-25 10:00:00.123 7 ERROR neutron.api "
OTHER = "2026-11-25 10:00:00.124 8 ERROR nova.api "
PIECES = (
    *(TRACE, CHAINED, TRACE.rstrip(), TRACE.replace("\n", "\r\n")),
    *(each(OSLO), each(OSLO, CHAINED), each(OTHER), timed(), timed(CHAINED)),
    *(OSLO + "it failed\n", "noise\n", "(" * 300 + "\n", "\n", "x" * 9000 + "\n", "é\0\n"),
    json.dumps({"levelname": "ERROR", "message": "no", "exc_info": TRACE}) + "\n",
    "".join(json.dumps({"log": f"{line}\n"}) + "\n" for line in TRACE.splitlines()),
    *("Traceback (most recent", "Traceback (most recent call last)"),
    *(each(OSLO)[:200], each(OSLO)[150:], TRACE[40:]),
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from([64, 700, 5000, 1 << 20]),
    st.sampled_from([64, 700, 1 << 13]),
)
def test_the_size_of_windows_does_not_matter(pieces: list[str], window: int, near: int) -> None:
    data = "".join(pieces).encode()
    with pytest.MonkeyPatch.context() as patch, TemporaryFile() as file:
        patch.setattr(windowed, "_WINDOW", window)
        patch.setattr(windowed, "_NEAR", near)
        file.write(data)
        file.flush()
        found = list(windowed.windowed_blocks(file.fileno()))
    assert found == list(blocks(io.BytesIO(data).readinto))


def test_a_log_may_be_truncated_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.log"
    path.write_text((TRACE + "noise\n" * 200) * 3000)
    with path.open("rb") as file:
        found = windowed.windowed_blocks(file.fileno())
        next(found)
        os.truncate(path, 5)
        assert len(list(found)) < 3000


@given(st.binary(max_size=300), st.binary(min_size=1, max_size=4), st.integers(0, 3))
def test_words_are_found_where_they_are(data: bytes, words: bytes, at: int) -> None:
    data = data + words * 2 + data
    places = [p for p in range(at, len(data)) if data.startswith(words, p)]
    assert Needle(words).all(data, at, len(data)) == places
