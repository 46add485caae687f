"""Every key is found on its line, whatever the spelling."""

from __future__ import annotations

import tomllib
from typing import Any

import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.declare.toml_lines import Where, lines_of


def places(value: Any, where: Where = ()) -> set[Where]:
    """The path of every key and element in a value."""
    found = {where} if where else set()
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        found |= places(inner, (*where, key))
    return found


EVERY_SPELLING = '''\
# a comment = 1
bare = 1
"quo.ted" = "x # no comment"
'lit eral' = 'a "b" = c'
dotted . "inner" . key = 1979-05-27 07:32:00
esc\\u0061ped = 1
multi = """
[no.table]
key = 1
\\""" ""\\
"""
raw = \'\'\'
[[no]]
'' \'\'\'\'\'
array = [ # [
  1, "]",
  [ { deep = [2,
    3] } ],
]
inline = { a.b = 1, c = [{ d = "}" }, { d = 2 }] }
after = true

[ table . "a.b" ]  # header
x = 1
[table]
y = 2
[[list]]
[list.sub]
z = 1
[[list.subs]]
[[list.subs]]
w = 1
[[list]]
sub.z = 2
'''.replace("esc\\u0061ped", '"esc\\u0061ped"')


def test_every_spelling() -> None:
    values = tomllib.loads(EVERY_SPELLING)
    lines = lines_of(EVERY_SPELLING)
    assert set(lines) == places(values)
    texts = EVERY_SPELLING.split("\n")
    begins = {
        ("bare",): "bare",
        ("quo.ted",): '"quo.ted"',
        ("dotted", "inner", "key"): "dotted",
        ("escaped",): '"esc',
        ("raw",): "raw",
        ("array", 0): "  1",
        ("array", 1): "  1",
        ("array", 2, 0, "deep", 1): "    3",
        ("inline", "c", 1, "d"): "inline",
        ("after",): "after",
        ("table", "a.b", "x"): "x",
        ("table",): "[table]",
        ("list", 0, "sub", "z"): "z",
        ("list", 0, "subs", 1): "[[list.subs]]",
        ("list", 0, "subs", 1, "w"): "w",
        ("list", 1, "sub", "z"): "sub.z",
    }
    assert {
        where: texts[lines[where] - 1].startswith(text) for where, text in begins.items()
    } == dict.fromkeys(begins, True)
    assert lines[("list", 0, "subs", 1)] == lines[("list", 0, "subs", 0)] + 1


def test_crlf_counts_like_lf() -> None:
    assert lines_of(EVERY_SPELLING.replace("\n", "\r\n")) == lines_of(EVERY_SPELLING)


def test_an_empty_text() -> None:
    assert lines_of("") == {}
    assert lines_of("\n# only words") == {}


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\x85\u2028"), max_size=4),
)
SCALARS = st.one_of(
    st.integers(-9, 9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@settings(max_examples=150)
def test_whatever_tomlkit_writes_is_found_as_tomllib_reads_it(values: dict[str, Any]) -> None:
    text = tomlkit.dumps(values)
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # tomlkit's own slip, not ours to follow
    assert set(lines_of(text)) == places(read)


def quoted(key: str) -> str:
    return tomlkit.key([key]).as_string() if key else '""'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Where, int]]:
    """A text of headers and pairs in all spellings, with the lines noted while writing."""
    names = st.sampled_from(["a", "b c", "d.e", "é", "#", "[x]", "="])
    noise = st.sampled_from(["", "# [a]\n", "\n\n", "  \t# k = 1\n"])
    values = [
        ("1", []),
        ('"""\n[a]\nb = 1 \\""" x\n"""', []),
        ("'''\n'' [[z]]\n'''", []),
        ('"# \\" ]"', []),
        ("[\n 1, # ]\n [2,\n\n'3'] ,\n]", [((0,), 1), ((1,), 2), ((1, 0), 2), ((1, 1), 4)]),
        (
            '{ k = 1, "l.m" = [ {n=1} ] }',
            [(("k",), 0), (("l.m",), 0), (("l.m", 0), 0), (("l.m", 0, "n"), 0)],
        ),
    ]
    text, noted, prefix = "", {}, ()
    counts: dict[Where, int] = {}
    for number in range(draw(st.integers(0, 8))):
        text += draw(noise)
        line = text.count("\n") + 1
        kind = draw(st.sampled_from(["pair", "dotted", "table", "array"]))
        name = f"{draw(names)}{number}"  # never the same key twice
        if kind == "table":
            text += f" [ {quoted(name)} ] # x\n"
            prefix = (name,)
            noted[prefix] = line
        elif kind == "array":
            name = draw(names)
            index = counts.get((name,), 0)
            counts[(name,)] = index + 1
            text += f"[[{quoted(name)}]]\n"
            noted.setdefault((name,), line)
            prefix = (name, index)
            noted[prefix] = line
        else:
            path: tuple[str, ...] = (name,) if kind == "pair" else (name, draw(names))
            value, inner = draw(st.sampled_from(values))
            text += f"{' . '.join(map(quoted, path))} = {value}\n"
            for length in range(1, len(path) + 1):
                noted[(*prefix, *path[:length])] = line
            for where, offset in inner:
                noted[(*prefix, *path, *where)] = line + offset
    return text, noted


@given(documents())
@settings(max_examples=300)
def test_lines_are_those_on_which_keys_were_written(document: tuple[str, dict[Where, int]]) -> None:
    text, noted = document
    assert places(tomllib.loads(text)) == set(noted)
    assert lines_of(text) == noted
