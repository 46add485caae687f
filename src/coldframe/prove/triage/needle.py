"""Searches many bytes for a few words, by the rarest byte of the words where that is rare.

The standard library searches for one byte several times as fast as for words; each byte that is
found and is not of the words costs more than it saves if there are many.  So it depends on the
bytes: a sample of them says which way is taken, and it is left when it does not pay.
"""

from __future__ import annotations

from typing import TypeAlias

Bytes: TypeAlias = bytes | bytearray

_APART = 640  # bytes between two of the rare ones, at least, for the way to pay
_SAMPLE = 1 << 13
_SAMPLES = 4
_AGAIN = 16 << 20  # bytes after which a sample is taken anew


class Needle:
    """Words that are searched for again and again."""

    def __init__(self, words: bytes) -> None:
        self.words = words
        letters = dict.fromkeys(words)
        # What is no small letter comes first: in text those are the rare ones.
        self._letters = sorted(letters, key=lambda byte: (97 <= byte < 123, byte == 32))
        self._byte = b""
        self._before = 0
        self._left = 0  # bytes until the next sample

    def all(self, data: Bytes, at: int, limit: int) -> list[int]:
        """Where the words begin in ``data``, from ``at`` up to ``limit``; they may end behind."""
        words, size = self.words, len(self.words)
        end = min(len(data), limit + size - 1)
        self._left -= limit - at
        if self._left <= 0:
            self._choose(data, at, limit)
            self._left = _AGAIN
        found: list[int] = []
        if self._byte:
            byte, before, find = self._byte, self._before, data.find
            least, tries = at, 64
            place = find(byte, at + before, limit + before)
            while place >= 0:
                first = place - before
                if data[first : first + size] == words:
                    found.append(first)
                else:
                    tries -= 1
                    if not tries:
                        if place - least < 64 * _APART:
                            break
                        least, tries = place, 64
                place = find(byte, place + 1, limit + before)
            else:
                return found
            self._byte = b""
            at = place - before + 1
        place = data.find(words, at, end)
        while place >= 0:
            found.append(place)
            place = data.find(words, place + 1, end)
        return found

    def _choose(self, data: Bytes, at: int, limit: int) -> None:
        """The byte that a sample has least of, if it is rare enough."""
        self._byte = b""
        step = max(1, (limit - at) // _SAMPLES)
        sample = b"".join(data[p : p + _SAMPLE] for p in range(at, limit, step))
        most = len(sample) // _APART
        for letter in self._letters:
            byte = bytes((letter,))
            count = sample.count(byte)
            if count < most:
                self._byte, self._before, most = byte, self.words.index(byte), count
                if not count:
                    return
