"""What an upgrade does to one setting, or to what is installed."""

from __future__ import annotations

from typing import NamedTuple

STOPS, WARNS = "stops", "warns"
CLASS_PATH, ENTRY_POINT, OPTION, FEATURE, DISTRIBUTION = (
    *("class path", "entry point", "option", "feature", "distribution"),
)


class Cut(NamedTuple):
    """The bytes from ``start`` to ``end`` of a file become ``text``."""

    start: int
    end: int
    text: str


class Remark(NamedTuple):
    """One thing that an operator has to know.

    ``effect`` is STOPS or WARNS.  ``old`` and ``new`` are the names that are judged.  ``cuts`` are
    the edit, and ``before`` and ``after`` the line as it may be shown, with ``…`` for all that is
    not judged; without cuts a person has to edit, and ``remedy`` says how.
    """

    kind: str
    effect: str
    path: str
    line: int
    setting: str
    feature: str
    what: str
    old: str = ""
    new: str = ""
    remedy: str = ""
    until: str = ""
    cuts: tuple[Cut, ...] = ()
    before: str = ""
    after: str = ""


class Change(NamedTuple):
    """A preview feature that the site uses, and what becomes of it.

    ``before`` and ``after`` are stages, ``deadline`` the release by which it has to have ended, and
    ``overdue`` whether the new release is past that.
    """

    feature: str
    module: str
    title: str
    before: str
    after: str
    since: str = ""
    deadline: str = ""
    used_by: tuple[str, ...] = ()
    overdue: bool = False
