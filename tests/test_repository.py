"""What is true of every file of this repository."""

from __future__ import annotations

import re
import subprocess

import pytest

from tools.sdists import ROOT, TABLE

# Put together from parts, so that this file does not contain them.
FOLDERS = re.compile(rb"(?<![\w.~:<])/(?:" + rb"t" + rb"mp|wo" + rb"rk)(?![\w-])")
REGISTRIES = tuple(
    name.encode() + end
    for name, end in (
        ("pypi", b".org"),
        ("pythonhosted", b".org"),
        ("npmjs", b".org"),
        ("deb.debian", b".org"),
    )
)


def committed() -> list[str]:
    """The paths that git tracks, or a skip where this is no repository."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode or not done.stdout:
        pytest.skip("not a git checkout")
    return [path for path in done.stdout.decode().split("\0") if path and (ROOT / path).is_file()]


def test_no_file_names_a_folder_of_one_machine_or_a_registry() -> None:
    named = []
    for path in committed():
        for number, line in enumerate((ROOT / path).read_bytes().splitlines(), 1):
            if FOLDERS.search(line) or any(host in line for host in REGISTRIES):
                named.append(f"{path}:{number} {line.decode(errors='replace').strip()}")
    assert named == []


def test_news_fragments_are_full_sentences_of_a_known_type() -> None:
    for path in (ROOT / "news").glob("*.md"):
        if path.name != "README.md":
            assert re.fullmatch(r"[a-z0-9_-]+\.(feature|fix|change|removal)\.md", path.name)
            assert path.read_text(encoding="utf-8").rstrip().endswith((".", "`.")), path.name


def test_pinned_releases_are_in_order_and_complete() -> None:
    rows = [line.split() for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    assert all(len(row) == 4 and len(row[3]) == 64 for row in rows)
    days = [row[2] for row in rows if row[0] == "trl"]
    assert days == sorted(days) and len(days) >= 12


def test_hooks_and_workflows_call_commands_that_exist() -> None:
    from coldframe.cli.main import COMMANDS

    for name in (".pre-commit-hooks.yaml", "action.yml", "README.md", "docs/tutorial.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for command in re.findall(r"coldframe ([a-z]+) ?(?:--|\n|$|\.)", text):
            assert command in COMMANDS, f"{name}: coldframe {command}"
