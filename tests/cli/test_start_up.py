"""What a run loads: start-up is most of the time that a check of a small tree takes."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from gardens import garden

SOURCE = Path(__file__).parents[2] / "src"
# None of these is needed to find a stable import and print it.
SPARED = {
    "asyncio",
    "concurrent.futures",
    "dataclasses",
    "difflib",
    "email",
    "http",
    "importlib.metadata",
    "inspect",
    "json",
    "logging",
    "packaging",
    "pathlib",
    "rich",
    "shutil",
    "subprocess",
    "tempfile",
    "tomlkit",
    "tree_sitter",
    "tree_sitter_python",
    "unittest",
    "urllib.parse",
    "xml.sax",
}
# What arguments and settings are read with; `--help` and `--version` do without.
PARSING = {"argparse", "gettext", "tomllib"}
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from coldframe.cli import main
code = main(sys.argv[2:])
print(code, *sys.modules, file=sys.stderr)
"""


def loaded(root: Path, *words: str) -> tuple[int, set[str]]:
    """The exit code of a run in a fresh interpreter without site, and what it has loaded."""
    # With `-S` no .pth file of the environment loads anything of its own.
    done = subprocess.run(
        [sys.executable, "-S", "-c", PROGRAM, str(SOURCE), *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stderr.split()
    return int(code), set(modules)


def test_a_check_that_finds_something_loads_nothing_heavy(tmp_path: Path) -> None:
    code, modules = loaded(garden(tmp_path / "host"), "check")
    assert code == 1
    assert modules & SPARED == set()


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_version_and_help_parse_nothing(word: str, tmp_path: Path) -> None:
    code, modules = loaded(tmp_path, word)
    assert code == 0
    assert modules & (SPARED | PARSING) == set()
    assert not any(name.startswith("coldframe.check") for name in modules)


def test_a_check_loads_no_room_that_only_plans_need(tmp_path: Path) -> None:
    _, modules = loaded(garden(tmp_path / "host"), "check")
    assert not any(name.startswith("coldframe.resolve") for name in modules)
    assert not any(name.startswith("coldframe.check.inventory") for name in modules)


def test_a_missing_library_is_answered_with_the_line_that_installs_it(tmp_path: Path) -> None:
    """``-S`` leaves out the folder where tomlkit is installed."""
    program = "import sys; sys.path.insert(0, sys.argv[1]); " + (
        "from coldframe.cli import main; sys.exit(main(sys.argv[2:]))"
    )
    host = garden(tmp_path / "host", **{"pyproject.toml": '[project]\nname = "garden"\n'})
    (host / "coldframe.toml").unlink()
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, str(SOURCE), "init", str(host)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "coldframe: tomlkit is not installed, and `coldframe init` needs it",
        f"  {sys.executable} -m pip install tomlkit",
    ]


def test_plain_logs_are_read_without_any_library(tmp_path: Path) -> None:
    """``-S`` leaves out all that is installed."""
    (tmp_path / "a.log").write_text("Traceback (most recent call last):\nValueError: x\n")
    code, modules = loaded(tmp_path, "blame", "a.log")
    assert code == 0
    heavy = {"fsspec", "luqum", "yaml", "subunit", "zstandard", "distributed", "html"}
    assert modules & (heavy | {"asyncio", "logging", "multiprocessing"}) == set()
    assert not any(name.startswith("coldframe.resolve") for name in modules)
    (tmp_path / "1.yaml").write_text("query: x\n")
    done = subprocess.run(
        [sys.executable, "-S", "-c", PROGRAM, str(SOURCE), "blame", "a.log", "--known", "1.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[:2] == [
        "coldframe: pyyaml is not installed, and `coldframe blame` needs it",
        f"  {sys.executable} -m pip install pyyaml",
    ]


def test_a_site_is_checked_without_any_library(tmp_path: Path) -> None:
    """Nor with any room that only databases, evidence or plans need."""
    from upgrades import installed, wheel

    (tmp_path / "shop.conf").write_text("[shop]\nplugins = drones\n")
    words = ["--to", str(wheel(tmp_path)), "--site-packages", str(installed(tmp_path / "site"))]
    code, modules = loaded(tmp_path, "upgrade-check", *words, "shop.conf")
    assert code == 1
    assert modules & {"yaml", "sqlalchemy", "alembic", "tomlkit", "subprocess", "json"} == set()
    unwanted = (
        "coldframe.resolve",
        "coldframe.prove",
        "coldframe.compat",
        "coldframe.operate.backup",
    )
    assert not any(name.startswith(unwanted) for name in modules)


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """In the rooms that every check enters, no module has one of them at its top."""
    at_the_top = []
    for room in ("declare", "source", "check"):
        for path in sorted((SOURCE / "coldframe" / room).rglob("*.py")):
            if {"probe", "database"} & set(path.parts):  # only loaded when asked for
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                at_the_top += [f"{path.name}: {name}" for name in names if name in SPARED]
    assert at_the_top == []
