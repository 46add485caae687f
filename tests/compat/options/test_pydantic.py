"""Settings classes of pydantic: what heirs and models within them add."""

from __future__ import annotations

import pytest
from declared_examples import KINDS, changes, declared
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.compat.change import ERROR, INFO

HEAD = "from pydantic import BaseModel, Field\nfrom pydantic_settings import BaseSettings\n"
COMMON = HEAD + "class Common(BaseSettings, env_prefix='SHOP_'):\n    debug: bool = False\n"


def names(files: dict[str, str]) -> dict[str, bool]:
    """Each option, and whether it is required."""
    return {each.name: each.required for each in declared(KINDS[0], files).all}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class S(Common):\n    size: int\n", {"SHOP_DEBUG": False, "SHOP_SIZE": True}),
        (
            "class T(Common): ...\nclass S(T, env_prefix='BED_'):\n    size: int = 1\n",
            {"BED_DEBUG": False, "BED_SIZE": False},
        ),
        (
            "class S(Common):\n    model_config = {'env_prefix': 'BED_'}\nCommon()\n",
            {"SHOP_DEBUG": False, "BED_DEBUG": False},
        ),
        (
            "class Db(BaseModel):\n    host: str\n    port: int = 1\n"
            "class S(Common, env_nested_delimiter='__'):\n    db: Db | None = None\n",
            {"SHOP_DEBUG": False, "SHOP_DB": False, "SHOP_DB__HOST": False,
             "SHOP_DB__PORT": False},
        ),
        (
            "class Db(BaseModel):\n    host: str = Field(alias='name')\n    more: 'Db'\n"
            "class S(Common):\n    db: Db\n",
            {"SHOP_DEBUG": False, "SHOP_DB": True},
        ),
    ],
)  # fmt: skip
def test_heirs_and_models_are_read(text: str, found: dict[str, bool]) -> None:
    assert names({"shop/settings.py": COMMON + text}) == found
    heirs = f"from .settings import Common\n{HEAD}{text}"
    assert names({"shop/settings.py": COMMON, "shop/more.py": heirs}) == found


def test_circles_come_to_an_end() -> None:
    text = "class A(B): ...\nclass B(A): ...\nclass Db(BaseModel):\n    more: 'Db' = None\n"
    text += "class S(BaseSettings, env_nested_delimiter='_'):\n    db: Db\n"
    assert "DB_MORE_MORE" in names({"shop/settings.py": HEAD + text})


WORDS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["int", "str", "bool"]))


@given(WORDS, WORDS)
@settings(max_examples=25, deadline=None)
def test_what_need_not_be_set_breaks_nobody_and_back_is_the_other_way(
    old: dict[str, str], more: dict[str, str]
) -> None:
    before, after = (
        declared(KINDS[0], {"shop/settings.py": HEAD + "class S(BaseSettings):\n    z: int = 0\n"
                            + "".join(f"    {word}: {type_} = None\n"
                                      for word, type_ in sorted(fields.items()))})
        for fields in (old, {**more, **old})
    )  # fmt: skip
    assert changes(KINDS[0], before, before) == []
    there, back = changes(KINDS[0], before, after), changes(KINDS[0], after, before)
    assert {each.severity for each in there} <= {INFO}
    added = {each.subject for each in there if each.rule == "option_added"}
    gone = {each.subject for each in back if each.severity == ERROR}
    assert added == gone == {word.upper() for word in more.keys() - old.keys()}
