"""Runs unit tests of a host, with one fault at a time, in the host's own Python.

It knows nothing of Coldframe: what it writes is what stestr's workers write.  Everything is
imported once; each request forks, changes the code of one function, runs some tests and ends.

    python faulted_runner.py TREE MODULE…      then a request a line on standard input

A request is JSON: ``{"reach": FILE}`` runs all tests and writes which functions below which
files each of them calls, and what it said; ``{"tests": […], "log": FILE, "path": …,
"name": …, "source": …}`` runs some, with the function ``name`` as ``source`` has it.
Each is answered by a line of JSON.
"""

from __future__ import annotations

import gc
import io
import json
import linecache
import os
import resource
import sys
import threading
import time
import types
import unittest
import warnings
from functools import partial
from typing import Any

_OF_A_CLASS = 6  # tests whose calls are recorded: the others reach the same functions
_SECONDS_OF_A_CLASS = 3.0
_SECONDS = 60  # that the tests of one fault may take; some faults never end


def main() -> None:
    """Answer the requests."""
    root, *modules = sys.argv[1:]
    warnings.simplefilter("ignore")
    answers, sys.stdout = os.fdopen(os.dup(1), "w"), sys.stderr
    os.dup2(2, 1)
    tests = {test.id(): test for test in _each(_loaded(modules))}
    gc.collect()
    gc.freeze()
    print(json.dumps({"tests": len(tests)}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "reach" in request:
            said = _forked(partial(_reach, root, tests, request["reach"], request["below"]), 0)
        else:
            chosen = [tests[name] for name in request["tests"]]
            said = _forked(partial(_faulted, root, chosen, request), _SECONDS)
        print(json.dumps({"ended": said}), file=answers, flush=True)


def _loaded(modules: list[str]) -> unittest.TestSuite:
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(modules)
    if loader.errors:
        raise SystemExit("\n".join(loader.errors))
    return suite


def _each(suite: Any) -> Any:
    if isinstance(suite, unittest.TestSuite):
        for one in suite:
            yield from _each(one)
    else:
        yield suite


def _forked(do: Any, seconds: int) -> int:
    """Run ``do`` in a child; the child's status, negative if a signal ended it."""
    child = os.fork()
    if not child:
        code = 1
        try:
            if seconds:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            code = do()
        except BaseException as error:  # whatever it is, the parent must not run on here
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(tests: list[Any], stream: Any) -> Any:
    """Run them as a worker of stestr does, which writes subunit to ``stream``."""
    from stestr.subunit_runner.run import SubunitTestRunner

    return SubunitTestRunner(stdout=stream).run(unittest.TestSuite(tests))


def _reach(root: str, tests: dict[str, Any], into: str, below: list[str]) -> int:
    tops = tuple(f"{root}/{folder}" for folder in below)
    called: set[types.CodeType] = set()
    known: dict[str, bool] = {}

    def trace(frame: types.FrameType, event: str, _: object) -> None:
        code = frame.f_code
        path = code.co_filename
        if path not in known:
            known[path] = path.startswith(tops)
        if known[path]:
            called.add(code)

    with open(into, "w") as file:
        for names in _classes(tests):
            spent = 0.0
            for name in names:
                if spent > _SECONDS_OF_A_CLASS:
                    break
                called.clear()
                stream = io.BytesIO()
                began = time.process_time()
                threading.settrace(trace)
                sys.settrace(trace)
                try:
                    passed = _run([tests[name]], stream).wasSuccessful()
                finally:
                    sys.settrace(None)
                    threading.settrace(None)  # type: ignore[arg-type]
                took = time.process_time() - began
                spent += took
                calls = {(os.path.relpath(c.co_filename, root), c.co_qualname) for c in called}
                row = {
                    "test": name,
                    "passed": passed and b"reason" not in stream.getvalue(),  # or skipped
                    "seconds": round(took, 3),
                    "functions": sorted(calls),
                }
                print(json.dumps(row), file=file, flush=True)
    return 0


def _classes(tests: dict[str, Any]) -> list[list[str]]:
    """A few tests of each class, spread over it."""
    classes: dict[str, list[str]] = {}
    for name in sorted(tests):
        classes.setdefault(name.partition("(")[0].rpartition(".")[0], []).append(name)
    return [names[:: max(1, -(-len(names) // _OF_A_CLASS))] for names in classes.values()]


def _faulted(root: str, tests: list[Any], request: dict[str, Any]) -> int:
    if request.get("path"):
        path = os.path.join(root, request["path"])
        if not _replace(path, request["name"], request["source"]):
            return 3
    with open(request["log"], "wb") as stream:
        passed = _run(tests, stream).wasSuccessful()
    return 0 if passed else 2


def _replace(path: str, name: str, source: str) -> int:
    """Give every function ``name`` of the file ``path`` its code in ``source``: how many."""
    code = _code(compile(source, path, "exec", dont_inherit=True), name)
    linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
    gc.unfreeze()
    found = [
        one
        for one in gc.get_objects()
        if type(one) is types.FunctionType
        and one.__code__.co_filename == path
        and one.__code__.co_qualname == name
        and one.__code__.co_freevars == code.co_freevars
        and one.__code__.co_firstlineno == code.co_firstlineno
    ]
    for one in found:
        one.__code__ = code
    return len(found)


def _code(top: types.CodeType, name: str) -> types.CodeType:
    for constant in top.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_qualname == name:
                return constant
            if name.startswith(f"{constant.co_qualname}."):
                return _code(constant, name)
    raise LookupError(name)


if __name__ == "__main__":
    main()
