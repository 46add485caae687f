"""Says what every release up to one that does not exist yet would bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.release import Release

PROMOTE, RETIRE = "promote", "retire"
_OLD_NAME = "old_name"


class Event(NamedTuple):
    """One thing that a release brings: ``rule`` would find it, ``hint`` says what to do."""

    rule: str
    feature: str
    path: str
    line: int
    message: str
    hint: str


class Ending(NamedTuple):
    """A feature whose time is over with a release: ``how`` it has to end, and why so."""

    feature: str
    module: str
    how: str
    why: str


class Step(NamedTuple):
    """One release: what is new in it.  ``now`` marks the present one."""

    release: Release
    now: bool
    events: tuple[Event, ...]
    endings: tuple[Ending, ...]


class Simulation(NamedTuple):
    """Every release from the present one to the one that was asked for."""

    root: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    @property
    def endings(self) -> tuple[tuple[Release, Ending], ...]:
        """All endings with their releases, in order."""
        return tuple((step.release, one) for step in self.steps for one in step.endings)


def simulate(
    to: str, start: str = ".", progress: Callable[[str], None] = lambda doing: None
) -> Simulation:
    """What expires, and what has to end, in each release up to ``to``, if nobody does anything.

    ``to`` is a planned release, any later version, or ``+2`` for two cycles from now.  The rules of
    `check` say what is overdue or expired, as they would in that release.

    Raises Mistake for a release that is out, or that is none.
    """
    from coldframe.check.discovery import open_host

    progress("reading the tree")
    host = open_host(start)
    releases = _releases(host, to)
    ready, why = _ready(host, start)
    clockwork, seen, ended = host.clockwork, set[tuple[str, str, int, str]](), set[str]()
    steps = []
    for place, release in enumerate(releases):
        progress(f"looking at {release}")
        if place:
            host.clockwork = clockwork.moved_to(release)
            host.today = max(host.today, release.day)
        found = [*_found(host), *_old_names(host, release)]
        fresh = [one for one in found if (one.rule, one.path, one.line, one.feature) not in seen]
        seen |= {(one.rule, one.path, one.line, one.feature) for one in fresh}
        over = [f for f in host.features if f.module not in ended and host.clockwork.overdue(f)]
        ended |= {feature.module for feature in over}
        endings = [_ending(feature, ready, why) for feature in over]
        steps.append(Step(release, not place, tuple(fresh), tuple(endings)))
    return Simulation(host.tree.root, tuple(steps), tuple(dict.fromkeys(host.notes)))


def _releases(host: Host, to: str) -> list[Release]:
    """The present release, the first one of each cycle after it, and the one asked for."""
    from coldframe.check.status import moment

    clockwork = host.clockwork
    target, now, calendar = moment(clockwork, to), clockwork.now, clockwork.calendar
    if now is None or calendar.in_order(target.version) <= calendar.in_order(now.version):
        raise Mistake(
            f"{target.version} is no release to come",
            "Name one, such as +1; for a past one: coldframe status --at RELEASE",
        )
    found = [now]
    for ahead in range(1, calendar.cycles_between(now.version, target.version)):
        found.append(calendar.after(now.version, ahead))
    return [*found, target]


def _found(host: Host) -> Iterator[Event]:
    """What the rules on time say, as far as the settings ask for them."""
    from coldframe.check.clock import due_soon, overdue, stale_alias
    from coldframe.check.exceptions import expired_exception
    from coldframe.check.running import run

    for module in (overdue, stale_alias, expired_exception, due_soon):
        if host.settings.rules.get(module.RULE.name, "") != "off":
            for finding in run(module, host):
                yield _event(finding)


def _event(finding: Finding) -> Event:
    return Event(
        finding.rule, finding.feature, finding.path, finding.line, finding.message, finding.hint
    )


def _old_names(host: Host, release: Release) -> Iterator[Event]:
    """The old names of adopted projects that code keeps working beyond their time."""
    from coldframe.operate.upgrade_check.moves import formerly
    from coldframe.operate.upgrade_check.release import Release as Read

    read = Read(host.tree.root, "", release.version, host.tree, {}, host)
    for move in formerly(read):
        if read.reaches(move.until):
            yield Event(
                _OLD_NAME,
                move.feature,
                move.path,
                move.line,
                f"{move.old} still works for {move.new}, which was promised until {move.until}",
                "Take this line out.",
            )


def _ready(host: Host, start: str) -> tuple[set[str], dict[str, str]]:
    """The modules of features that could be promoted as they are, and why others could not."""
    from coldframe.prove.criteria.catalogue import wanted
    from coldframe.prove.standing import standings

    if not wanted(host.settings.prove):
        return {f.module for f in host.features}, {}
    try:
        verdicts = standings(start)
    except ModuleNotFoundError:  # without the extra `prove` there is no evidence to be read
        verdicts = {}
    missing = {
        module: ", ".join(one.criterion.replace("_", " ") for one in verdict.missing)
        for module, verdict in verdicts.items()
        if not verdict.proven
    }
    ready = {module for module, verdict in verdicts.items() if verdict.proven}
    return ready, {module: f"not proven: {what}" for module, what in missing.items()}


def _ending(feature: Feature, ready: set[str], why: dict[str, str]) -> Ending:
    declaration = feature.declaration
    if declaration is None or not declaration.target:
        return Ending(feature.name, feature.module, RETIRE, "no target is declared")
    if feature.module in ready:
        return Ending(feature.name, feature.module, PROMOTE, "it meets every criterion of prove")
    reason = why.get(feature.module, "there is no evidence that it is ready")
    return Ending(feature.name, feature.module, RETIRE, reason)
