"""Releases are compared by their snapshots as by their trees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hosts import commit_all, write
from python_examples import PYTHON, surfaces

from coldframe.cli import main
from coldframe.compat.python.compare import compare
from coldframe.compat.python.stored import as_data, from_data

SETTINGS = '[tool.coldframe]\npreview_trees = ["shop.preview"]\n'
FIRST = {
    "pyproject.toml": SETTINGS,
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/card/__init__.py": "def pay(): ...\n",
    "shop/beds.py": "def water(bed, litres=1): ...\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository with the release v1, and files that break callers."""
    root = tmp_path / "host"
    write(root, FIRST)
    commit_all(root, tag="v1")
    write(root, {"shop/beds.py": "def water(bed): ...\n", "shop/preview/card/__init__.py": "\n"})
    return root


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["compat", *words])
    both = capsys.readouterr()
    return code, both.out + both.err


@pytest.mark.parametrize("rule", sorted(path.stem for path in PYTHON.iterdir()))
def test_what_is_written_down_is_what_was_read(rule: str) -> None:
    shown = surfaces(rule)
    base = from_data(json.loads(json.dumps(as_data(shown["base"]))), "base.json")
    assert compare(base, shown["head"]) == compare(shown["base"], shown["head"])


def test_a_release_and_its_snapshot_say_the_same(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ["--path", str(shop)]
    file = tmp_path / "v1.json"
    assert main(["compat", "snapshot", str(shop), "--revision", "v1", "-o", str(file)]) == 0
    code, by_tag = said(capsys, "diff", "v1", str(shop), *path)
    assert code == 1
    assert (
        "error parameter_removed" in by_tag
        and "shop.beds.water: the parameter litres is gone" in by_tag
    )
    assert "shop/beds.py:1 " in by_tag and "card" not in by_tag
    code, by_file = said(capsys, "diff", str(file), str(shop), *path)
    assert code == 1  # a snapshot knows no previews, so there is no other change
    assert by_file.splitlines()[:-1] == by_tag.splitlines()[:-1]
    assert said(capsys, "diff", "v1", str(file), *path)[0] == 0
    text = file.read_text()
    assert main(["compat", "snapshot", str(shop), "--revision", "v1"]) == 0
    assert capsys.readouterr().out == text
    assert "preview" not in json.loads(text)["python"]["names"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"coldframe-surface": 3}', "of version 3, and 2 is known"),
        ('{"coldframe-surface": 1}', "see /python"),
        ('{"coldframe-surface": 1', "this is no snapshot"),
        (
            '{"coldframe-surface": 1, "python": {"names": {"a": ["b", "public", "", 1, ""]},'
            ' "entries": {}, "trees": [], "unread": [], "word": "", "previews": true}}',
            "see /python/names/a",
        ),
        (
            '{"coldframe-surface": 1, "python": {"names": {}, "entries": {"a": {"signature": 1}}}}',
            "see /python/entries/a",
        ),
    ],
)
def test_what_is_no_snapshot_is_said(
    text: str, told: str, shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    code, out = said(capsys, "diff", str(file), str(shop))
    assert code == 2 and told in out and "wrong.json" in out


def test_a_document_and_a_release_are_not_compared(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "openapi.json"
    file.write_text('{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {}}')
    code, out = said(capsys, "diff", str(file), str(shop))
    assert code == 2 and "is an OpenAPI document, and" in out
    code, out = said(capsys, "diff", "v7", str(shop), "--path", str(shop))
    assert code == 2 and "git knows no revision 'v7'" in out


def test_a_file_that_cannot_be_parsed_is_not_gone(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "shop/beds.py").write_text("def (:\n")
    code, out = said(capsys, "diff", "v1", str(shop), "--path", str(shop))
    assert code == 0 and "name_removed" not in out
