"""What was wrongly reported of real packages, and what is like it but breaks."""

from __future__ import annotations

import pytest
from python_examples import surface

from coldframe.compat.change import ERROR, INFO, WARNING
from coldframe.compat.python.compare import compare

CONSTANTS = {"shop/__init__.py": "", "shop/words.py": 'ON = "on"\nOFF = "off"\n'}
STARTS = "from shop import words\n_USUAL = 3\n\n\nclass Worker:\n    _least = 1\n    def start(self, {}): ...\n"


def changes(before: dict[str, str], after: dict[str, str]) -> set[tuple[str, str]]:
    found = compare(surface(before), surface(after))
    return {(change.severity, change.rule) for change in found}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title='on'", "title=words.ON", set()),
        ("title=words.ON", "title='on'", set()),
        ("number=_USUAL", "number=3", set()),
        ("number=1", "number=_least", set()),
        ("title='on'", "title=words.OFF", {(WARNING, "parameter_default_changed")}),
        ("number=_USUAL", "number=4", {(WARNING, "parameter_default_changed")}),
    ],
)
def test_a_default_is_what_it_stands_for(old: str, new: str, told: set[tuple[str, str]]) -> None:
    before, after = ({**CONSTANTS, "shop/work.py": STARTS.format(each)} for each in (old, new))
    assert changes(before, after) == told


def test_a_private_constant_is_its_value_and_a_public_one_is_told_itself() -> None:
    text = "{name} = {value}\ndef water(litres={name}): ...\n"
    for name, told in (
        ("_USUAL", {(WARNING, "parameter_default_changed")}),
        ("USUAL", {(WARNING, "value_changed")}),
    ):
        pair = ({"shop.py": text.format(name=name, value=value)} for value in (1, 2))
        assert changes(*pair) == told


ALIAS = "from typing import Any, Callable, Union\n{alias}\ndef water(bed: {type}): ...\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (("", "Union[int, str]"), ("_Bed = Union[int, str]", "_Bed"), set()),
        (("_Bed = int | str", "_Bed"), ("_Plot = str | int", "'_Plot | int'"), set()),
        (
            ("_Bed = int | str", "_Bed"),
            ("_Bed = int | str | None", "_Bed"),
            {(INFO, "parameter_type_widened")},
        ),
        (
            ("_Bed = int | str | None", "_Bed"),
            ("_Bed = int | str", "_Bed"),
            {(ERROR, "parameter_type_narrowed")},
        ),
        (("_Bed = list['_Bed']", "_Bed"), ("_Bed = list['_Bed']", "_Bed"), set()),
        (
            ("", "dict[str, Any]"),
            ("", "dict[str, int]"),
            {(WARNING, "parameter_type_changed")},
        ),
    ],
)
def test_an_alias_of_a_type_is_what_it_stands_for(
    old: tuple[str, str], new: tuple[str, str], told: set[tuple[str, str]]
) -> None:
    before, after = (
        {"shop.py": ALIAS.format(alias=alias, type=type_)} for alias, type_ in (old, new)
    )
    assert {each for each in changes(before, after) if each[1] != "name_added"} == told


MEMBER = "import contextlib, typing\nfrom typing import Any, Self\n\n\nclass Bed:\n    def dig(self) -> {}: ...\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("'Bed'", "Self", set()),
        ("dict[str, Any]", "dict[str, int]", {(INFO, "return_type_narrowed")}),
        ("typing.ContextManager[None]", "contextlib.AbstractContextManager[None]", set()),
        ("Self", "str", {(WARNING, "return_type_changed")}),
    ],
)
def test_what_comes_is_the_same_in_other_words(
    old: str, new: str, told: set[tuple[str, str]]
) -> None:
    assert changes(*({"shop.py": MEMBER.format(each)} for each in (old, new))) == told


def test_what_an_attribute_held_is_said_more_precisely() -> None:
    text = "from typing import Any\nBEDS: dict[str, {}] = dict()\n"
    before, after = ({"shop.py": text.format(each)} for each in ("Any", "list[int]"))
    assert changes(before, after) == {(INFO, "attribute_type_said")}


def test_where_a_class_only_holds_functions_they_are_called_through_it() -> None:
    text = "class Tools:\n{}    def water({}litres): ...\n"
    before, after = (
        {"shop.py": text.format(*each)} for each in (("    @staticmethod\n", ""), ("", "self, "))
    )
    assert changes(before, after) == {(ERROR, "binding_changed")}


def test_what_heirs_lose_with_their_ancestor_is_told_once() -> None:
    text = "from elsewhere import Place\nclass Bed(Place):\n    {}\nclass Small(Bed): ...\n"
    before, after = ({"shop.py": text.format(each)} for each in ("def dig(self): ...", "n = 1"))
    (change,) = [
        each
        for each in compare(surface(before), surface(after))
        if each.rule == "member_perhaps_inherited"
    ]
    assert (change.subject, change.others) == ("shop.Bed.dig", ("shop.Small.dig",))


def test_the_number_of_a_release_is_no_change() -> None:
    before, after = ({"shop.py": f"VERSION = {each!r}\n"} for each in ("1.0", "1.1"))
    assert changes(before, after) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("('a', 'b')", "('a', 'c', 'b')", "value_extended"),
        ("{'b', 'a'}", "{'a', 'b'}", ""),
        ("{'a': 1}", "{'a': 1, 'b': 2}", "value_extended"),
        ("{'a': 1}", "{'a': True, 'b': 2}", "value_changed"),
        ("(1, 2)", "(1, 2, 3)", "value_changed"),
        ("['a']", "('a', 'b')", "value_changed"),
        ("('a', 'b')", "('a',)", "value_changed"),
        ("()", "('a',)", "value_changed"),
    ],
)
def test_a_constant_that_holds_more_is_information(old: str, new: str, rule: str) -> None:
    found = compare(*(surface({"shop.py": f"BEDS = {each}\n"}) for each in (old, new)))
    assert [change.rule for change in found] == ([rule] if rule else [])


def test_a_long_constant_of_an_older_snapshot_is_the_same() -> None:
    from coldframe.compat.python.annotation import short

    now = surface({"shop.py": f"BEDS = {[f'bed{each}' for each in range(90)]}\n"})
    entry = now.entries["shop.BEDS"]
    was = now._replace(
        entries={**now.entries, "shop.BEDS": entry._replace(value=short(entry.value))}
    )
    assert entry.value != short(entry.value)
    assert compare(was, now) == []


def test_the_same_doubt_is_told_once() -> None:
    text = "from elsewhere import Old, New\ndef dig(bed: {0}): ...\ndef hoe(bed: {0}): ...\n"
    (change,) = compare(*(surface({"shop.py": text.format(each)}) for each in ("Old", "New")))
    assert (change.rule, change.severity) == ("parameter_type_changed", WARNING)
    assert (change.subject, change.others) == ("shop.dig", ("shop.hoe",))
