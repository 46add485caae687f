"""What a plan does to each single file, whichever of its parts says so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.writing.places import contents, safe_place

if TYPE_CHECKING:
    from coldframe.resolve.plan import Plan


class WrittenFile(NamedTuple):
    """One file: its bytes before and after (None: no file), and its mode after.

    A mode of None is that of the old file, or of any new file.
    """

    path: str
    before: bytes | None
    after: bytes | None
    mode: int | None = None


def written_files(plan: Plan) -> list[WrittenFile]:
    """Every file that ``plan`` writes or removes, once each, in the order of the plan.

    Raises Mistake: a path that may not be written, or that is written twice, a file in the way
    of one that moves or arrives, a file that is not what the plan saw.
    """
    root = plan.root
    for path in (*(m.source for m in plan.moves), *_targets(plan), *(e.path for e in plan.edits)):
        safe_place(root, path)
    _refuse_repeated([move.source for move in plan.moves])
    _refuse_repeated(_targets(plan))
    _refuse_repeated([edit.path for edit in plan.edits])
    leaving = {move.source: _leaving(root, move.source) for move in plan.moves}
    files = {path: WrittenFile(path, data, None) for path, data in leaving.items()}
    coming: list[tuple[str, bytes, int | None]] = [
        (m.path, leaving[m.source], _mode(root, m.source)) for m in plan.moves
    ]
    coming += [(a.path, a.data, 0o755 if a.executable else None) for a in plan.arrivals]
    for path, data, mode in coming:
        before = leaving.get(path)
        if before is None and os.path.lexists(os.path.join(root, path)):
            raise Mistake(
                f"{path} is in the way: another file is to go there",
                "Move it away, or choose another place.",
            )
        files[path] = WrittenFile(path, before, data, mode)
    for edit in plan.edits:
        known = files.get(edit.path)
        before = known.before if known else edit.before
        if (known.after if known else contents(root, edit.path)) != edit.before:
            raise Mistake(
                f"{edit.path} has changed since this was planned", "Run the command once more."
            )
        files[edit.path] = WrittenFile(edit.path, before, edit.after, known.mode if known else None)
    return list(files.values())


def _targets(plan: Plan) -> list[str]:
    return [*(move.path for move in plan.moves), *(arrival.path for arrival in plan.arrivals)]


def _leaving(root: str, path: str) -> bytes:
    data = contents(root, path)
    if data is None:
        raise Mistake(f"{path} has gone since this was planned", "Run the command once more.")
    return data


def _mode(root: str, path: str) -> int:
    return os.stat(os.path.join(root, path)).st_mode & 0o7777


def _refuse_repeated(paths: list[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise Mistake(f"{path} would be written twice", "This is a fault of Coldframe.")
        seen.add(path)
