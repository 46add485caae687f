"""Where code went that left between two commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from coldframe.source.git import git
from coldframe.source.listing import decode

# The blob of nothing, by SHA-1 and by SHA-256.
_EMPTY = (
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
_MOST = 2000  # added files to compare with; more are narrowed down by name
_CODE = (".py", ".pyi", ".pyx")
_ALIKE = 50  # per cent: git's own threshold for a rename
_AKIN = 25  # enough for a file that keeps its name, and is named after what left


class Departure(NamedTuple):
    """The ``files`` of code that left ``path``, and how many of them are ``moved`` to ``to``.

    ``to`` is a folder, or a file if a single file left; empty unless at least half of the files
    went to one place.
    """

    path: str
    to: str = ""
    moved: int = 0
    files: int = 0
    pairs: tuple[tuple[str, str], ...] = ()  # old file, new file


def departures(root: str, before: str, after: str, paths: Sequence[str]) -> dict[str, Departure]:
    """Where the code of ``paths``, files or folders in ``before``, is in ``after``.

    Git's rename detection decides, file by file, and the majority of a path's files for the
    path.  Empty files say nothing, nor does an ``__init__`` beside other code, which is often
    no more than a licence.  Raises GitError for an unknown revision.
    """
    raw = git(
        root, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", before, after
    )
    gone: dict[str, list[str]] = {path: [] for path in paths}
    added: list[str] = []
    changed: list[str] = []
    fields = raw.split(b"\0")
    for about, name in zip(fields[:-1:2], fields[1::2], strict=True):
        _, _, old, new, status = about.decode().split(" ")
        file = decode(name)
        if not file.endswith(_CODE) or (old if status == "D" else new) in _EMPTY:
            continue
        if status == "A":
            added.append(file)
        elif status == "M":
            changed.append(file)
        elif status == "D":
            for path in paths:
                if file == path or file.startswith(path + "/"):
                    gone[path].append(file)
    left = sorted({file for files in gone.values() for file in files})
    # A file that was there before, say a forwarding one, may have been overwritten by the move.
    names = {file.rpartition("/")[2] for file in left} - {"__init__.py"}
    places = _narrowed(added, left) + [f for f in changed if f.rpartition("/")[2] in names]
    renamed = _renamed(root, before, after, left, places) if left and places else {}
    return {path: _departure(path, _telling(files), renamed) for path, files in gone.items()}


def _telling(files: list[str]) -> list[str]:
    """``files`` without ``__init__`` modules, if there are others."""
    others = [file for file in files if not file.endswith(("/__init__.py", "/__init__.pyi"))]
    return others or files


def _narrowed(added: list[str], left: list[str]) -> list[str]:
    """The added files that may be renamed ones: all, unless there are too many to compare."""
    if len(added) <= _MOST:
        return added
    words = {file.rpartition("/")[2] for file in left}
    words |= {part for file in left for part in file.split("/")[-2:-1] if len(part) > 2}
    return [file for file in added if any(word in file for word in words)][:_MOST]


def _renamed(
    root: str, before: str, after: str, left: list[str], places: list[str]
) -> dict[str, tuple[str, int]]:
    """For each file that was renamed: its new name, and how alike the two are in per cent."""
    out = git(
        root, "diff", f"-M{_AKIN}%", "-l0", "--name-status", "-z", "--relative",
        "-B", "--diff-filter=R", before, after, "--", *left, *places,
    )  # fmt: skip
    fields = [decode(field) for field in out.split(b"\0")[:-1]]
    return {
        old: (new, int(status[1:]))
        for status, old, new in zip(fields[::3], fields[1::3], fields[2::3], strict=True)
    }


def _is_move(path: str, old: str, new: str, alike: int) -> bool:
    """Whether ``new`` is what ``old`` of ``path`` has become."""
    file = old.rpartition("/")[2]
    named = path.rpartition("/")[2].partition(".")[0] in file and new.rpartition("/")[2] == file
    return alike >= _ALIKE or named


def _departure(path: str, files: list[str], renamed: dict[str, tuple[str, int]]) -> Departure:
    pairs = tuple(
        (file, renamed[file][0])
        for file in files
        if file in renamed and _is_move(path, file, *renamed[file])
    )
    if files == [path]:
        return Departure(path, pairs[0][1] if pairs else "", len(pairs), 1, pairs)
    places: Counter[str] = Counter()
    for old, new in pairs:
        tail = old[len(path) :]  # with its "/"
        places[new.removesuffix(tail) if new.endswith(tail) else new.rpartition("/")[0]] += 1
    place, moved = places.most_common(1)[0] if places else ("", 0)
    if 2 * moved < len(files) or (2 * moved == len(files) and moved < len(pairs)):
        place = ""
    return Departure(path, place, moved, len(files), pairs)
