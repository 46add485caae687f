"""Each example of a command turns its ``before`` into its ``after``, and ``undo`` turns it back."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
from hosts import commit_all, git

from coldframe.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMANDS = sorted(path.parent.name for path in EXAMPLES.glob("*/command.txt"))


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_before_becomes_after(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example, root = EXAMPLES / name, tmp_path / "host"
    shutil.copytree(example / "before", root)
    commit_all(root, tag="v2.0.0")
    monkeypatch.chdir(root)
    words = shlex.split((example / "command.txt").read_text())[1:]
    assert main([*words, "--apply"]) == 0
    assert files(root) == files(example / "after")
    assert main(["undo"]) == 0
    assert git(root, "status", "--porcelain", "--ignored") == ""


def test_there_are_examples() -> None:
    assert {"init_shop", "new_feature"} <= {*COMMANDS}
    assert sum(name.startswith("retire_") for name in COMMANDS) >= 14
    assert sum(name.startswith("promote_") for name in COMMANDS) >= 8
