"""What holds for any functions: the same breaks nothing, and neither does what need not be given."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from python_examples import surface

from coldframe.compat.change import ERROR, INFO
from coldframe.compat.python.compare import compare

TYPES = st.sampled_from(["", ": int", ": str | None", ": list[int]", ": 'Bed'"])
WORDS = ("bed", "litres", "hot", "place", "when")


@st.composite
def functions(draw: st.DrawFn) -> tuple[str, str]:
    """A function, and the same with one more parameter that need not be given."""
    words = draw(st.lists(st.sampled_from(WORDS), unique=True, max_size=4))
    usual = draw(st.integers(0, len(words)))
    either = [
        f"{word}{draw(TYPES)}" + (" = 1" if at >= usual else "") for at, word in enumerate(words)
    ]
    named = draw(st.booleans())
    more = draw(st.sampled_from([[], ["*", "dry = 0"], ["*", "wet: int"]]))
    new = (
        [*more, "soon = None"]
        if more
        else [*either, "soon = None"]
        if not named
        else ["*", "soon = None"]
    )
    returns = draw(st.sampled_from(["", " -> int", " -> None | str"]))
    start = draw(st.sampled_from(["def", "async def"]))
    before = ", ".join([*either, *more])
    after = ", ".join([*either, *new] if more or named else new)
    return (
        f"class Bed: ...\n{start} water({before}){returns}: ...\n",
        f"class Bed: ...\n{start} water({after}){returns}: ...\n",
    )


@given(functions())
@settings(max_examples=60)
def test_what_need_not_be_given_breaks_nobody(pair: tuple[str, str]) -> None:
    before, after = (surface({"shop.py": text}) for text in pair)
    assert compare(before, before) == []
    assert {change.severity for change in compare(before, after)} == {INFO}
    assert ERROR in {change.severity for change in compare(after, before)}


@given(st.sets(st.sampled_from(WORDS)), st.sets(st.sampled_from(WORDS)))
@settings(max_examples=40)
def test_what_is_gone_one_way_is_new_the_other(old: set[str], new: set[str]) -> None:
    before, after = (
        surface({"shop.py": "".join(f"def {word}(): ...\n" for word in sorted(words))})
        for words in (old, new)
    )
    there, back = compare(before, after), compare(after, before)
    gone = {change.subject for change in there if change.rule == "name_removed"}
    added = {change.subject for change in back if change.rule == "name_added"}
    assert gone == added == {f"shop.{word}" for word in old - new}
