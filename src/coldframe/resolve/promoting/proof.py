"""Whether evidence shows that a feature is ready: the criteria of `prove` that it does not meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.plan import Refusal

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


def unproven(host: Host, feature: Feature) -> list[Refusal]:
    """One refusal for each criterion, by its name; one called ``evidence`` if there is none at all.

    All of them give way to ``--override``.  Raises Mistake for a store that cannot be read.
    """
    from coldframe.prove.criteria.catalogue import wanted
    from coldframe.prove.criteria.criterion import MET

    asked = [module.CRITERION.name for module in wanted(host.settings.prove)]
    if not asked:
        return []
    command = f"coldframe prove {feature.name}"
    try:
        from coldframe.prove.evidence.whereabouts import open_store
        from coldframe.prove.verdict import verdict

        with open_store(host.tree.root, host.settings) as store:
            if not store.exists:
                names = ", ".join(name.replace("_", " ") for name in asked)
                return [
                    Refusal(
                        "evidence",
                        f"nothing is on record of {feature.name} that shows that it is {names}",
                        f"Record what was tried: {command} --from junit.xml; then see {command}",
                    )
                ]
            found = verdict(host, feature, store)
    except ModuleNotFoundError as missing:
        return [
            Refusal(
                "evidence",
                f"whether {feature.name} is ready cannot be looked up without {missing.name}",
                'Install it: python -m pip install "coldframe[prove]"',
            )
        ]
    refusals = []
    for judgement in found.missing:
        lacking = [part for part in judgement.parts if part.state != MET and not part.moot]
        if lacking:
            state = judgement._replace(parts=tuple(lacking)).state
            says = f"{state}: {'; '.join(part.says for part in lacking)}"
            refusals.append(Refusal(judgement.criterion, says, f"See {command}"))
    return refusals
