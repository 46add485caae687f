"""Tells the parent what happens, whatever the imported code does to this process."""

from __future__ import annotations

import json
import os
import traceback
from typing import Any

# Imported code may replace any of these.
_open, _write, _close, _getpid, leave = os.open, os.write, os.close, os.getpid, os._exit
_encode = json.JSONEncoder(default=str).encode
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT


class Problem(Exception):
    """What keeps this child from its work, and what a user can do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Teller:
    """Appends one line of JSON per call.

    The file is opened each time, because imported code may close what it finds open.  A process
    that the imported code has forked is ended here: only one may tell the story.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._pid = _getpid()

    def __call__(self, **event: Any) -> None:
        if _getpid() != self._pid:
            leave(0)
        data = _encode(event).encode("utf-8", "replace") + b"\n"
        place = _open(self._path, _FLAGS, 0o600)
        try:
            while data:
                data = data[_write(place, data) :]
        finally:
            _close(place)


def failure(error: BaseException, roots: list[str]) -> dict[str, Any]:
    """What to say of an exception: kind, message, and the last place in the host's own files."""
    try:
        text = str(error).strip()
    except BaseException:
        text = ""
    path, line = "", 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if _own(name, roots):
            path, line = name, number
    if isinstance(error, SyntaxError) and error.filename and _own(error.filename, roots):
        path, line, text = error.filename, error.lineno or 0, error.msg
    return {
        "kind": type(error).__name__,
        "message": text.splitlines()[0][:300] if text else "",
        "path": path,
        "line": line,
        "missing": error.name if isinstance(error, ModuleNotFoundError) else None,
    }


def _own(path: str, roots: list[str]) -> bool:
    inside = any(path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)
    return inside and f"{os.sep}site-packages{os.sep}" not in path
