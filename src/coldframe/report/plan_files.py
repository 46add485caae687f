"""The files of a plan for people: whole folders in one line, long lists as a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from os.path import commonpath
from typing import TYPE_CHECKING

from coldframe.report.terminal import harmless

if TYPE_CHECKING:
    from coldframe.resolve.plan import Arrival, Edit, Move, Plan

MANY = 12  # lines of one reason; what is more becomes a count
FEW = 5  # as many of them are shown then


def file_lines(plan: Plan, *, verbose: bool = False) -> Iterator[str]:
    """A paragraph per reason: what moves, what is brought in, what is edited and why."""
    files: list[Move | Arrival | Edit] = [*plan.moves, *plan.arrivals, *plan.edits]
    for reason in dict.fromkeys(file.reason for file in files):
        moves = [(move.source, move.path) for move in plan.moves if move.reason == reason]
        brought = [(a.source, a.path) for a in plan.arrivals if a.reason == reason]
        edits = [edit for edit in plan.edits if edit.reason == reason]
        places = Counter(change.why for edit in edits for change in edit.changes)
        count = len({file.path for file in files if file.reason == reason})
        counts = [f"{count} files"] if count > MANY else []
        counts += [f"{number} {why}" for why, number in places.most_common()]
        yield f"{harmless(reason)} ({', '.join(counts)}):" if counts else f"{harmless(reason)}:"
        lines = [f"move {line}" for line in _gone(moves, verbose)]
        lines += [f"bring {line}" for line in _gone(brought, verbose)]
        lines += [line for edit in edits for line in _edited(edit, verbose)]
        shown = lines if verbose or len(lines) <= MANY else lines[:FEW]
        yield from (f"  {line}" for line in shown)
        if len(shown) < len(lines):
            yield f"  and {len(lines) - len(shown)} more: --verbose lists them"
        yield ""


def whole_folders(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """``pairs`` of old and new paths, with folders whose files all go alike as one.

    Each is old place, new place, and the number of files; folders end with ``/``.  The
    largest possible folders are taken, down to where their files part, and a file that goes
    alone stays a file.
    """
    targets: dict[str, set[str | None]] = {}
    for source, path in pairs:
        for folder in _folders(source):
            targets.setdefault(folder, set()).add(_target(source, path, folder))
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for source, path in pairs:
        place = source, path
        for folder in _folders(source):
            target = _target(source, path, folder)
            if target is not None and len(targets[folder]) == 1 and (folder or target):
                place = folder or "./", target or "./"
                break
        found.setdefault(place, []).append((source, path))
    return [(*_shown(place, files), len(files)) for place, files in found.items()]


def _shown(place: tuple[str, str], files: list[tuple[str, str]]) -> tuple[str, str]:
    if not files[1:]:
        return files[0]
    common = commonpath([f"/{source.rpartition('/')[0]}" for source, _ in files])[1:]
    inner = f"{common}/"[len(place[0].removeprefix("./")) :] if common else ""
    return tuple((end.removeprefix("./") + inner) or "./" for end in place)  # type: ignore[return-value]


def _folders(path: str) -> Iterator[str]:
    """The folders above ``path``, each with its ``/``, from the root (``""``) down."""
    yield ""
    for at, character in enumerate(path):
        if character == "/":
            yield path[: at + 1]


def _target(source: str, path: str, folder: str) -> str | None:
    """Where ``folder`` goes if ``source``, which lies in it, goes to ``path``."""
    rest = source[len(folder) :]
    target = path.removesuffix(rest)
    return target if path.endswith(rest) and (not target or target.endswith("/")) else None


def _gone(pairs: Sequence[tuple[str, str]], verbose: bool) -> list[str]:
    places = [(*pair, 1) for pair in pairs] if verbose else whole_folders(pairs)
    return [
        f"{harmless(source)} -> {harmless(path)}" + (f" ({count} files)" if count > 1 else "")
        for source, path, count in places
    ]


def _edited(edit: Edit, verbose: bool) -> Iterator[str]:
    count = f" ({len(edit.changes)} places)" if len(edit.changes) > 1 and not verbose else ""
    yield f"{edit.action} {harmless(edit.path)}{count}"
    if verbose:
        for change in edit.changes:
            shown = f"{harmless(change.before)} -> {harmless(change.after)}"
            yield f"  {change.line}: {shown} ({harmless(change.why)})"
