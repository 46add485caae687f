"""Tracebacks that are written into one line: escaped in JSON, or as a list of texts."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from coldframe.prove.triage.block import Block
from coldframe.prove.triage.grammar import taken

_MARK = "Traceback (most recent call last)"
_GROUP = "  + Exception Group "
_BREAK = re.compile(rb"\\n(?:(['\"]), u?['\"])?")
_TIMES = ("timestamp", "time", "@timestamp", "ts", "asctime", "created", "__REALTIME_TIMESTAMP")
_LEVELS = ("levelname", "level", "severity", "log.level")
_LOGGERS = ("name", "logger", "logger_name", "log.logger", "_SYSTEMD_UNIT", "unit")
_PIDS = ("process", "pid", "_PID", "process_id", "container_id")
_MOST = 400  # objects with a line each


def inline(
    buffer: bytes | bytearray, first: int, hit: int, line_end: int, end: int, base: int
) -> tuple[Block, int]:
    """The block in the line from ``first`` to ``line_end``, and where to search on."""
    line = bytes(buffer[first:line_end])
    entry = _object(line)
    if entry is not None:
        key, text = _text(entry)
        if text:
            after = line_end
            body = text[_start(text) :]
            if "\n" not in body.strip():
                body, after = _line_by_line(buffer, entry, key, body, line_end, end)
            return Block(base + first, _head(entry, text), _bytes(body), ""), max(after, hit + 1)
    raw = line[hit - first :]
    data = _BREAK.sub(b"\n", raw).replace(b'\\"', b'"').replace(b"\\'", b"'")
    lines = data.split(b"\n")
    lines = lines[: next((n for n, text in enumerate(lines) if text[:2] in (b"']", b'"]')), None)]
    count, cut, _ = taken(lines)
    return Block(base + first, line[: hit - first], b"\n".join(lines[:count]), cut), max(
        line_end, hit + 1
    )


def _start(text: str) -> int:
    """Where the traceback in a text begins; that of a group has words before the usual ones."""
    start = text.find(_MARK)
    return start - len(_GROUP) if text.endswith(_GROUP, 0, start) else start


def _object(line: bytes) -> dict[str, Any] | None:
    start = line.find(b"{")
    if start < 0:
        return None
    try:
        value = json.loads(line[start:])
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _text(entry: dict[str, Any]) -> tuple[str, str]:
    """The value that holds a traceback, and the key it is under; the longest, if several do."""
    found: list[tuple[int, str, str]] = []
    for key, value in entry.items():
        values = value.values() if isinstance(value, dict) else [value]
        for one in values:
            text = "".join(map(str, one)) if isinstance(one, list) else one
            if isinstance(text, str) and _MARK in text:
                found.append((len(text), key, text))
    return max(found)[1:] if found else ("", "")


def _line_by_line(
    buffer: bytes | bytearray, entry: dict[str, Any], key: str, text: str, line_end: int, end: int
) -> tuple[str, int]:
    """A traceback that has one object a line, as Docker writes what a process prints."""
    texts = [_bytes(text.rstrip("\n"))]
    stops = [line_end]
    place = line_end + 1
    while place < end and len(texts) < _MOST:
        stop = buffer.find(b"\n", place, end)
        stop = end if stop < 0 else stop
        other = _object(bytes(buffer[place:stop]))
        if other is None or not isinstance(other.get(key), str):
            break
        if all(other.get(name) == entry.get(name) for name in _PIDS):
            texts.append(_bytes(other[key].rstrip("\n")))
            stops.append(stop)
        place = stop + 1
        if len(texts) > 2 and taken(texts)[0] < len(texts):
            break
    count = taken(texts)[0]
    return "\n".join(t.decode("utf-8", "surrogateescape") for t in texts[:count]), stops[count - 1]


def _head(entry: dict[str, Any], text: str) -> bytes:
    """What the object says of itself, as the first line of a record would."""
    level = str(_first(entry, _LEVELS)).upper()
    words = [_time(_first(entry, _TIMES)), str(_first(entry, _PIDS)), level or "ERROR"]
    words.append(str(_first(entry, _LOGGERS)) or "-")
    feature = entry.get("feature")
    if isinstance(feature, str) and feature:
        words.append(f"feature={feature}")
    request = entry.get("request_id") or entry.get("global_request_id")
    words += [str(request)] if request else []
    message = entry.get("message")
    words.append(str(message).partition("\n")[0][:300] if isinstance(message, str) else "")
    return _bytes(" ".join(word for word in words if word))


def _first(entry: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((entry[key] for key in keys if isinstance(entry.get(key), (str, int, float))), "")


def _time(value: Any) -> str:
    from time import gmtime, strftime

    try:
        seconds = float(value)
    except (TypeError, ValueError, OverflowError):
        return str(value).replace("/", "-")
    if not isfinite(seconds):
        return ""
    while seconds > 1e11:  # milliseconds, or microseconds
        seconds /= 1000
    try:
        return strftime("%Y-%m-%d %H:%M:%S", gmtime(seconds)) + f".{int(seconds % 1 * 1000):03d}"
    except (OverflowError, ValueError, OSError):
        return ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
