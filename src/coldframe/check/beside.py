"""Work that a second process does meanwhile, on a copy of all that this one knows.

A fork copies nothing until somebody writes, so it begins within a millisecond and needs no
set-up.  What it finds comes back as plain values; what goes wrong there is not told here:
whoever gets no answer does the work himself, and runs into the same.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

_KNOWN_TO_WORK = sys.platform == "linux" and hasattr(os, "memfd_create")


def worthwhile() -> bool:
    """Whether there is a second processor here, and a system on which forking is safe."""
    return _KNOWN_TO_WORK and len(os.sched_getaffinity(0)) > 1


class Beside:
    """Begins ``work`` in a forked process; used in a ``with``, which ends it in any case.

    ``work`` returns what ``marshal`` can write: tuples, lists, dicts, texts and numbers, no
    records.  It must not wait for processes that were started before.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._answer = os.memfd_create("beside")
        self.process = os.fork()
        if self.process == 0:
            code = 1
            try:
                left = memoryview(marshal.dumps(work()))
                while left:
                    left = left[os.write(self._answer, left) :]
                code = 0
            finally:  # nothing of what the other process would do at its end is done twice
                os._exit(code)

    def result(self) -> Any:
        """What ``work`` returned, once it is done; None if it failed."""
        status = os.waitpid(self.process, 0)[1]
        self.process = 0
        if os.waitstatus_to_exitcode(status):
            return None
        return marshal.loads(os.pread(self._answer, os.fstat(self._answer).st_size, 0))

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        os.close(self._answer)
        if self.process:
            import signal

            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
