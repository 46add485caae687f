"""One child: reads its request, does it, and leaves without running the host's exit handlers."""

from __future__ import annotations

import faulthandler
import json
import sys
from typing import Any

from .applications import kind_of
from .documents import document_of
from .loading import loaded
from .telling import Problem, Teller, failure, leave


def main(request_path: str, result_path: str) -> None:
    """Do what the request in ``request_path`` says; write lines of JSON to ``result_path``."""
    with open(request_path, encoding="utf-8") as stream:
        request = json.load(stream)
    tell = Teller(result_path)
    sys.path[:1] = request["roots"]  # instead of the current folder
    sys.argv = ["python"]
    faulthandler.enable()
    try:
        _do(request, tell)
    except Problem as problem:
        tell(problem=problem.what, remedy=problem.remedy)
    except BaseException as error:
        tell(failed=failure(error, request["roots"]))
    tell(done=True)
    leave(0)


def _do(request: dict[str, Any], tell: Teller) -> None:
    tell(doing="imported")
    target = loaded(request["module"], request["attribute"], request["roots"], request["within"])
    if request["mode"] == "serve":
        from .serving import serve

        tell(doing="started")
        serve(target, tell)
        return
    tell(doing="asked for its document")
    tell(kind=kind_of(target), **document_of(target, request["module"]))
