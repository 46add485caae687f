"""Sets what the settings accept against the changes that were found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coldframe.compat.change import INFO, Change
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.declare.settings import AcceptedChange, Settings

REST = "REST"


def settled(
    changes: Iterable[Change],
    settings: Settings,
    start: str,
    rest: bool,
    today: str = "",
    document: str = "",
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes, with those marked that the settings of the host at ``start`` accept; and notes.

    The first acceptance that matches counts; one that has expired marks nothing but says so.
    A note names each acceptance that accepts nothing here, if this comparison could have needed
    it: one of the same kind of surface (``rest``: documents), and of this ``document`` if it has
    a place.  Attribute maps of a release are judged by the rules of documents, so of these an
    acceptance may be for something else.
    Raises Mistake for wrong settings, and for a rule or a release that nobody knows.
    """
    entries = settings.compat.accepted
    if not entries:
        return tuple(changes), ()
    surfaces = _surfaces(entries)
    judged = [entry for entry in entries if not rest or True in surfaces[entry.rule]]
    over = {entry: _is_over(entry, start, today) for entry in judged}
    found, used = [], set()
    for change in changes:
        of_rest = rest or change.surface == "rest"
        fitting = (each for each in judged if of_rest in surfaces[each.rule])
        entry = next((each for each in fitting if _accepts(each, change)), None)
        if entry is not None:
            used.add(entry)
            place = f"{entry.path}:{entry.line}"
            change = (
                change._replace(lapsed=f"Its acceptance ended with {entry.until} ({place}).")
                if over[entry]
                else change._replace(accepted=entry.reason, until=entry.until)
            )
        found.append(change)
    notes = tuple(
        f"{entry.path}:{entry.line}: nothing here needs the acceptance of {entry.rule}"
        f" for {entry.subject}. Take it out of the settings."
        for entry in judged
        if entry not in used
        and rest in surfaces[entry.rule]
        and (not rest or _matches(entry.place, _plain(document)))
    )
    return tuple(found), notes


def _surfaces(entries: tuple[AcceptedChange, ...]) -> dict[str, set[bool]]:
    """For each rule that there is, whether it is of documents, of something else, or of both."""
    from coldframe.compat.catalogue import compat_rules

    surfaces: dict[str, set[bool]] = {}
    for rule in compat_rules():
        surfaces.setdefault(rule.name, set()).add(rule.surface == REST)
    for entry in entries:
        if entry.rule not in surfaces:
            from coldframe.declare.entries import nearest

            raise Mistake(
                f"there is no rule {entry.rule!r} of compat",
                nearest(entry.rule, surfaces) or "`coldframe compat diff --json` names the rules.",
                entry.path,
                entry.line,
            )
    return surfaces


def _accepts(entry: AcceptedChange, change: Change) -> bool:
    return (
        change.severity != INFO
        and entry.rule == change.rule
        and all(_matches(entry.subject, each) for each in (change.subject, *change.others))
        and any(_matches(entry.pointer, each.pointer) for each in (change.base, change.head))
        and any(_matches(entry.place, _plain(each.path)) for each in (change.base, change.head))
    )


def _matches(glob: str, text: str) -> bool:
    """Whether ``glob`` is empty or describes ``text``; only ``*`` is special."""
    return not glob or bool(
        re.fullmatch(".*".join(re.escape(part) for part in glob.split("*")), text, re.DOTALL)
    )


def _plain(path: str) -> str:
    revision, colon, rest = path.partition(":")
    return rest if colon and not rest.startswith("//") and "/" not in revision else path


def _is_over(entry: AcceptedChange, start: str, today: str) -> bool:
    from coldframe.declare.wellformed import bad_day

    if not bad_day(entry.until):
        from datetime import date

        return entry.until <= (today or date.today().isoformat())
    from coldframe.check.discovery import open_host
    from coldframe.check.exceptions.expiry import has_expired
    from coldframe.declare.settings import ExceptionEntry

    expiring = ExceptionEntry(entry.rule, "", "", entry.until, path=entry.path, line=entry.line)
    return has_expired(expiring, open_host(start))
