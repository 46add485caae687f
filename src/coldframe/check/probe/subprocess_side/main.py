"""One child: reads its request, does it, and leaves without running the host's exit handlers."""

from __future__ import annotations

import faulthandler
import json
import sys
from typing import Any

from . import bare, imports, leaks
from .reporter import Reporter, describe_failure, leave


def main(request_path: str, result_path: str) -> None:
    """Do what the request in ``request_path`` says; write lines of JSON to ``result_path``."""
    with open(request_path, encoding="utf-8") as stream:
        request = json.load(stream)
    report = Reporter(result_path)
    sys.path[:1] = request["roots"]  # instead of the current folder
    sys.argv = ["python"]
    # Where it hangs is told before the parent loses patience.
    faulthandler.dump_traceback_later(max(request["timeout"] - 0.5, 0.1))
    try:
        _do(request, report)
    except BaseException as error:
        report(failed="", **describe_failure(error, ""))
    report(done=True)
    leave(0)


def _do(request: dict[str, Any], report: Reporter) -> None:
    if request["mode"] == "tests":
        bare.import_tests(request, report)
    elif request["mode"] == "imports":
        imports.import_all(request, report)
    else:
        leaks.compare(request, report)
