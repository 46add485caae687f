"""Puts files that belong together into a folder: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Mapping

from coldframe.resolve.writing.aside import aside
from coldframe.resolve.writing.journal import sync_folder


def publish(folder: str, files: Mapping[str, bytes]) -> None:
    """Write ``files``, by name, into ``folder``, once all of them are whole.

    A folder that is not there yet appears with all of them, whatever interrupts this.  Into one
    that is there they are renamed one after the other, the last one last: what needs all the
    others has to be the last.  Raises OSError, and Mistake.
    """
    place = os.path.abspath(folder)
    there = os.path.isdir(place)
    parent, name = (place, "split") if there else os.path.split(place)
    with aside(parent, name) as drafts:
        for file, data in files.items():
            with open(os.path.join(drafts, file), "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        sync_folder(drafts)
        if there:
            for file in files:
                os.replace(os.path.join(drafts, file), os.path.join(place, file))
        else:
            os.rename(drafts, place)
        sync_folder(parent)
