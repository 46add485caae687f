"""People can use it: all that it shows is documented, and the docs are true.

Options, commands, routes and public names have to be named on a page; examples on its pages have to
run; help has to say that it is a preview (the rules `unlabelled_*`); and an error has to say
something (a built-in exception without a text says nothing).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.criteria.criterion import MET, NOT_MET, Criterion, Part
from coldframe.prove.evidence.fact import ERROR, FAILED

if TYPE_CHECKING:
    from coldframe.prove.criteria.case import Case

CRITERION = Criterion(
    "usable",
    "Every option, command, route and public name is documented, the examples on its pages run,"
    " help is labelled, and errors say something.",
    "What nobody can find out how to use is not finished, however good the code is.",
    "Write the pages, and run their examples: `coldframe prove NAME --examples`.",
)
_SHOWN = 4


def parts(case: Case) -> Iterator[Part]:
    """Documented, labelled, true, and helpful where something goes wrong."""
    yield _documented(case, case.demands(CRITERION.name)["documented"])
    yield from _examples(case)
    yield _labelled(case)
    yield from _errors(case)


def _documented(case: Case, least: float) -> Part:
    from coldframe.prove.public.documented import undocumented
    from coldframe.prove.public.shown import shown

    things = shown(case.host, case.feature, case.code)
    if not things:
        return Part(MET, "it shows no option, command, route or public name")
    lacking = undocumented(case.host, case.feature, things)
    share = 1 - len(lacking) / len(things)
    says = f"{len(things) - len(lacking)} of {len(things)} things it shows are documented"
    if share >= least:
        return Part(MET, says)
    first = lacking[0]
    todo = f"name {_listed([str(one) for one in lacking])} on a page ({first.path}:{first.line})"
    return Part(NOT_MET, says, todo, share)


def _examples(case: Case) -> Iterator[Part]:
    found = case.latest("docs_examples")
    bad = [one.fact.subject for one in found if one.fact.outcome in (FAILED, ERROR)]
    run = f"{case.command} --examples"
    if bad:
        says = f"{len(bad)} of {len(found)} examples on its pages do not run: {_listed(bad)}"
        yield Part(NOT_MET, says, f"repair them: {run}", 1 - len(bad) / len(found))
    elif found:
        plural = "s" * (len(found) != 1)
        yield Part(MET, f"{len(found)} example{plural} on its pages run")
    else:
        from coldframe.prove.public.pages import pages_with_examples

        pages = pages_with_examples(case.host, case.feature)
        if pages:
            yield case.missing("docs_examples", f"runs of the examples in {pages[0]}", run)


def _labelled(case: Case) -> Part:
    bad = [one for one in case.findings if one.rule.startswith("unlabelled_")]
    if not bad:
        return Part(MET, f"help says {case.host.settings.label}")
    places = [f"{one.path}:{one.line}" for one in bad]
    says = f"{len(bad)} places do not say {case.host.settings.label}: {_listed(places)}"
    return Part(NOT_MET, says, f"coldframe check --rule {bad[0].rule}", 0.0, moot=True)


def _errors(case: Case) -> Iterator[Part]:
    from coldframe.prove.public.silent import silent_errors

    silent = silent_errors(case.host, case.code)
    if silent:
        says = f"errors that say nothing: {_listed(silent)}"
        yield Part(NOT_MET, says, "say what is wrong, and what to do, in the exception's text", 0.5)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
