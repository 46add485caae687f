"""A folder beside the place of what is being made, until it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from coldframe.declare.mistake import Mistake


@contextmanager
def aside(parent: str, name: str) -> Iterator[str]:
    """A new folder in ``parent``, for what will be ``name``; it is gone afterwards.

    It may be renamed meanwhile.  What an interrupted run has left there is removed.
    Raises Mistake if it cannot be made.
    """
    try:
        os.makedirs(parent, exist_ok=True)
        for left in os.listdir(parent):
            start, found, pid = left.rpartition(".coldframe-")
            if found and start == f".{name}" and pid.isdigit() and not _runs(int(pid)):
                shutil.rmtree(os.path.join(parent, left), ignore_errors=True)
        folder = os.path.join(parent, f".{name}.coldframe-{os.getpid()}")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
    except OSError as error:
        raise Mistake(
            f"{error.filename or parent} cannot be written: {error.strerror}",
            "Choose another folder with --to.",
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
