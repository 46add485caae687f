"""Opens logs as streams of bytes: files, compressed ones, standard input, addresses of stores.

What a file is compressed with is read from its first bytes, never from its name.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import IO, Any, NamedTuple, TypeVar, cast

from coldframe.declare.mistake import Mistake

_GZIP, _XZ, _ZSTD, _BZIP2 = b"\x1f\x8b", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"BZh"
STDIN = "-"
T = TypeVar("T")


class Opened(NamedTuple):
    """An open log: its bytes, how it is packed (``""``: plain), and a seekable file or None."""

    stream: IO[bytes]
    packed: str
    file: io.FileIO | None


def opened(name: str) -> Opened:
    """The bytes of ``name``: a path, ``-`` for standard input, or an address with ``://``.

    Raises Mistake if it is not there, may not be read, or needs a library that is not installed.
    """
    if name == STDIN:
        stream: Any = sys.stdin.buffer
        return _unpacked(_Peeked(stream), None)
    if is_address(name):
        return _unpacked(_Peeked(_stored(name)), None)
    try:
        file = io.FileIO(name)
    except OSError as error:
        raise Mistake(
            f"{name} cannot be read: {error.strerror or error}", "Name a log that is there."
        ) from None
    if not file.seekable():  # a pipe: <(zcat …)
        return _unpacked(_Peeked(file), None)
    head = file.read(6) or b""
    file.seek(0)
    if not _kind(head):
        return Opened(file, "", file)
    return _unpacked(_Peeked(file), None)


def is_address(name: str) -> bool:
    """Whether ``name`` is an address that fsspec reads: ``s3://bucket/neutron.log``."""
    scheme, colon, _ = name.partition("://")
    return bool(colon) and scheme.replace("+", "").replace("::", "").isalnum()


def _kind(head: bytes) -> str:
    for magic, kind in ((_GZIP, "gzip"), (_XZ, "xz"), (_ZSTD, "zstd"), (_BZIP2, "bzip2")):
        if head.startswith(magic):
            return kind
    return ""


class _Peeked(io.RawIOBase):
    """A stream whose first bytes have been looked at."""

    def __init__(self, stream: IO[bytes] | io.FileIO) -> None:
        self._stream = stream
        self.head = b""
        while len(self.head) < 6:
            more = stream.read(6 - len(self.head))
            if not more:
                break
            self.head += more
        self._left = self.head

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left:
            taken = self._left[: len(buffer)]
            self._left = self._left[len(taken) :]
        else:
            read1: Callable[[int], bytes] = getattr(self._stream, "read1", self._stream.read)
            taken = read1(len(buffer)) or b""
        buffer[: len(taken)] = taken
        return len(taken)


def _unpacked(raw: _Peeked, file: io.FileIO | None) -> Opened:
    kind = _kind(raw.head)
    if not kind:
        return Opened(cast("IO[bytes]", raw), "", file)
    source = cast("IO[bytes]", io.BufferedReader(raw, 1 << 18))
    stream: Any
    if kind == "gzip":
        import gzip

        stream = gzip.GzipFile(fileobj=source)
    elif kind == "xz":
        import lzma

        stream = lzma.LZMAFile(source)  # noqa: SIM115
    elif kind == "bzip2":
        import bz2

        stream = bz2.BZ2File(source)
    else:
        import zstandard

        stream = zstandard.ZstdDecompressor().stream_reader(source, read_across_frames=True)
    return Opened(stream, kind, None)


def inside(address: str) -> list[str]:
    """The addresses of the files that ``address`` means: a folder (``…/``), or with ``*``.

    Raises Mistake as `opened` does.
    """
    import fsspec

    def found() -> list[str]:
        system, path = fsspec.url_to_fs(address)
        names = system.find(path) if address.endswith("/") else system.glob(path)
        return [str(system.unstrip_protocol(name)) for name in sorted(names)]

    return _asked(address, found)


def _stored(name: str) -> IO[bytes]:
    import fsspec

    return _asked(name, lambda: cast("IO[bytes]", fsspec.open(name, "rb").open()))


def _asked(name: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except ImportError as error:  # fsspec names the library of the store
        raise Mistake(
            f"{name} cannot be read: {error}",
            f"{sys.executable} -m pip install, with the library that is named above",
        ) from None
    except ValueError as error:
        raise Mistake(f"{name} cannot be read: {error}", "Name a path, - or an address.") from None
    except OSError as error:
        raise Mistake(f"{name} cannot be read: {error}", "Name a log that is there.") from None
