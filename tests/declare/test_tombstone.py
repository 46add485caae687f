"""``ended.toml`` is read, and its mistakes are named."""

import pytest

from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import ENDINGS, Tombstone, parse_tombstones

ENDED = """\
[[ended]]
feature = "loyalty"
release = "3.0.0"
ending = "promoted"
reason = "Every second shop uses it."
aliases_until = "5.0.0"

[ended.names]
"shop.preview.loyalty" = "shop.loyalty"

[ended.entry_points]
"shop.plugins:preview_loyalty" = "loyalty"

[ended.options]
"--preview-level" = "--level"

[[ended]]
feature = "drones"
release = "3.1.0"
ending = "retired"
"""


def test_reads_every_key() -> None:
    loyalty, drones = parse_tombstones(ENDED.encode(), "shop/preview/ended.toml")
    assert loyalty == Tombstone(
        feature="loyalty",
        release="3.0.0",
        ending="promoted",
        reason="Every second shop uses it.",
        names={"shop.preview.loyalty": "shop.loyalty"},
        aliases_until="5.0.0",
        path="shop/preview/ended.toml",
        line=1,
        entry_points={"shop.plugins:preview_loyalty": "loyalty"},
        options={"--preview-level": "--level"},
    )
    assert (drones.feature, drones.ending, drones.line) == ("drones", "retired", 17)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending(ending: str) -> None:
    text = f'[[ended]]\nfeature = "a"\nrelease = "1.0"\nending = "{ending}"\n'
    assert parse_tombstones(text.encode(), "x")[0].ending == ending


def test_an_empty_file_holds_nothing() -> None:
    assert parse_tombstones(b"", "ended.toml") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ('"promoted"', '"promotd"', 4, 'ending is "promotd"', "Did you mean 'promoted'?"),
        ("aliases_until", "alias_until", 6, "unknown key 'alias_until'", "'aliases_until'"),
        ('"5.0.0"', '"5.x"', 6, 'aliases_until is "5.x"', "aliases_until = "),
        ('"shop.loyalty"', '"shop/loyalty"', 9, "'shop/loyalty'", "names"),
        ('"shop.plugins:preview_loyalty"', '"loyalty"', 12, "must be group:name", "shop.plugins:"),
        ('release = "3.1.0"\n', "", 17, "does not name its release", "release ="),
        ('"drones"', '"loyalty"', None, None, None),
    ],
)
def test_mistakes(old: str, new: str, line: int, what: str, remedy: str) -> None:
    text = ENDED.replace(old, new).encode()
    if what is None:  # a feature may come back and end again, in another release
        assert len(parse_tombstones(text, "ended.toml")) == 2
        return
    with pytest.raises(Mistake) as caught:
        parse_tombstones(text, "ended.toml")
    assert (caught.value.path, caught.value.line) == ("ended.toml", line)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_the_same_ending_twice() -> None:
    text = ENDED.replace('"drones"', '"loyalty"').replace('"3.1.0"', '"3.0.0"')
    with pytest.raises(Mistake, match="already, see line 1"):
        parse_tombstones(text.encode(), "ended.toml")
