"""Edits as data: what a command would do to the tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Edit(NamedTuple):
    """One file: what is in it now, what shall be, and why.

    ``before`` is None for a file that does not exist yet, ``after`` for one that shall go.
    ``path`` is relative to the host's root.  ``reason`` heads a group of edits in what is
    shown, such as ``declaration``.
    """

    path: str
    before: bytes | None
    after: bytes | None
    reason: str

    @property
    def action(self) -> str:
        """``create``, ``change`` or ``delete``."""
        if self.before is None:
            return "create"
        return "change" if self.after is not None else "delete"


class Plan(NamedTuple):
    """What ``command`` would do to the host at ``root``, and what is left for a person.

    ``command`` is the line that repeats it, without ``--apply``.
    """

    command: str
    root: str
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()


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
