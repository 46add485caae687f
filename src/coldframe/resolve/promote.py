"""Plans the promotion of a feature: to its target, with every reference, and old names kept."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.destination import Targets
from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import PROMOTED, Tombstone
from coldframe.resolve.adapters.adapter import Relocation
from coldframe.resolve.adapters.known import adapters_for
from coldframe.resolve.edits import Edits
from coldframe.resolve.ending import ended_already, next_release, the_feature
from coldframe.resolve.loggers import logger_note
from coldframe.resolve.plan import Edit, Left, Plan, Refusal
from coldframe.resolve.promoting.aliases import Aliases, aliases
from coldframe.resolve.promoting.freezing import freeze
from coldframe.resolve.promoting.moving import moving
from coldframe.resolve.promoting.proof import unproven
from coldframe.resolve.promoting.readiness import unready
from coldframe.resolve.promoting.shims import defining, shims
from coldframe.resolve.promoting.unlabel import unlabel
from coldframe.resolve.release_notes import release_note
from coldframe.resolve.rewrite.rewrite import rewrite
from coldframe.resolve.tidying.tidy import tidied
from coldframe.resolve.tombstones import tombstone_edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.promoting.moving import Moving


def promote(
    name: str,
    start: str = ".",
    *,
    to: str | Mapping[str, str] = "",
    release: str = "",
    aliases_until: str = "",
    override: str = "",
) -> Plan:
    """The plan that makes the preview feature ``name`` a part of the stable product.

    ``to`` takes the place of the declared target: a dotted name, or a table that maps parts of
    the feature to places; a package that exists takes the feature's files in, and none of its
    own is overwritten.  ``release`` is the first in which the feature is stable (default: the
    next one); its old names work until ``aliases_until`` (default: one cycle later).
    ``override`` is the reason to promote it although it does not meet the criteria, which the
    plan names as refusals; it goes into the record.  The plan for a feature that is promoted
    already does nothing.

    Raises:
        Mistake: there is no such feature, or it has ended otherwise; no target; no release.
    """
    from coldframe.check.discovery import open_host

    host = open_host(start)
    command = _command(name, start, to, release, aliases_until, override)
    done = ended_already(host, name, PROMOTED)
    if done:
        return Plan(command, host.tree.root, notes=(done,))
    feature = the_feature(host, name)
    targets = Targets(host, feature, _target(feature, to))
    first = next_release(host, release)
    until = _until(host, first, aliases_until)
    going = moving(host, feature, targets)
    refusals = obstacles(host, targets, going)
    missing = unready(host, feature, feature.declaration is not None)
    missing += unproven(host, feature)
    if not override.strip():
        refusals += missing
    if refusals:
        return Plan(command, host.tree.root, refusals=tuple(refusals))
    tables = feature.declaration.claims.tables if feature.declaration else ()
    edits, left, ties, plain = relocated(host, feature, targets, going)
    ordered, said = tidied(host.tree, edits.all())
    edits.add(ordered)
    stone = Tombstone(
        feature.name,
        first,
        PROMOTED,
        reason=override.strip() if missing else "",
        names=defining(feature.module, going.names),
        aliases_until=until,
        entry_points=plain.entry_points,
        options=plain.options,
        tables=tables,
        revisions=_heads(host) if tables else (),
    )
    notes = _records(host, feature, stone, targets, edits)
    freezes, unsaid = freeze(edits, targets, going.names.values(), first)
    notes += unsaid
    if tables:
        notes.append(
            f"Data in the tables {', '.join(tables)} is stable for every migration that is written"
            " from now on; those that are there stay."
        )
    if override.strip() and missing:
        names = ", ".join(dict.fromkeys(one.criterion for one in missing))
        notes.append(f"Promoted although these criteria are not met: {names}.")
    return Plan(
        command,
        host.tree.root,
        edits.all(),
        (*going.notes, *ties, *said, *notes),
        going.moves,
        left=left,
        subject=f"Promote {_title(feature)}",
        frozen=freezes,
    )


def _heads(host: Host) -> tuple[str, ...]:
    from coldframe.check.database.promotions import heads_now

    return heads_now(host)


def _target(feature: Feature, to: str | Mapping[str, str]) -> str | Mapping[str, str]:
    target = to or (feature.declaration.target if feature.declaration else "")
    if not target:
        path = feature.declaration_path
        raise Mistake(
            f"{feature.name} has no target, so it is not known where it goes",
            f"Write one into {path}, or say it: --to {feature.tree.module.split('.')[0]}."
            f"{feature.name}",
        )
    return target


def _until(host: Host, release: str, wanted: str) -> str:
    calendar = host.clockwork.calendar
    if wanted and not calendar.knows(wanted):
        raise Mistake(
            f"--aliases-until {wanted}: no release that the calendar can place",
            "Write a release, such as --aliases-until 4.0.0.",
        )
    if not wanted and not calendar.knows(release):
        raise Mistake(
            f"{release} is no release that the calendar can place, so it is not known until when"
            " old names shall work",
            "Say it: --aliases-until RELEASE",
        )
    return wanted or calendar.after(release, 1).version


def obstacles(host: Host, targets: Targets, going: Moving) -> list[Refusal]:
    """Why the files cannot go where they would: no reason makes up for any of these.

    Files are in the way, or a target is no place: not below a package of the host, or in a
    preview tree.
    """
    from coldframe.check.placement.target_taken import no_place

    nowhere = [
        Refusal("target_taken", why, remedy, waivable=False)
        for target in dict.fromkeys(targets.parts.values())
        for why, remedy in [no_place(host, targets.feature, target)]
        if why
    ]
    return [*nowhere, *going.refusals]


class Relocated(NamedTuple):
    """What changes besides the moves, the doubtful places, what there is to say, plain names."""

    edits: Edits
    left: tuple[Left, ...]
    notes: tuple[str, ...]
    plain: Aliases


def relocated(host: Host, feature: Feature, targets: Targets, going: Moving) -> Relocated:
    """The part of ``promote`` that gives everything its new name, without records and shims.

    Edited files are not in shape yet, where the host's own tools put them in shape.
    """
    edits = Edits(host.tree, going.moves)
    edits.add(going.edits)
    if feature.declaration is not None:
        path = feature.declaration_path
        edits.add([Edit(path, host.tree.read(path), None, "Declaration")])
    rewriting = rewrite(edits.tree, going.renames)
    edits.add(rewriting.edits)
    unlabelled, labelled = unlabel(edits.tree, host, feature)
    edits.add(unlabelled)
    left = [*rewriting.left, *labelled]
    notes: list[str] = []
    package = targets.parts.get("") or next(iter(targets.parts.values()))
    for adapter in adapters_for(host.tree, host.settings):
        ties = adapter.ties(Relocation(edits.tree, going.renames, package))
        edits.add(ties.edits)
        said = {(one.path, one.line) for one in ties.left} | set(ties.settled)
        left = [*(one for one in left if (one.path, one.line) not in said), *ties.left]
        notes += ties.notes
    code = [move.path for move in going.moves if not host.places.is_test(move.path)]
    loggers = logger_note(edits.tree, code, package)
    notes += [loggers] if loggers else []
    plain = aliases(edits.tree, host, feature, going.renames)
    edits.add(plain.edits)
    return Relocated(edits, tuple(sorted({*left, *plain.left})), tuple(notes), plain)


def _records(
    host: Host, feature: Feature, stone: Tombstone, targets: Targets, edits: Edits
) -> list[str]:
    """Add what answers to the old names, the tombstone and the release note to ``edits``."""
    title = _title(feature)
    for shim in shims(feature, stone.names, stone.aliases_until, title):
        there = edits.tree.read(shim.path) if edits.tree.exists(shim.path) else None
        edits.add([shim._replace(before=there)])
    tombstone = tombstone_edit(host, feature.tree, stone)
    edits.add([tombstone])
    notes = []
    verdict = host.packaging.verdict(tombstone.path)
    if verdict.packed is False:
        notes.append(f"{tombstone.path} would not be in the built wheel. {verdict.remedy}")
    where = ", ".join(dict.fromkeys(targets.parts.values()))
    text = (
        f"{title} is stable now: it is no {host.settings.label} feature any more, and its code is"
        f" in ``{where}``. The old names below ``{feature.module}`` work until"
        f" {stone.aliases_until}, with a deprecation warning."
    )
    note = release_note(host, f"promote-{feature.name.replace('_', '-')}", "feature", text)
    if note is None:
        notes.append(f"There is no change log to write into. Say it in your own: {text}")
    else:
        edits.add([note])
    return notes


def _title(feature: Feature) -> str:
    return (feature.declaration.title if feature.declaration else "") or feature.name


def _command(
    name: str,
    start: str,
    to: str | Mapping[str, str],
    release: str,
    aliases_until: str,
    override: str,
) -> str:
    words = ["coldframe", "promote", name, *(() if start == "." else ("--path", start))]
    table = {"": to} if isinstance(to, str) else to
    for part, place in table.items():
        words += ["--to", f"{part}={place}" if part else place] if place else []
    words += ["--release", release] if release else []
    words += ["--aliases-until", aliases_until] if aliases_until else []
    words += ["--override", override] if override else []
    return shlex.join(words)
