"""Whether a feature is ready to be stable: each criterion, over the facts that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.prove.criteria.case import Case
from coldframe.prove.criteria.catalogue import wanted
from coldframe.prove.criteria.criterion import Judgement

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.evidence.digest import Digest
    from coldframe.prove.evidence.store import Store


class Verdict(NamedTuple):
    """What became of each criterion, for ``feature`` with the code of ``digest``."""

    feature: Feature
    digest: Digest
    judgements: tuple[Judgement, ...]

    @property
    def proven(self) -> bool:
        """Whether all criteria that count are met."""
        return all(judgement.met for judgement in self.judgements)

    @property
    def share(self) -> float:
        """How far it is towards stable, from 0 to 1; 1 only if it is proven."""
        if not self.judgements:
            return 1.0
        return sum(judgement.share for judgement in self.judgements) / len(self.judgements)

    @property
    def missing(self) -> tuple[Judgement, ...]:
        """What is not met."""
        return tuple(judgement for judgement in self.judgements if not judgement.met)


def verdict(host: Host, feature: Feature, store: Store, digest: Digest | None = None) -> Verdict:
    """The verdict on ``feature`` as its code is now (``digest`` saves asking for that again).

    Nothing is written, and nothing of the host is executed.
    """
    if digest is None:
        from coldframe.prove.evidence.digest import digest as digest_of

        digest = digest_of(host, feature)
    case = Case(host, feature, store, digest.value)
    found = []
    for module in wanted(host.settings.prove):
        parts = tuple(module.parts(case))
        found.append(Judgement(module.CRITERION.name, parts, case.used()))
    return Verdict(feature, digest, tuple(found))
