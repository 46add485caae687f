"""Plans that a feature gets more time, because a new approved spec says why."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from coldframe.declare.feature import Renewal
from coldframe.declare.mistake import Mistake
from coldframe.resolve.plan import Edit, Plan, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.approval.tracked import Tracked
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration, Feature
    from coldframe.declare.release import Release

_NEW_SPEC = (
    "A renewal takes a new spec that says why the feature needs longer: write one, and have it"
    " approved."
)


def renew(name: str, start: str = ".", *, spec: str, until: str) -> Plan:
    """The plan that renews the feature ``name`` until the release ``until``, as ``spec`` argues.

    ``spec`` is a path from the host's root, or from ``start``, or an address.  It must be
    approved, and newer on the branch where specs are approved than those before it.

    A renewal that the feature has already, and that counts, has nothing to do.

    Raises Mistake: there is no such feature, ``until`` is no release, or ``spec`` is a file
        outside the host.
    """
    from coldframe.check.discovery import open_host
    from coldframe.resolve.ending import the_feature

    host = open_host(start)
    feature = the_feature(host, name)
    command = ["coldframe", "renew", name, *(() if start == "." else ("--path", start))]
    command += ["--spec", spec, "--until", until]
    plan = Plan(shlex.join(command), host.tree.root)
    if feature.declaration is None:
        why = f"{feature.name} is not declared, so there is nothing to renew"
        refusal = Refusal("undeclared_feature", why, "Declare it: coldframe init", False)
        return plan._replace(refusals=(refusal,))
    renewal = Renewal(_release(host, until), _path(host, start, spec))
    if _counts_already(host, feature, renewal):
        done = f"{feature.name} is renewed until {renewal.until} already, by {renewal.spec}."
        return plan._replace(notes=(done,))
    path = feature.declaration_path
    from coldframe.resolve.declaring.renewal_text import with_renewal

    before = host.tree.read(path)
    edit = Edit(path, before, with_renewal(before, renewal, path), "Renewal")
    refusals, notes = _judged(host, feature, renewal, edit)
    return plan._replace(
        edits=(edit,),
        notes=tuple(notes),
        refusals=tuple(refusals),
        subject=f"Renew the {host.settings.label} feature {feature.name} until {renewal.until}",
    )


def _counts_already(host: Host, feature: Feature, renewal: Renewal) -> bool:
    """Whether this is the last renewal that the feature has, and a valid one."""
    renewals = feature.declaration.renewals if feature.declaration else ()
    stale = [one for one, _ in host.clockwork.deadline(feature).stale]
    return bool(renewals) and renewals[-1][:2] == renewal[:2] and renewals[-1] not in stale


def _release(host: Host, until: str) -> str:
    from coldframe.declare.wellformed import bad_version

    until = until.strip()
    if why := bad_version(until):
        raise Mistake(f"--until {until}: {why}", "Write for example: --until 3.0.0")
    calendar = host.clockwork.calendar
    if not calendar.knows(until):
        near = calendar.nearest(until)
        raise Mistake(
            f"--until {until} is no version and no release of the calendar",
            f"Did you mean {' or '.join(near)}?" if near else "Write for example: --until 3.0.0",
        )
    known = calendar.find(until)
    return known.version if known else re.sub(r"^[vV](?=\d)", "", until)


def _path(host: Host, start: str, spec: str) -> str:
    """``spec`` as declarations write it: from the host's root."""
    from coldframe.check.approval.unapproved_spec import is_url, spec_file

    spec = spec.strip()
    if not spec:
        raise Mistake("--spec is empty", "Name the spec that says why the feature needs longer.")
    path = spec_file(spec)
    if is_url(spec) or host.tree.exists(path):
        return spec.removeprefix("./")
    root = os.path.realpath(host.tree.root)
    here = start if os.path.isdir(start) else os.path.dirname(start)
    near = os.path.relpath(os.path.realpath(os.path.join(here, path)), root).replace(os.sep, "/")
    if host.tree.exists(near):
        section = spec.partition("#")
        return near + section[1] + section[2]
    if os.path.normpath(path).startswith((os.pardir, os.sep)) and near.startswith(os.pardir):
        raise Mistake(
            f"--spec {spec} is outside the project",
            "Name a spec that lies in it, or the address of one.",
        )
    return spec


def _judged(
    host: Host, feature: Feature, renewal: Renewal, edit: Edit
) -> tuple[list[Refusal], list[str]]:
    """What speaks against the renewal, and what to know about it."""
    from coldframe.check.host import Host
    from coldframe.resolve.planned_tree import PlannedTree

    end = host.clockwork.deadline(feature)
    if end.release is None or not end.since:
        return [_timeless(host, feature)], list(host.notes)
    refusals = list(_unapproved(host, feature, renewal))
    planned = Host(PlannedTree(host.tree, [edit]), host.settings)
    renewed = next(one for one in planned.features if one.module == feature.module)
    then = planned.clockwork.deadline(renewed)
    stale = [why for one, why in then.stale if one[:2] == renewal[:2]]
    if stale:
        late = "no later than the deadline" in stale[-1]
        remedy = f"Name a release after {end.release}." if late else _NEW_SPEC
        why = f"the renewal {stale[-1]}"
        told = {refusal.criterion for refusal in refusals}
        if "stale_renewal" not in told and not (told and why.endswith("which is not there")):
            refusals.append(Refusal("stale_renewal", why, remedy, waivable=False))
    elif planned.clockwork.overdue(renewed):
        now = planned.clockwork.now
        why = f"{feature.name} would still be overdue: it is {now}, and the renewal ends with"
        refusals.append(
            Refusal("overdue", f"{why} {then.release}", f"Name a release after {now}.", False)
        )
    notes = [] if refusals else _consequences(host, feature, end.release, then.release)
    return refusals, [*notes, *dict.fromkeys(host.notes)]


def _timeless(host: Host, feature: Feature) -> Refusal:
    if host.clockwork.now is None:
        return Refusal(
            "overdue",
            "no release is known, so there is no deadline to move",
            "Tag the releases, or list them in the settings (calendar.releases).",
            waivable=False,
        )
    return Refusal(
        "overdue",
        f"{feature.name} has not been released, so its time has not begun",
        "Renew it when its deadline comes near.",
        waivable=False,
    )


def _unapproved(host: Host, feature: Feature, renewal: Renewal) -> Iterator[Refusal]:
    """Why the spec is not approved, or not new on the branch where specs are approved."""
    from coldframe.check.approval.tracked import tracked
    from coldframe.check.approval.unapproved_spec import RULE, is_url, spec_file, verdict

    assert feature.declaration is not None
    if is_url(renewal.spec):
        why, remedy = verdict(host, renewal.spec, None)
        if why:
            yield Refusal(RULE.name, why, remedy or RULE.hint, waivable=False)
        else:
            host.notes.append(f"Whether {renewal.spec} is new cannot be seen from here.")
        return
    new = spec_file(renewal.spec)
    earlier = [path for path in _earlier(feature.declaration) if path != new]
    branch = tracked(host, [new, *earlier])
    if branch is None:
        why = host.notes.pop().removesuffix(".")
        yield Refusal(
            RULE.name,
            f"whether {new} is approved cannot be known. {why}",
            "Renew it in a clone that has that branch.",
            waivable=False,
        )
        return
    why, remedy = verdict(host, renewal.spec, branch)
    if why:
        yield Refusal(RULE.name, why, remedy or "Have it reviewed and merged first.", False)
        return
    for old in earlier:
        why, remedy = _not_newer(host.tree.root, branch, new, old)
        if why:
            yield Refusal("stale_renewal", why, remedy, waivable=False)
            return


def _earlier(declaration: Declaration) -> list[str]:
    """The files that have been specs of the feature so far, the last one first."""
    from coldframe.check.approval.unapproved_spec import is_url, spec_file

    specs = [declaration.spec, *(one.spec for one in declaration.renewals)]
    files = [spec_file(spec) for spec in specs if spec.strip() and not is_url(spec)]
    return list(dict.fromkeys(reversed(files)))


def _not_newer(root: str, branch: Tracked, new: str, old: str) -> tuple[str, str]:
    """Why ``new`` is not newer than ``old`` on ``branch``, and what to do; or nothing."""
    from coldframe.check.approval.entered import entered
    from coldframe.source.git import is_shallow

    if branch.texts.get(old) == branch.texts[new]:
        return f"{new} says, word for word, what {old} says, the spec before it", _NEW_SPEC
    came, before = entered(root, branch.name, new), entered(root, branch.name, old)
    if not before.place or came.place > before.place:
        return "", ""
    if came == before and came.place == 1 and is_shallow(root):
        return (
            f"whether {new} is newer than {old} cannot be known: this is a shallow clone",
            "Fetch the whole history: git fetch --unshallow",
        )
    if came == before:
        how = f"both came onto {branch.name} with {came.commit[:10]}"
    else:
        how = f"it came onto {branch.name} with {came.commit[:10]}, before {before.commit[:10]}"
    return f"{new} is no newer than {old}, the spec before it: {how}", _NEW_SPEC


def _consequences(host: Host, feature: Feature, old: Release, new: Release | None) -> list[str]:
    """What the renewal does; time that is over already is not counted as more of it."""
    assert new is not None
    calendar, cycles, now = host.clockwork.calendar, host.settings.cycles, host.clockwork.now
    notes = [f"{feature.name} then has to end by {new}; so far it was {old}."]
    start = now if now is not None and calendar.is_later(now.version, old.version) else old
    more = calendar.cycles_between(start.version, new.version)
    if more > cycles:
        notes.append(f"That is {more} cycles after {start}; a new feature gets {cycles}.")
    return notes
