"""Nothing public has been taken away or changed for some releases.

Options, commands, routes and public names with their parameters are compared with those at the tags
of the last releases.  What is new is fine; what is gone, or asks for more than it did, is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import LACKING, MET, NOT_MET, Criterion, Part

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "compatible",
    "What the feature shows to others has not changed for some releases, but for what is new.",
    "From its promotion on nothing public may break; what still moves is not ready for that.",
    "Let a release go by without a change to what is public, or say why this one is the last.",
)
_SHOWN = 4


def parts(case: Case) -> Iterator[Part]:
    """How many releases have it, and what has changed since the one that counts."""
    from coldframe.prove.public.changes import changes_since

    asked = case.demands(CRITERION.name)["releases"]
    presence = case.host.clockwork.presence
    held = [r for r in presence.tagged if case.feature.name in presence.at(r, case.feature.tree)]
    if not held:
        says = "no release with a tag has it, so there is nothing to compare with"
        yield Part(LACKING, says, f"ship it in {_releases(asked)}", 0.0)
        return
    since = held[-min(asked, len(held))]
    changes = changes_since(case.host, case.feature, since.tag)
    if changes:
        more = f" and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else ""
        says = f"since {since.version}: {', '.join(changes[:_SHOWN])}{more}"
        yield Part(NOT_MET, says, f"leave what is public as it is for {_releases(asked)}", 0.0)
    elif len(held) < asked:
        says = f"nothing public has changed in {len(held)} of {asked} releases"
        yield Part(
            LACKING, says, f"ship it in {_releases(asked - len(held))} more", len(held) / asked
        )
    else:
        yield Part(MET, f"nothing public has changed since {since.version}")


def _releases(count: int) -> str:
    return f"{count} release{'s' * (count != 1)}"
