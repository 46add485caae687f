"""Only one command at a time writes into a repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from coldframe.declare.mistake import Mistake
from coldframe.resolve.writing.journal import home


@contextmanager
def one_at_a_time(root: str) -> Iterator[None]:
    """Hold off other commands that write into the same repository."""
    folder, _ = home(root)
    try:
        os.makedirs(folder, exist_ok=True)
        lock = open(os.path.join(folder, "lock"), "wb")  # noqa: SIM115
    except OSError as error:
        raise Mistake(
            f"{folder} cannot be written: {error.strerror}",
            "What is written has to be noted there first, so that it can be undone.",
        ) from None
    with lock:
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Mistake(
                "another coldframe command is writing into this repository",
                "Wait until it has finished.",
            ) from None
        yield
