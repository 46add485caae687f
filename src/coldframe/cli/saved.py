"""Writes a report to the file that the user named."""

from __future__ import annotations

import os

from coldframe.declare.mistake import Mistake


def save(file: str, text: str) -> None:
    """The whole text or nothing; raises Mistake if ``file`` cannot be written."""
    beside = f"{file}.{os.getpid()}.new"
    try:
        if os.path.exists(file) and not os.path.isfile(file):  # /dev/stderr, a pipe
            beside = file
        with open(beside, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        if beside != file:
            os.replace(beside, file)
    except OSError as error:
        if beside != file and os.path.exists(beside):
            os.unlink(beside)
        raise Mistake(
            f"{file} cannot be written: {error.strerror}",
            "Name a file in a folder that exists and is yours.",
        ) from None
