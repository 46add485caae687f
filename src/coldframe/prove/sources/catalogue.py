"""All built-in sources of evidence, in the order in which they are asked for a file."""

from __future__ import annotations

from collections.abc import Sequence

from coldframe.declare.mistake import Mistake
from coldframe.prove.sources import (
    adoption,
    benchmark,
    blame,
    coverage,
    faults,
    junit,
    measurements,
    migrations,
    reviews,
    subunit,
)
from coldframe.prove.sources.source import HEAD, SourceModule

SOURCES: tuple[SourceModule, ...] = (
    junit,
    subunit,
    faults,
    coverage,
    measurements,
    benchmark,
    blame,
    migrations,
    adoption,
    reviews,
)


def source_for(
    name: str, data: bytes, form: str = "", sources: Sequence[SourceModule] = SOURCES
) -> SourceModule:
    """The source that knows the file ``name``, or the one called ``form``.

    Raises Mistake if there is none.
    """
    known = {module.SOURCE.name: module for module in sources}
    if form:
        if form in known:
            return known[form]
        from difflib import get_close_matches

        near = get_close_matches(form, known, 1)
        raise Mistake(
            f"there is no kind of evidence {form!r}",
            f"Did you mean --as {near[0]}?" if near else f"There are: {', '.join(known)}.",
        )
    for module in sources:
        if module.recognises(data[:HEAD], name):
            return module
    titles = ", ".join(f"{module.SOURCE.title} ({word})" for word, module in known.items())
    raise Mistake(
        f"{name} is nothing that is known as evidence",
        f"Say what it is with --as. There are: {titles}.",
    )
