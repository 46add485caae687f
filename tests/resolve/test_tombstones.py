"""A record of an ended feature is added to ``ended.toml``, and nothing else is touched."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hosts import commit_all, open_host, write
from hypothesis import given
from hypothesis import strategies as st

from coldframe.check.host import Host
from coldframe.declare.feature import PreviewTree
from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import ENDINGS, Tombstone, parse_tombstones
from coldframe.resolve.apply import apply
from coldframe.resolve.declaring.package_data import package_data
from coldframe.resolve.plan import Plan
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.tombstones import tombstone_edit, with_tombstone

LOYALTY = Tombstone(
    feature="loyalty",
    release="3.0.0",
    ending="promoted",
    reason="Every second shop uses it.",
    successor="shop-loyalty",
    names={"shop.preview.loyalty": "shop.loyalty", "shop.preview.loyalty.cards": ""},
    aliases_until="5.0.0",
    tables=("loyalty_*",),
    revisions=("3f1c", "a07b"),
)
DRONES = Tombstone("drones", "3.1.0", "retired")
RECORD = """\
[[ended]]
feature = "loyalty"
release = "3.0.0"
ending = "promoted"
reason = "Every second shop uses it."
successor = "shop-loyalty"
aliases_until = "5.0.0"
tables = ["loyalty_*"]
revisions = ["3f1c", "a07b"]

[ended.names]
"shop.preview.loyalty" = "shop.loyalty"
"shop.preview.loyalty.cards" = ""
"""


def read(data: bytes) -> list[Tombstone]:
    return [stone._replace(path="", line=0) for stone in parse_tombstones(data, "ended.toml")]


def test_a_new_file_says_what_it_is() -> None:
    text = with_tombstone(None, LOYALTY).decode()
    head, _, record = text.partition("\n\n")
    assert all(line.startswith("# ") for line in head.split("\n"))
    assert record == RECORD
    assert read(text.encode()) == [LOYALTY]


OLD = '# ours\r\n\r\n[[ended]]  # first\r\nfeature = \'coupons\'\r\nrelease="2.0"\r\nending   = "retired"'


@pytest.mark.parametrize(
    ("before", "gap"),
    [
        ("", ""),
        ("\ufeff", ""),
        ("# nothing yet\n", "\n"),
        ("# nothing yet\n\n", ""),
        ("# nothing yet", "\n\n"),
        (OLD.replace("\r", ""), "\n\n"),
        (OLD, "\r\n\r\n"),
        (OLD + "\r\n\r\n", ""),
        (OLD + '\r\n[ended.names]\r\n"a.b" = "a.c"\r\n', "\r\n"),
        ("\ufeff" + OLD + "\r\n", "\r\n"),
    ],
)
def test_what_is_written_stays(before: str, gap: str) -> None:
    data = before.encode()
    after = with_tombstone(data, LOYALTY)
    newline = "\r\n" if "\r" in before else "\n"
    assert after == data + (gap + RECORD.replace("\n", newline)).encode()
    assert read(after) == [*read(data), LOYALTY]
    twice = with_tombstone(after, DRONES)
    assert twice.startswith(after)
    assert read(twice) == [*read(after), DRONES]


def test_the_same_record_is_written_once() -> None:
    data = with_tombstone(with_tombstone(None, LOYALTY), DRONES)
    assert with_tombstone(data, LOYALTY) == data


@pytest.mark.parametrize(
    ("before", "stone", "what", "line"),
    [
        (
            RECORD,
            LOYALTY._replace(ending="retired"),
            "'loyalty' ended in 3.0.0 already: promoted",
            1,
        ),
        ("# none\nended = {\n", LOYALTY, "no valid TOML", 2),
        ("# none\nended = []\n", LOYALTY, "the records are a list", 2),
        ("", LOYALTY._replace(release="3.x"), 'release is "3.x"', 0),
        ("", LOYALTY._replace(ending="lost"), 'ending is "lost"', 0),
        ("", LOYALTY._replace(names={"a.b": "a/c"}), "'a/c'", 0),
    ],
)
def test_what_is_refused(before: str, stone: Tombstone, what: str, line: int) -> None:
    with pytest.raises(Mistake) as caught:
        with_tombstone(before.encode(), stone._replace(path="shop/preview/ended.toml"))
    assert what in caught.value.what
    place = ("shop/preview/ended.toml", line) if line else (None, None)
    assert (caught.value.path, caught.value.line) == place


texts = st.text(st.characters(exclude_categories=["Cs"]))
modules = st.from_regex(r"[a-z_]{1,8}X(\.[a-z_]{1,8}X){0,3}", fullmatch=True)
releases = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}", fullmatch=True)
plugs = st.from_regex(r"[a-z.]{1,8}x:[ =\"a-z]{0,4}x", fullmatch=True)
said = st.lists(texts.filter(str.strip), max_size=3).map(tuple)
stones = st.builds(
    Tombstone,
    feature=texts.filter(bool),
    release=releases,
    ending=st.sampled_from(ENDINGS),
    reason=texts,
    successor=texts,
    names=st.dictionaries(modules, st.just("") | modules, max_size=3),
    aliases_until=st.just("") | releases,
    path=st.just(""),
    line=st.just(0),
    entry_points=st.dictionaries(plugs, texts, max_size=2),
    options=st.dictionaries(texts, texts, max_size=2),
    tables=said,
    revisions=said,
)
many = st.lists(stones, max_size=4, unique_by=lambda stone: stone[:2])


@given(many, st.sampled_from(["", "# ours", "# ours\r\n", "\ufeff# ours\n\n"]))
def test_every_record_can_be_read_back(records: list[Tombstone], head: str) -> None:
    data = head.encode()
    for record in records:
        after = with_tombstone(data, record)
        assert after.startswith(data)
        data = after
    assert read(data) == records


def shop(root: Path, files: dict[str, str]) -> Host:
    own = {"shop/__init__.py": "", "shop/preview/__init__.py": "", "shop/preview/drones.py": ""}
    write(root, {**own, **files})
    commit_all(root, tag="v1.0.0")
    return open_host(root)


def test_as_an_edit_of_the_tree(tmp_path: Path) -> None:
    host = shop(tmp_path, {})
    (tree,) = host.preview_trees
    edit = tombstone_edit(host, tree, LOYALTY)
    assert (edit.path, edit.action) == ("shop/preview/ended.toml", "create")
    apply(Plan("coldframe retire loyalty", host.tree.root, (edit,)))
    commit_all(tmp_path)
    host = open_host(tmp_path)
    edit = tombstone_edit(host, tree, DRONES)
    assert edit.before == (tmp_path / "shop/preview/ended.toml").read_bytes()
    assert read(edit.after or b"") == [LOYALTY, DRONES]
    again = tombstone_edit(host, tree, LOYALTY)
    assert again.before == again.after


SETUPTOOLS = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "shop"
[tool.setuptools]
packages = ["shop", "shop.preview"]
"""


@pytest.mark.parametrize(
    ("written", "patterns"),
    [
        ("", ["preview.toml", "*.preview.toml", "ended.toml"]),
        ('"*" = ["*preview.toml"]', ["*preview.toml", "ended.toml"]),
        (
            "\"*\" = [\r\n  'preview.toml', # ours\r\n]",
            ["preview.toml", "*.preview.toml", "ended.toml"],
        ),
        ('"shop.preview" = ["*.toml"]', None),
    ],
)
def test_the_records_get_into_the_wheel(
    tmp_path: Path, written: str, patterns: list[str] | None
) -> None:
    head = "[tool.setuptools.package-data]\n" if written else ""
    newline = "\r\n" if "\r" in written else "\n"
    project = (SETUPTOOLS + head).replace("\n", newline) + written + newline
    host = shop(tmp_path, {"pyproject.toml": project})
    (tree,) = host.preview_trees
    edits = [tombstone_edit(host, PreviewTree(tree.module, tree.path), LOYALTY)]
    planned = Host(PlannedTree(host.tree, edits), host.settings)
    edits, notes = package_data(planned, [], edits, host.tree, ended=[tree])
    assert notes == []
    assert [edit.path for edit in edits[:-1]] == (["pyproject.toml"] if patterns else [])
    if patterns:
        after = edits[0].after or b""
        assert after.count(b"\n") - after.count(newline.encode()) == 0
        assert tomllib.loads(after.decode())["tool"]["setuptools"]["package-data"]["*"] == patterns
        assert after.startswith((SETUPTOOLS + head).replace("\n", newline).encode())
        done = Host(PlannedTree(host.tree, edits), host.settings)
        assert done.packaging.verdict("shop/preview/ended.toml").packed
