"""What a criterion may look at: one feature, its facts, and its host."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coldframe.declare.settings_prove import demands_of
from coldframe.prove.criteria.criterion import LACKING, STALE, Part

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.evidence.answers import Flake, Run
    from coldframe.prove.evidence.answers import Stale as Old
    from coldframe.prove.evidence.fact import Stored
    from coldframe.prove.evidence.store import Store

FINDINGS = "prove.findings"


class Case:
    """One feature with the facts about its code as it is now, whose digest is ``digest``.

    Facts that a criterion has asked for are noted, so that a statement can name them.
    """

    def __init__(self, host: Host, feature: Feature, store: Store, digest: str) -> None:
        self.host = host
        self.feature = feature
        self._store = store
        self._digest = digest
        self._used: dict[int, None] = {}

    def demands(self, criterion: str) -> dict[str, Any]:
        """What the settings ask for."""
        return demands_of(self.host.settings.prove, criterion)

    @property
    def command(self) -> str:
        """The beginning of a command about this feature."""
        return f"coldframe prove {self.feature.name}"

    def runs(self, kind: str) -> list[Run]:
        """The runs of this code, oldest first."""
        return self._store.runs(self.feature.module, kind, self._digest)

    def flakes(self) -> list[Flake]:
        """What has passed and failed at one commit."""
        return self._store.flaky(self.feature.module, self._digest)

    def latest(self, kind: str, *, of_any_code: bool = False) -> list[Stored]:
        """The newest fact per subject, size and variant, about this code."""
        digest = "" if of_any_code else self._digest
        found = self._store.latest(self.feature.module, kind, digest)
        self._used.update(dict.fromkeys(one.id for one in found))
        return found

    def used(self) -> tuple[int, ...]:
        """The facts that were asked for since this was last called."""
        found, self._used = tuple(self._used), {}
        return found

    @cached_property
    def stale(self) -> list[Old]:
        """What there is about other states of the code, newest first."""
        return self._store.stale(self.feature.module, self._digest)

    def missing(self, kind: str, what: str, todo: str) -> Part:
        """That there is nothing of ``kind`` about this code; perhaps about an older state."""
        old = next((one for one in self.stale if one.kind == kind), None)
        if old is None:
            return Part(LACKING, f"no {what} on record", todo, 0.0)
        return Part(STALE, f"{what} of {old.time[:10]} are about other code than now", todo, 0.0)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The errors and warnings of `check` about this feature."""
        known = self.host.parked.get(FINDINGS)
        if not isinstance(known, tuple):
            from coldframe.check.run import judge

            known = self.host.parked[FINDINGS] = judge(self.host).findings
        return [one for one in known if one.feature == self.feature.name]

    @cached_property
    def code(self) -> list[str]:
        """The Python files of the feature, its tests left out."""
        if not self.feature.is_package:
            return [self.feature.path] if self.feature.path.endswith(".py") else []
        return [
            path
            for path in self.host.tree.under(self.feature.path)
            if path.endswith(".py") and not self.host.places.is_test(path)
        ]
