"""Plans a release note in the host's own system."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import splitext
from typing import TYPE_CHECKING

from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.resolve.noting.note import Note


def release_note(host: Host, slug: str, kind: str, text: str) -> Edit | None:
    """The edit that writes a note, or None if the host has no place for any.

    ``slug`` names the note, such as ``promote-loyalty``; ``kind`` is ``feature``,
    ``deprecation``, ``removal`` or ``upgrade``; ``text`` is prose with code between double
    backticks.  reno, towncrier and scriv are looked for in this order, then a change log with
    an unreleased section.  If the settings say where release notes are, no other place counts.
    A note that is there already is not written again: the edit changes nothing then.
    """
    from coldframe.resolve.noting.changelog import changelog_note
    from coldframe.resolve.noting.note import KINDS, Note
    from coldframe.resolve.noting.reno import reno_note
    from coldframe.resolve.noting.scriv import scriv_note
    from coldframe.resolve.noting.towncrier import towncrier_note

    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of release note")
    note = Note(re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "note", kind, text)
    for system in (reno_note, towncrier_note, scriv_note, changelog_note):
        found = system(host.tree, note)
        if found is not None and _is_allowed(host, found[0]):
            return _edit(host, *found)
    found = _named_place(host, note)
    return _edit(host, *found) if found else None


def _edit(host: Host, path: str, after: bytes) -> Edit:
    before = host.tree.read(path) if host.tree.exists(path) else None
    return Edit(path, before, after, "Release note")


def _is_allowed(host: Host, path: str) -> bool:
    from coldframe.check.places import matcher

    globs = host.settings.release_notes
    return not globs or matcher(globs).fullmatch(path) is not None


def _named_place(host: Host, note: Note) -> tuple[str, bytes] | None:
    """Path and content of a note where only the settings say that notes are."""
    from coldframe.check.places import matcher
    from coldframe.resolve.noting.changelog import changelog_note
    from coldframe.resolve.noting.prose import wrapped
    from coldframe.resolve.noting.reno import note_name, note_text

    for glob in host.settings.release_notes:
        if host.tree.exists(glob):  # one page
            found = changelog_note(host.tree, note, [glob])
            if found:
                return found
            continue
        alike = matcher((glob,))
        fixed = re.split(r"[*?]", glob, maxsplit=1)[0]
        folder = glob.rstrip("/") if fixed == glob else fixed.rpartition("/")[0]
        endings = Counter(splitext(p)[1] for p in host.tree.under(folder) if alike.fullmatch(p))
        ending = splitext(glob)[1] if not set("*?/") & set(splitext(glob)[1]) else ""
        ending = ending or (endings.most_common(1)[0][0] if endings else ".md")
        if ending in (".yaml", ".yml"):
            path, content = f"{folder}/{note_name(note)}", note_text(note)
        else:
            lines = wrapped(note.text, markdown=ending == ".md")
            path = f"{folder}/{note.slug}{ending}"
            content = "\n".join([*lines, ""]).encode("utf-8", "replace")
        path = path.lstrip("/")
        if alike.fullmatch(path):
            return path, content
    return None
