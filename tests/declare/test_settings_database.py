"""A permit is complete, or it is a mistake at its line."""

from __future__ import annotations

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import parse_settings

PERMIT = {
    "revision": "7ab",
    "table": "plants",
    "reason": "Every bed has a plant.",
    "clean_up": "DELETE FROM plants WHERE kind = 7",
}


def permit(**changed: str) -> str:
    keys = {**PERMIT, **changed}
    return "[[database.permits]]\n" + "".join(f'{k} = "{v}"\n' for k, v in keys.items() if v)


@pytest.mark.parametrize("name", PERMIT)
def test_no_key_may_be_left_out_or_empty(name: str) -> None:
    for text, line in (
        (permit(**{name: ""}), 1),
        (permit(**{name: " "}), 2 + [*PERMIT].index(name)),
    ):
        with pytest.raises(Mistake) as caught:
            parse_settings(text.encode())
        assert f"does not say its {name}" in caught.value.what
        assert (caught.value.path, caught.value.line) == ("coldframe.toml", line)
        assert f"{name} = " in caught.value.remedy


def test_one_permit_per_revision_and_table() -> None:
    with pytest.raises(Mistake, match="line 1 already permits 7ab to touch plants") as caught:
        parse_settings((permit() + permit(reason="Again.")).encode())
    assert caught.value.line == 6


@pytest.mark.parametrize("changed", [{"revision": "7ab, 8cd"}, {"table": "plants beds"}])
def test_a_list_is_no_name(changed: dict[str, str]) -> None:
    with pytest.raises(Mistake, match="must be one name"):
        parse_settings(permit(**changed).encode())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[database]\nsince = "soon, perhaps"', "it must be a final release"),
        ('[database]\nmodels = "shop/models.py"', "it must be a module and a name in it"),
        ("[database]\nsince = 3", "it must be a string"),
        ("[database]\npermits = 3", "it must be an array of tables"),
        ("[database]\npermit = []", "unknown key 'permit'"),
        ('since = "29.0.0"', "unknown key 'since'"),
    ],
)
def test_mistakes_in_the_table(text: str, what: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_settings(text.encode())
    assert what in caught.value.what
