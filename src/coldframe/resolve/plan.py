"""Edits as data: what a command would do to the tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """One spot of a file that an edit replaces.

    ``line`` counts from 1 in the file as it is before the edit; ``before`` and ``after`` are
    the replaced text and the new one; ``why`` says what kind of reference it is, such as
    ``import`` or ``mock.patch target``.
    """

    line: int
    before: str
    after: str
    why: str


class Edit(NamedTuple):
    """One file: what is in it now, what shall be, and why.

    ``before`` is None for a file that does not exist yet, ``after`` for one that shall go.
    ``path`` is relative to the host's root; of a file that a plan also moves, or brings in, it
    is the new place, and ``before`` is what was moved there.  ``reason`` heads a group of edits
    in what is shown, such as ``declaration``.  ``changes`` are the spots, where they are known.
    """

    path: str
    before: bytes | None
    after: bytes | None
    reason: str
    changes: tuple[Change, ...] = ()

    @property
    def action(self) -> str:
        """``create``, ``change`` or ``delete``."""
        if self.before is None:
            return "create"
        return "change" if self.after is not None else "delete"


class Move(NamedTuple):
    """One file of the host that goes from ``source`` to ``path``, bytes and mode untouched."""

    source: str
    path: str
    reason: str


class Arrival(NamedTuple):
    """One file that comes from outside to ``path``, bytes untouched.

    ``source`` is where it stands in the project that it comes from.
    """

    source: str
    path: str
    data: bytes
    reason: str
    executable: bool = False


class Left(NamedTuple):
    """A place that may have to change and is left to a person, because nobody can be certain.

    ``text`` is the line itself, stripped; ``why`` says what is doubtful and what to look for.
    """

    path: str
    line: int
    text: str
    why: str


class Refusal(NamedTuple):
    """A criterion that the host does not meet, and what would meet it.

    ``waivable`` refusals give way to ``--override REASON``; the others never do.
    """

    criterion: str
    why: str
    remedy: str = ""
    waivable: bool = True


class History(NamedTuple):
    """Where the arrivals of a plan come from: ``commit`` of the repository at ``repository``.

    The commits of the plan join that history, so that `git log --follow` and `git blame` reach
    from the arrivals back into it.
    """

    repository: str
    commit: str


class Frozen(NamedTuple):
    """Names of one surface that must stay compatible from a promotion on."""

    surface: str
    names: tuple[str, ...]


class Plan(NamedTuple):
    """What ``command`` would do to the host at ``root``.

    ``command`` is the line that repeats it, without ``--apply``.  Moves and arrivals come
    first, then the edits.  ``left`` are places for a person; with ``refusals`` nothing can be
    applied.  ``subject`` heads the commits; empty: the command makes none.  ``history`` is what
    they join, if the arrivals have one.  ``frozen`` is what a promotion makes stable.
    """

    command: str
    root: str
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    left: tuple[Left, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    subject: str = ""
    history: History | None = None
    frozen: tuple[Frozen, ...] = ()


def diff(edit: Edit) -> Iterator[str]:
    """The lines, without ends, of a unified diff of one edit."""
    from difflib import unified_diff

    before, after = edit.before or b"", edit.after or b""
    if b"\0" in before or b"\0" in after:
        yield f"Binary file {edit.path} differs"
        return
    names = (
        "/dev/null" if edit.before is None else f"a/{edit.path}",
        "/dev/null" if edit.after is None else f"b/{edit.path}",
    )
    if not before and not after:  # an empty file comes or goes, which difflib calls no change
        yield f"--- {names[0]}"
        yield f"+++ {names[1]}"
    yield from unified_diff(
        before.decode("utf-8", "replace").splitlines(),
        after.decode("utf-8", "replace").splitlines(),
        *names,
        lineterm="",
    )
