"""Rehearses the end of every feature: what a retirement and a promotion would leave or break."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.destination import Targets
from coldframe.declare.mistake import Mistake
from coldframe.resolve.ending import next_release
from coldframe.resolve.plan import Left, Refusal
from coldframe.resolve.rehearsing.nowhere import After, Nowhere
from coldframe.resolve.rehearsing.order import (
    Order,
    order_of_promotions,
    order_of_retirements,
)
from coldframe.resolve.rehearsing.today import Today
from coldframe.resolve.retiring.refusals import needing

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.planned_tree import PlannedTree
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.source.references.reference import Reference

Say = Callable[[str], None]


class Broken(NamedTuple):
    """A place that would load ``target``, which would not be there any more."""

    path: str
    line: int
    text: str
    target: str


class Ending(NamedTuple):
    """One rehearsed ending of one feature.

    ``refusals`` are obstacles that no reason makes up for, ``unmet`` the criteria that give way
    to ``--override``.  ``left`` are the places for a person that would not break.  All places are
    those of the tree as it is.  ``after`` are the names of the features that have to end so
    directly before: what is said here holds once they have.
    """

    refusals: tuple[Refusal, ...] = ()
    unmet: tuple[Refusal, ...] = ()
    left: tuple[Left, ...] = ()
    broken: tuple[Broken, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether the feature can end so when its turn comes, with nothing broken."""
        return not self.refusals and not self.broken


class Rehearsed(NamedTuple):
    """One feature, and both of its endings.

    ``target`` is where its promotion was rehearsed to, empty if no place is known; it is only
    ``inferred`` where none is declared.
    """

    name: str
    module: str
    target: str | Mapping[str, str]
    inferred: bool
    retire: Ending
    promote: Ending

    @property
    def possible(self) -> bool:
        """Whether the feature can end both ways, with nothing broken."""
        return self.retire.possible and self.promote.possible


class Rehearsal(NamedTuple):
    """All living features of the host at ``root``, by module, and what there is to say."""

    root: str
    features: tuple[Rehearsed, ...]
    notes: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether every feature can end both ways, with nothing broken."""
        return all(feature.possible for feature in self.features)


def rehearse(
    start: str = ".", *, host: Host | None = None, progress: Say = lambda doing: None
) -> Rehearsal:
    """Plan the retirement and the promotion of every living feature, and look at what is left.

    Nothing is written: each plan is carried out in memory, and then the references to what is
    gone are looked for there.  A promotion without a declared target is rehearsed to where
    ``init`` would put it.  ``host`` is the host that ``start`` belongs to, if it is open already;
    ``progress`` is told what is being done.
    """
    if host is None:
        from coldframe.check.discovery import open_host

        host = open_host(start)
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.promoting.readiness import standing_in_the_way

    living = [feature for feature in host.features if not feature.forwards_to]
    if not living:
        return Rehearsal(host.tree.root, ())
    progress("looking for what names the features")
    reach = Reach(host)
    task = _Task(
        *(host, reach, Nowhere(host, reach), standing_in_the_way(host)),
        *(order_of_retirements(host, living), order_of_promotions(host, living)),
    )
    done = []
    for number, feature in enumerate(living, 1):
        progress(f"rehearsing the end of {feature.name}, {number} of {len(living)}")
        done.append(task.rehearsed(feature))
    return Rehearsal(host.tree.root, tuple(done), tuple(_notes(host)))


def _notes(host: Host) -> list[str]:
    try:
        next_release(host)
    except Mistake as unknown:
        return [f"On the day, {unknown.remedy[:1].lower()}{unknown.remedy[1:]}: {unknown.what}."]
    return []


class _Task(NamedTuple):
    host: Host
    reach: Reach
    nowhere: Nowhere
    findings: list[Finding]
    retirements: Order
    promotions: Order

    def rehearsed(self, feature: Feature) -> Rehearsed:
        """Both endings of one feature."""
        target, inferred, why = self._target(feature)
        return Rehearsed(
            feature.name,
            feature.module,
            target,
            inferred,
            self._retired(feature),
            self._promoted(feature, target) if target else Ending((_no_target(feature, why),)),
        )

    def _target(self, feature: Feature) -> tuple[str | Mapping[str, str], bool, str]:
        """Where promotion moves the feature, whether that is inferred, or why it is not known."""
        from coldframe.resolve.declaring.inferred import free_target

        if feature.declaration is not None and feature.declaration.target:
            return feature.declaration.target, False, ""
        target, why = free_target(self.host, feature)
        return target, True, why

    def _retired(self, feature: Feature) -> Ending:
        from coldframe.resolve.retiring.removal import removal

        plan = removal(self.host, feature, self.reach)
        after = self.nowhere.after(plan.edits, (), feature.module)
        gone = self.retirements.earlier(feature.module)  # and what of them reaches it, too
        lost = [one for one in after.lost if not self._is_of(one.path, gone)]
        left = {(one.path, one.line): one for one in plan.left if not self._is_of(one.path, gone)}
        refusals = [one for one in plan.refusals if one.criterion != "needs"]
        return self._ending(after._replace(lost=lost), left)._replace(
            refusals=(*self._ring(feature), *refusals),
            after=tuple(one.name for one in self.retirements.first(feature.module)),
        )

    def _ring(self, feature: Feature) -> list[Refusal]:
        """That features need each other, so that none can be the first to go."""
        ring = self.retirements.ring(feature.module)
        if not ring:
            return []
        declared = {one.module: said for one, said in self.host.declared}
        said = [
            needing(one, other, declared[other.module])
            for one, other in zip([feature, *ring], ring, strict=False)
        ]
        why = f"{', '.join(said)}: none of them can be the first to go"
        remedy = "Make one of them work without the other, and take that out of its needs."
        return [Refusal("needs", why, remedy, waivable=False)]

    def _is_of(self, path: str, features: list[Feature]) -> bool:
        """Whether ``path`` is code, or a test, of one of ``features``."""
        return any(f.owns(path) or self.host.places.is_test_of(path, f) for f in features)

    def _promoted(self, feature: Feature, target: str | Mapping[str, str]) -> Ending:
        from coldframe.resolve.promote import obstacles, relocated
        from coldframe.resolve.promoting.moving import moving
        from coldframe.resolve.promoting.readiness import unready

        declared = feature.declaration is not None
        first = self.promotions.first(feature.module)
        stable = [one.module for one in first]
        unmet = tuple(unready(self.host, feature, declared, self.findings, stable))
        names = tuple(one.name for one in first)
        targets = Targets(self.host, feature, target)
        going = moving(self.host, feature, targets)
        refusals = obstacles(self.host, targets, going)
        if refusals:
            return Ending(tuple(refusals), unmet, after=names)
        done = relocated(self.host, feature, targets, going)
        after = self.nowhere.after(done.edits.all(), going.moves, feature.module)
        today = Today(self.host.tree, after.tree)
        left = {}
        for one in done.left:
            path, line = today.place(one.path, one.line)
            left[path, line] = one._replace(path=path, line=line)
        return self._ending(after, left, going.renames)._replace(unmet=unmet, after=names)

    def _ending(
        self, after: After, left: dict[tuple[str, int], Left], renames: Renames | None = None
    ) -> Ending:
        """What breaks, which then is not ``left``; and what was lost and fails nobody, which is.

        With ``renames`` old names go on working: a promotion leaves a module that answers to
        them.
        """
        today = Today(self.host.tree, after.tree)
        broken = {}
        for one in after.lost:
            path, line = today.place(one.path, one.line)
            renamed = renames.renamed(one.target) if renames else ""
            if one.scope == "type_checking":
                why = f"type checkers would look for {one.target} in vain"
            elif renamed and after.names.has(renamed):
                why = f"{one.target} is an old name, which works for a time only"
            elif self._is_expected(one, after.tree):
                why = f"imports {one.target}, and expects that it may be missing"
            else:
                broken[path, line] = Broken(path, line, one.text, one.target)
                continue
            left.setdefault((path, line), Left(path, line, one.text, why))
        rest = [one for place, one in left.items() if place not in broken]
        return Ending(left=tuple(sorted(rest)), broken=tuple(sorted(broken.values())))

    def _is_expected(self, one: Reference, tree: PlannedTree) -> bool:
        from coldframe.resolve.rehearsing.expected import expected

        return one.path.endswith(".py") and one.line in expected(tree.read(one.path))


def _no_target(feature: Feature, why: str) -> Refusal:
    return Refusal(
        "target",
        "it has no target, and none is free next to its preview tree",
        f"Write into {feature.declaration_path} {why.partition(';')[0]}.",
        waivable=False,
    )
