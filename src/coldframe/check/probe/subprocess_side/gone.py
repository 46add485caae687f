"""Hides modules that are gone from a tree, wherever else an installation would find them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any


class Gone:
    """A finder that answers for the modules ``names``, and all below them: there are none.

    An editable installation finds the modules of the tree that it was made of, even if another
    tree is first on the path.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """Raise ModuleNotFoundError for what is gone; nothing else is known here."""
        if any(name == gone or name.startswith(gone + ".") for gone in self._names):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def hide(names: Iterable[str]) -> None:
    """Let nobody in this process import ``names``."""
    sys.meta_path.insert(0, Gone(names))
