"""A release as a folder, for what runs its migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def as_folder(to: str) -> Iterator[str]:
    """The folder ``to``, or the content of the wheel ``to`` in one that goes again.

    Raises Mistake for a wheel that cannot be read.
    """
    if os.path.isdir(to):
        yield to
        return
    from tempfile import TemporaryDirectory

    from coldframe.operate.upgrade_check.release import opened

    tree = opened(to).tree
    with TemporaryDirectory(prefix="coldframe-") as folder:
        for path in tree.paths():
            place = os.path.join(folder, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as stream:
                stream.write(tree.read(path))
        yield folder
