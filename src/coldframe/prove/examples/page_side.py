"""The process in which the examples of one page run: the standard library only.

Called with two files: what to run, and where each outcome is told as soon as it is known.
"""

import doctest
import io
import json
import sys
import time
import traceback
from typing import Any


def main(asked: str, told: str) -> None:
    """Run all examples of a page, in their order, with the same names."""
    with open(asked, encoding="utf-8") as stream:
        examples = json.load(stream)
    names: dict[str, Any] = {"__name__": "__main__"}
    for example in examples:
        began = time.perf_counter()
        try:
            outcome, why = run(example, names)
        except SystemExit as stop:
            outcome, why = "error", f"it ends the process: {stop.code}"
        except BaseException:
            outcome, why = "failed", traceback.format_exc(limit=-3)
        said = {
            "line": example["line"],
            "outcome": outcome,
            "why": why,
            "seconds": round(time.perf_counter() - began, 6),
        }
        with open(told, "a", encoding="utf-8") as stream:
            stream.write(json.dumps(said) + "\n")


def run(example: dict[str, Any], names: dict[str, Any]) -> tuple[str, str]:
    """Outcome, and why it is no good one."""
    text, page, line = example["text"], example["page"], example["line"]
    if "+SKIP" in text.split("\n", 1)[0]:
        return "skipped", ""
    if not example["session"]:
        exec(compile("\n" * (line - 1) + text, page, "exec"), names)
        return "passed", ""
    test = doctest.DocTestParser().get_doctest(text, {}, page, page, line - 1)
    test.globs = names
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    said = io.StringIO()
    results = runner.run(test, out=said.write, clear_globs=False)
    return ("failed", said.getvalue()) if results.failed else ("passed", "")


if __name__ == "__main__":
    main(*sys.argv[1:])
