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


class Departure(NamedTuple):
    """The ``files`` of code that left ``path``, and how many of them are ``moved`` to ``to``.

    ``to`` is a folder, or a file if a single file left; empty if most of the code is gone.
    """

    path: str
    to: str = ""
    moved: int = 0
    files: int = 0
    pairs: tuple[tuple[str, str], ...] = ()  # old file, new file


def departures(root: str, before: str, after: str, paths: Sequence[str]) -> dict[str, Departure]:
    """Where the code of ``paths``, files or folders in ``before``, is in ``after``.

    Git's rename detection decides, file by file, and the majority of a path's files for the
    path.  Empty files say nothing.  Raises GitError for an unknown revision.
    """
    raw = git(
        root, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", before, after
    )
    gone: dict[str, list[str]] = {path: [] for path in paths}
    added: list[str] = []
    fields = raw.split(b"\0")
    for about, name in zip(fields[:-1:2], fields[1::2], strict=True):
        _, _, old, new, status = about.decode().split(" ")
        file = decode(name)
        if not file.endswith(_CODE) or (old if status == "D" else new) in _EMPTY:
            continue
        if status == "A":
            added.append(file)
        elif status == "D":
            for path in paths:
                if file == path or file.startswith(path + "/"):
                    gone[path].append(file)
    left = sorted({file for files in gone.values() for file in files})
    renamed = _renamed(root, before, after, left, _narrowed(added, left)) if left and added else {}
    return {path: _departure(path, files, renamed) for path, files in gone.items()}


def _narrowed(added: list[str], left: list[str]) -> list[str]:
    """The added files that may be renamed ones: all, unless there are too many to compare."""
    if len(added) <= _MOST:
        return added
    words = {file.rpartition("/")[2] for file in left}
    words |= {part for file in left for part in file.split("/")[-2:-1] if len(part) > 2}
    return [file for file in added if any(word in file for word in words)][:_MOST]


def _renamed(
    root: str, before: str, after: str, left: list[str], added: list[str]
) -> dict[str, str]:
    out = git(
        root, "diff", "-M", "-l0", "--name-status", "-z", "--relative", "--diff-filter=R",
        before, after, "--", *left, *added,
    )  # fmt: skip
    fields = [decode(field) for field in out.split(b"\0")[:-1]]
    return dict(zip(fields[1::3], fields[2::3], strict=True))


def _departure(path: str, files: list[str], renamed: dict[str, str]) -> Departure:
    pairs = tuple((file, renamed[file]) for file in files if file in renamed)
    if files == [path]:
        return Departure(path, renamed.get(path, ""), len(pairs), 1, pairs)
    places: Counter[str] = Counter()
    for old, new in pairs:
        tail = old[len(path) :]  # with its "/"
        places[new.removesuffix(tail) if new.endswith(tail) else new.rpartition("/")[0]] += 1
    place, moved = places.most_common(1)[0] if places else ("", 0)
    if 2 * moved <= len(files):
        place = ""
    return Departure(path, place, moved, len(files), pairs)
