"""Opens files below a root, and nothing else: no links, no pipes, nothing outside."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Sequence

from coldframe.source.listing import encode

LARGEST = 10 * 1024 * 1024  # bytes; larger files are searched, not read
_CHUNK = 1024 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer must not make us wait
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
Complain = Callable[[str, str], None]  # path, why


class Files:
    """The regular files below ``root``; ``complain`` is told what could not be read, and why."""

    def __init__(self, root: str, complain: Complain) -> None:
        self.root = encode(root)
        self.complain = complain
        self._straight: dict[bytes, bool] = {b"": True}

    def straight(self, directory: bytes) -> bool:
        """Whether no folder on the way from the root to ``directory`` is a symbolic link."""
        known = self._straight.get(directory)
        if known is None:
            known = self.straight(directory.rpartition(b"/")[0]) and not os.path.islink(
                self.root + b"/" + directory
            )
            self._straight[directory] = known
        return known

    def is_file(self, path: str) -> bool:
        """Whether ``path`` is a regular file now."""
        name = encode(path)
        try:
            mode = os.lstat(self.root + b"/" + name).st_mode
        except (OSError, ValueError):
            return False
        return stat.S_ISREG(mode) and self.straight(name.rpartition(b"/")[0])

    def open(self, path: str) -> tuple[int, int]:
        """A descriptor and the size of the file; ``(-1, 0)`` after a complaint."""
        name = encode(path)
        if not self.straight(name.rpartition(b"/")[0]):
            self.complain(path, "lies behind a symbolic link: not followed")
            return -1, 0
        try:
            descriptor = os.open(self.root + b"/" + name, _FLAGS)
        except OSError as error:
            self.complain(path, _why(error))
            return -1, 0
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            os.close(descriptor)
            self.complain(path, "is not a regular file any more: not opened")
            return -1, 0
        return descriptor, state.st_size

    def read(self, path: str) -> bytes:
        """The bytes of a file; ``b""`` after a complaint."""
        descriptor, size = self.open(path)
        if descriptor < 0:
            return b""
        try:
            if size > LARGEST:
                self.complain(path, f"is larger than {LARGEST >> 20} MB: searched, but not read")
                return b""
            first = os.read(descriptor, size + 1)
            if len(first) == size:
                return first
            parts = [first]  # it grew or shrank while it was being read
            while part := os.read(descriptor, _CHUNK):
                parts.append(part)
            return b"".join(parts)
        except OSError as error:
            self.complain(path, _why(error))
            return b""
        finally:
            os.close(descriptor)

    def contains(self, path: str, needles: Sequence[bytes]) -> bool:
        """Whether the bytes of the file contain any of ``needles``; large files too."""
        descriptor, size = self.open(path)
        if descriptor < 0:
            return False
        longest = max(map(len, needles), default=0)
        try:
            data = os.read(descriptor, min(size + 1, _CHUNK))
            while True:
                if any(needle in data for needle in needles):
                    return True
                more = os.read(descriptor, _CHUNK)
                if not more:
                    return False
                data = data[len(data) - longest + 1 :] + more if longest > 1 else more
        except OSError as error:
            self.complain(path, _why(error))
            return False
        finally:
            os.close(descriptor)

    def containing(self, paths: Sequence[str], needles: Sequence[bytes]) -> list[str]:
        """Those of ``paths`` that contain any of ``needles``, in the same order."""
        if len(paths) < 64:
            return [path for path in paths if self.contains(path, needles)]
        # Threads: on a cold disk the waiting overlaps.
        from threading import Thread

        found: set[str] = set()
        waiting = iter(paths)

        def work() -> None:
            for path in waiting:  # the next of a list's iterator is taken by one thread only
                if self.contains(path, needles):
                    found.add(path)

        threads = [Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [path for path in paths if path in found]


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "is not on disk any more"
    if error.errno == errno.ELOOP:
        return "is a symbolic link: not followed"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
