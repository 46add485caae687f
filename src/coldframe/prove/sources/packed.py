"""Files that are packed: gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib

from coldframe.declare.mistake import Mistake

_PACKED = {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}


def unpacked(name: str, data: bytes) -> bytes:
    """``data`` as it was before it was packed. Raises Mistake for a part of a packed file."""
    for magic, unpack in _PACKED.items():
        if data.startswith(magic):
            try:
                return unpack(data)
            except (OSError, EOFError, lzma.LZMAError, zlib.error, ValueError) as error:
                what = f"this cannot be unpacked: {error}"
                raise Mistake(what, "Give the whole file.", name) from None
    return data
