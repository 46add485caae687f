"""What changed between two versions of a surface, and whether callers break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.compat.accepting import settled
from coldframe.compat.change import ERROR, Change
from coldframe.compat.grading import graded
from coldframe.compat.named import named
from coldframe.compat.next_version import step
from coldframe.compat.rest.applications.application import Application
from coldframe.compat.rest.compare import compare
from coldframe.compat.surfaces import SURFACES, Surfaces, compare_surfaces
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.compat.witness.witnessing import Asked
    from coldframe.declare.settings import Settings


class Diff(NamedTuple):
    """The changes from ``base`` to ``head``, gravest first."""

    base: str
    head: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()  # what was not compared; acceptances that accept nothing here
    ran: tuple[str, ...] = ()  # what of the host was executed, a sentence for each

    def of(self, severity: str) -> tuple[Change, ...]:
        """Those of one severity that nobody has accepted."""
        return tuple(
            each for each in self.changes if each.severity == severity and not each.accepted
        )

    @property
    def bump(self) -> str:
        """Which part of the version must go up by semantic versioning (semver.org, 6 to 8).

        ``major`` if a caller breaks, ``minor`` if something is new or deprecated, else ``patch``.
        An error that is accepted breaks callers all the same: it silences the gate, no more.
        What the settings grade otherwise counts so: they say what the host promises.
        """
        if any(each.severity == ERROR for each in self.changes):
            return "major"
        return "minor" if self.changes else "patch"

    @property
    def step(self) -> str:
        """``1.4.0 -> 2.0.0``; empty if the base is no release: see `next_version.step`."""
        return step(self.bump, self.base)


def diff(
    base: str,
    head: str,
    today: str = "",
    start: str = ".",
    surfaces: Sequence[str] = (),
    witness: Asked | None = None,
    say: Callable[[str], None] = lambda doing: None,
) -> Diff:
    """Compare two documents or applications of REST, or the ``surfaces`` of two releases.

    See `named` for what these are; all surfaces are compared if none is given.

    ``today`` is an ISO date that sunsets are compared with; ``start`` is where the repository is.
    Raises Mistake for what cannot be read, with path and JSON pointer, for two kinds, and for a
    snapshot that has not all of ``surfaces``.  With ``witness`` calls are made against the new
    application, which runs it; ``say`` is told what goes on.
    """
    wanted = tuple(surfaces) or SURFACES
    settings = _settings(start)
    old, new = named(base, start, wanted), named(head, start, wanted)
    ran = tuple(each.ran for each in (old, new) if isinstance(each, Application) and each.ran)
    called = new if isinstance(new, Application) else None
    old = old.document if isinstance(old, Application) else old
    new = new.document if isinstance(new, Application) else new
    if witness is not None and (isinstance(old, Surfaces) or isinstance(new, Surfaces)):
        raise Mistake(
            "witnesses are calls, and releases are compared without any",
            "Compare two OpenAPI documents or applications.",
            "--witness",
        )
    if isinstance(old, Surfaces) and isinstance(new, Surfaces):
        for each in (old, new):
            _has(each, surfaces)
        changes = graded(compare_surfaces(old, new), settings)
        changes, notes = settled(changes, settings, start, False, today)
        unread = _unread(old, new)
        return Diff(base, head, changes, unread if surfaces else (*notes, *unread))
    if isinstance(old, Surfaces) or isinstance(new, Surfaces):
        document, other = (head, base) if isinstance(old, Surfaces) else (base, head)
        raise Mistake(
            f"{document} is an OpenAPI document, and {other} is not",
            "Compare two documents, or two releases (revisions, folders or snapshots).",
        )
    if surfaces:
        raise Mistake(
            f"{base} is an OpenAPI document, which has none of the surfaces that you name",
            "Compare two releases (revisions, folders or snapshots), or leave --surface out.",
        )
    found = [each._replace(surface="rest") for each in compare(old, new, today)]
    changes, notes = settled(graded(found, settings), settings, start, True, today, head)
    if witness is not None:
        from coldframe.compat.witness.witnessing import application_of, witnessed

        called = application_of(witness, called or new, start)
        changes = witnessed(changes, old, new, witness, called, say)
        ran = (*ran, f"Made calls to {called.name}.")
    return Diff(base, head, changes, notes, ran)


def _settings(start: str) -> Settings:
    """Those of the host that ``start`` is in; the defaults where none is."""
    from coldframe.check.root import find_root
    from coldframe.declare.settings import Settings
    from coldframe.declare.settings_file import load_settings

    try:
        root = find_root(start)
    except Mistake:  # a bare repository has no settings
        return Settings()
    return load_settings(root)


def _unread(old: Surfaces, new: Surfaces) -> tuple[str, ...]:
    if not ("commands" in old.declared and "commands" in new.declared):
        return ()
    from coldframe.compat.commands.unread import unread

    return unread(old.declared["commands"], new.declared["commands"])


def _has(found: Surfaces, wanted: Sequence[str]) -> None:
    there = {*found.declared, *(["python"] if found.python is not None else [])}
    for name in wanted:
        if name not in there:
            raise Mistake(
                f"this snapshot has not the surface {name}",
                "Write it again: coldframe compat snapshot --revision TAG -o FILE",
                found.source,
            )
