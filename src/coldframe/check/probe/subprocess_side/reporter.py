"""Tells the parent what happens, whatever the imported code does to this process."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

# Imported code may replace any of these.
_open, _write, _close, _getpid, leave = os.open, os.write, os.close, os.getpid, os._exit
_encode = json.JSONEncoder(default=str).encode
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT


class Reporter:
    """Appends one line of JSON per call.

    The file is opened each time, because imported code may close what it finds open.  A
    process that the imported code has forked is ended here: only one may tell the story.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._pid = _getpid()

    def __call__(self, **event: Any) -> None:
        if _getpid() != self._pid:
            leave(0)
        place = _open(self._path, _FLAGS, 0o600)
        try:
            _write(place, _encode(event).encode("utf-8", "replace") + b"\n")
        finally:
            _close(place)


def describe_failure(error: BaseException, file: str) -> dict[str, Any]:
    """What to say of an exception: its kind, last line, missing module, line in ``file``."""
    try:
        text = str(error).strip()
    except BaseException:
        text = ""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ImportError):
        cause = cause.__cause__  # lazy loaders wrap what failed
    line = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == file:
            line = number
    return {
        "kind": type(error).__name__,
        "message": text.splitlines()[-1][:300] if text else "",
        "missing": getattr(cause, "name", None),
        "is_import_error": cause is not None,
        "is_syntax_error": isinstance(error, SyntaxError),
        "skipped": _is_skip(error),
        "line": line,
    }


def _is_skip(error: BaseException) -> bool:
    for module, name in (("unittest.case", "SkipTest"), ("_pytest.outcomes", "Skipped")):
        kind = getattr(sys.modules.get(module), name, None)
        if isinstance(kind, type) and isinstance(error, kind):
            return True
    return False
