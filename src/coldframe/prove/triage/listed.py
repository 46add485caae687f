"""Which logs there are: folders are walked, and the parts of a rotated log are put in order."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.opened import STDIN, is_address
from coldframe.prove.triage.opened import inside as stored

# neutron.log.1, neutron.log.2.gz, neutron.log-20261125.gz, neutron.log.2026-11-25
_ROTATED = re.compile(
    r"(?P<base>.+?)[.-](?:(?P<number>\d{1,3})|(?P<date>\d{8}(?:-?\d{2,6})?|\d{4}-\d\d-\d\d[\w-]*))?"
    r"(?:\.?(?:gz|xz|zst|bz2))?"
)


class Log(NamedTuple):
    """One log: its name, and its parts from the oldest to the newest."""

    name: str
    parts: tuple[str, ...]


def log_stem(name: str) -> str:
    """A log's name without its folder, number and endings: ``q-l3`` of ``logs/q-l3.log.1.gz``."""
    base = os.path.basename(name)
    rotated = _ROTATED.fullmatch(base)
    base = rotated["base"] if rotated else base
    return os.path.splitext(base)[0] or base or name


def logs(names: Sequence[str]) -> list[Log]:
    """The logs that ``names`` mean, in their order; those of a folder by name.

    Parts of a log that was rotated (``neutron.log.1``, ``neutron.log-20261125.gz``) become one
    with it, so that a traceback that was cut by the rotation is whole.  Links to folders are not
    followed.  Raises Mistake for a name that is not there, and for a folder without files.
    """
    files: list[str] = []
    for name in names:
        if name == STDIN:
            files.append(name)
        elif is_address(name):
            many = name.endswith("/") or "*" in name
            found = stored(name) if many else [name]
            if not found:
                raise Mistake(f"{name} holds no files", "Name a log, or a folder with logs.")
            files += found
        elif os.path.isdir(name):
            inside = _inside(name)
            if not inside:
                raise Mistake(f"{name} holds no files", "Name a log, or a folder with logs.")
            files += inside
        elif os.path.lexists(name):
            files.append(name)
        else:
            raise Mistake(f"there is no {name}", "Name a log, a folder with logs, - or an address.")
    return _joined(list(dict.fromkeys(files)))


def _inside(folder: str) -> list[str]:
    found = []
    for where, folders, files in os.walk(folder):
        folders.sort()
        paths = (os.path.join(where, file) for file in files)
        found += [path for path in paths if os.path.isfile(path)]
    return sorted(found)


def _joined(files: list[str]) -> list[Log]:
    there = set(files)
    older: dict[str, list[tuple[tuple[int, str], str]]] = {}
    newest = []
    for file in files:
        match = _ROTATED.fullmatch(file)
        if match and match["base"] in there and (match["number"] or match["date"]):
            # A larger number is older; a smaller date is.
            age = (-int(match["number"]), "") if match["number"] else (-1000, match["date"])
            older.setdefault(match["base"], []).append((age, file))
        else:
            newest.append(file)
    return [
        Log(file, (*(part for _, part in sorted(older.get(file, ()))), file)) for file in newest
    ]
