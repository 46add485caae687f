"""Whether the host's own wheel, which no preview feature is in, can be imported."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from coldframe.declare.mistake import Mistake
from coldframe.prove.absence.imports import Failure
from coldframe.prove.absence.records import WHEELS, Part
from coldframe.prove.evidence.fact import ERROR, PASSED, SKIPPED

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.absence.imports import Importing


class Wheels(NamedTuple):
    """The part so far, and what fails in the wheel; whether that fails anyway is not known yet."""

    part: Part
    failures: tuple[Failure, ...] = ()


def wheels(
    host: Host,
    feature: Feature,
    importing: Importing,
    modules: Iterable[str],
    scratch: str,
    say: Callable[[str], None] = lambda doing: None,
) -> Wheels:
    """Build the wheels of ``host`` in ``scratch``, unpack its own one, import ``modules`` of it.

    It holds none of the features: a failure that misses another one than ``feature`` is noted
    only.
    """
    from coldframe.resolve.splitting.division import divide

    begun = time.monotonic()
    try:
        division = divide(host)
    except Mistake as cannot:
        return Wheels(Part(WHEELS, SKIPPED, notes=(f"No wheels are built here: {cannot.what}.",)))
    try:
        from coldframe.resolve.splitting.build import build

        built = build(division, scratch, say)
        site = os.path.join(scratch, "site")
        ZipFile(built[0]).extractall(site)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "hatchling":
            raise
        how = f"{sys.executable} -m pip install hatchling"
        note = f"No wheels were built: hatchling is not installed. To try them, too: {how}"
        return Wheels(Part(WHEELS, SKIPPED, notes=(note,)))
    except Mistake as cannot:
        note = f"The wheels could not be tried: {cannot.what}. {cannot.remedy}"
        return Wheels(Part(WHEELS, ERROR, notes=(note,)))
    say("importing the host's own wheel")
    packed = {file.place for file in division.wheels[0].files}
    inside = [name for name in modules if _is_packed(name, packed)]
    gone = tuple(one.module for one in host.features if not one.forwards_to)
    trying = importing._replace(root=site, roots=(site,), metadata=(), gone=gone)
    tried = trying.tried(inside)
    failures, others = [], set()
    for one in tried.failures.values():
        owner = host.feature_named(one.missing) if one.missing else None
        if owner is not None and owner.module != feature.module:
            others.add(owner.name)
        else:
            failures.append(one)
    notes = tuple(
        f"The host's own wheel needs {name}, too: coldframe prove {name} --absent"
        for name in sorted(others)
    )
    if tried.trouble:
        return Wheels(Part(WHEELS, ERROR, notes=(tried.trouble, *notes)))
    seconds = time.monotonic() - begun
    return Wheels(Part(WHEELS, PASSED, len(inside), notes=notes, seconds=seconds), tuple(failures))


def _is_packed(module: str, places: set[str]) -> bool:
    path = module.replace(".", "/")
    return f"{path}.py" in places or f"{path}/__init__.py" in places
