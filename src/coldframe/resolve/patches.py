"""The plans for features that have to end, in the order in which they can be carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.resolve.rehearsing.order import Order

PROMOTE, RETIRE = "promote", "retire"


class Patch(NamedTuple):
    """What ending one feature takes: files that move, go and are edited, and places left to people.

    ``command`` carries it out; ``refusal`` says why it would not, or is empty.
    """

    feature: str
    module: str
    release: str
    how: str
    command: str
    moved: int = 0
    removed: int = 0
    edited: int = 0
    left: int = 0
    refusal: str = ""


def patches(
    start: str,
    endings: Sequence[tuple[str, str, str]],
    progress: Callable[[str], None] = lambda doing: None,
) -> tuple[Patch, ...]:
    """The patch for each ending: (module, ``promote`` or ``retire``, release), earliest first.

    Of the same release, what needs a feature is retired before it, and what a feature imports is
    promoted before it.  Each is planned on the tree as it is now.
    """
    from coldframe.check.discovery import open_host
    from coldframe.resolve.rehearsing.order import order_of_promotions, order_of_retirements

    host = open_host(start)
    living = [feature for feature in host.features if not feature.forwards_to]
    kinds = {PROMOTE: order_of_promotions, RETIRE: order_of_retirements}
    orders = {how: kinds[how](host, living) for how in {how for _module, how, _at in endings}}
    found: list[Patch] = []
    for module, how, release in _ordered(endings, orders):
        progress(f"planning the end of {module}")
        done = {patch.module for patch in found}
        settled = all(one.module in done for one in orders[how].first(module))
        found.append(_patch(start, module, how, release, settled))
    return tuple(found)


def _ordered(
    endings: Sequence[tuple[str, str, str]], orders: Mapping[str, Order]
) -> Iterator[tuple[str, str, str]]:
    waiting = list(endings)
    while waiting:
        for ending in waiting:
            same = {module for module, *rest in waiting if tuple(rest) == ending[1:]}
            if not any(one.module in same for one in orders[ending[1]].first(ending[0])):
                break
        else:
            ending = waiting[0]  # they wait for each other
        waiting.remove(ending)
        yield ending


def _patch(start: str, module: str, how: str, release: str, settled: bool) -> Patch:
    """``settled``: what it waits for has gone before it, so that this is no refusal."""
    from coldframe.declare.mistake import Mistake
    from coldframe.resolve.promote import promote
    from coldframe.resolve.retire import retire

    name = module.rpartition(".")[2]
    command = f"coldframe {how} {name}"
    if how == RETIRE:
        command += f' --reason "Its time was over with {release}."'
    try:
        if how == PROMOTE:
            plan = promote(module, start, release=release)
        else:
            plan = retire(
                module, start, release=release, reason=f"Its time was over with {release}."
            )
    except Mistake as mistake:
        return Patch(name, module, release, how, command, refusal=mistake.what)
    refusals = [one for one in plan.refusals if not (settled and one.criterion == "needs")]
    return Patch(
        name,
        module,
        release,
        how,
        command,
        len(plan.moves),
        sum(edit.after is None for edit in plan.edits),
        sum(edit.after is not None for edit in plan.edits),
        len(plan.left),
        refusals[0].why if refusals else "",
    )
