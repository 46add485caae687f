"""The names of a tree, in the order of their bytes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def encode(path: str) -> bytes:
    """The bytes of a path of a tree."""
    return path.encode("utf-8", "surrogateescape")


def decode(name: bytes) -> str:
    """The path of a tree with these bytes."""
    return name.decode("utf-8", "surrogateescape")


class Listing:
    """Names once each, sorted as bytes: all names below a folder stand side by side."""

    def __init__(self, names: list[bytes]) -> None:
        self.names = names
        self.joined = b"\0".join(names) + b"\0" if names else b""

    def has(self, path: str) -> bool:
        """Whether ``path`` is one of the names."""
        name = encode(path)
        at = bisect_left(self.names, name)
        return at < len(self.names) and self.names[at] == name

    def all(self) -> Sequence[str]:
        """All names, decoded."""
        return self.joined.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def below(self, directory: str) -> Sequence[str]:
        """The names below ``directory``, decoded; ``""`` is the root."""
        if not directory:
            return self.all()
        prefix = encode(directory.rstrip("/"))
        first = bisect_left(self.names, prefix + b"/")
        last = bisect_left(self.names, prefix + b"0", first)  # "0" comes right after "/"
        return [decode(name) for name in self.names[first:last]]


def within(paths: Sequence[str], under: Sequence[str]) -> list[str]:
    """Those of ``paths`` that are, or lie below, one of ``under``."""
    if not under:
        return list(paths)
    files = frozenset(place.rstrip("/") for place in under)
    folders = tuple(place + "/" for place in files)
    return [path for path in paths if path in files or path.startswith(folders)]
