"""A feature that was extracted comes back, and the host is what it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.cli import main
from coldframe.declare.tombstone import Tombstone, parse_tombstones
from coldframe.resolve.adopt import adopt
from coldframe.resolve.tombstones import with_tombstone, without_tombstone

EXAMPLES = Path(__file__).parents[3] / "examples"
STONE = Tombstone(
    "wall", "2.0", "extracted", successor="shop-wall", names={"shop.preview.wall": ""}
)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".git", "__pycache__"} & set(path.parts)
    }


def test_there_and_back_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = tmp_path / "host"
    shutil.copytree(EXAMPLES / "extract_pbr/host", host)
    # A list of contents that `retire` edits has no trace of what was in it.
    write(host, {"doc/source/index.rst": "Net\n===\n"})
    commit_all(host, tag="v2.0.0")
    git(host, "config", "user.name", "Ada")
    git(host, "config", "user.email", "ada@example.org")
    before = files(host)
    monkeypatch.chdir(host)
    there = ["extract", "fw", "--to", "../project", "--no-history", "--retire", "--apply"]
    assert main(there) == 0
    assert not (host / "net/preview/fw").exists()
    assert main(["adopt", "../project", "--as", "fw", "--apply"]) == 0
    assert files(host) == before


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"# ours\n",
        b'[[ended]]\nfeature = "a"\nrelease = "1.0"\nending = "retired"\n',
        b'[[ended]]\r\nfeature = "a"\r\nrelease = "1.0"\r\nending = "retired"\r\n',
    ],
)
def test_a_record_goes_without_a_trace(data: bytes | None) -> None:
    after = with_tombstone(data, STONE)
    stone = next(one for one in parse_tombstones(after, "") if one.feature == "wall")
    assert without_tombstone(after, stone) == data


def test_what_stands_around_a_record_stays() -> None:
    first = '[[ended]]\nfeature = "a"\nrelease = "1"\nending = "retired"\n\n'
    second = (
        '[[ended]]\nfeature = "b"\nrelease = "2"\nending = "retired"\n[ended.names]\nx = ""\n\n'
    )
    third = '# on c\n[[ended]]\nfeature = "c"\nrelease = "3"\nending = "retired"\n'
    data = (first + second + third).encode()
    stone = parse_tombstones(data, "")[1]
    assert without_tombstone(data, stone) == (first + third).encode()


@pytest.mark.parametrize(("released", "kept"), [(False, False), (True, True)])
def test_a_record_that_a_release_has_seen_stays(released: bool, kept: bool, tmp_path: Path) -> None:
    host = write(
        tmp_path / "host",
        {
            "pyproject.toml": '[project]\nname = "shop"\n[tool.coldframe]\npreview_trees = ["shop.preview"]\n',
            "CODEOWNERS": "* @shop\n",
            "shop/__init__.py": "",
            "shop/preview/__init__.py": "",
            "shop/preview/ended.toml": with_tombstone(None, STONE),
        },
    )
    commit_all(host, tag="v2.0" if released else "v1.0")
    setup = "setup(name='shop_wall', packages=['wall'])\n"
    source = write(tmp_path / "wall", {"setup.py": setup, "wall/__init__.py": ""})
    plan = adopt(str(source), str(host), name="wall")
    edits = [edit for edit in plan.edits if edit.path.endswith("ended.toml")]
    assert [edit.after for edit in edits] == ([] if kept else [None])
    assert any("goes on saying" in note for note in plan.notes) is kept
    assert open_host(host).features == ()


def test_a_helper_that_differs_from_the_hosts_comes_along(tmp_path: Path) -> None:
    host = write(
        tmp_path / "host",
        {
            "pyproject.toml": '[tool.coldframe]\npreview_trees = ["shop.preview"]\n',
            "CODEOWNERS": "* @shop\n",
            "shop/__init__.py": "",
            "shop/preview/__init__.py": "",
            "tests/same.py": "x = 1\n",
            "tests/other.py": "x = 1\n",
        },
    )
    commit_all(host)
    test = "from tests import other, same\n\nassert other.x != same.x\n"
    source = write(
        tmp_path / "wall",
        {
            "setup.py": "setup(name='wall', packages=['wall'])\n",
            "wall/__init__.py": "",
            "tests/same.py": "x = 1\n",
            "tests/other.py": "x = 2\n",
            "tests/test_wall.py": test,
        },
    )
    plan = adopt(str(source), str(host), name="wall")
    paths = {arrival.path for arrival in plan.arrivals if arrival.reason == "Tests"}
    assert paths == {"tests/preview/wall/other.py", "tests/preview/wall/test_wall.py"}
    (edit,) = (edit for edit in plan.edits if edit.path.endswith("test_wall.py"))
    lines = (edit.after or b"").decode().splitlines()
    assert "from tests import same" in lines
    assert "from tests.preview.wall import other" in lines
