"""Whose a path is, by the rules of GitHub and GitLab."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.source.codeowners import owners, read_codeowners
from coldframe.source.worktree import WorkTree


def owners_in(text: str, path: str) -> tuple[str, ...]:
    found: dict[str, tuple[str, ...]] = {}
    for line in read_codeowners(text.encode()):
        if line.paths.fullmatch(path):
            found[line.section] = line.owners
    return tuple(owner for names in found.values() for owner in names)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a/b.py", True),
        ("*.js", "a/b.js", True),
        ("*.js", "a/b.jsx", False),
        ("/build/logs/", "build/logs/x/y", True),
        ("/build/logs/", "a/build/logs/x", False),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/a/b.md", False),
        ("apps/", "x/apps/y/z", True),
        ("apps/", "apps", False),
        ("/docs/", "docs/a", True),
        ("/scripts", "scripts/a", True),
        ("/scripts", "scripts2/a", False),
        ("**/logs", "build/logs/a", True),
        ("**/logs", "logs/a", True),
        ("/shop/**/test_*.py", "shop/a/b/test_x.py", True),
        ("shop/preview/loyalty", "shop/preview/loyalty/__init__.py", True),
        ("shop/preview/loyalty", "lib/shop/preview/loyalty/a.py", False),
        ("a\\ b/*.py", "a b/c.py", True),
        ("/", "anything", True),
    ],
)
def test_patterns_of_github(pattern: str, path: str, matches: bool) -> None:
    assert bool(owners_in(f"{pattern} @ada", path)) == matches


def test_the_last_match_wins_even_without_owners() -> None:
    text = "* @all\r\n# comment\r\n/shop/ @shop @org/team  # why\r\n/shop/free/\r\n"
    assert owners_in(text, "README") == ("@all",)
    assert owners_in(text, "shop/a.py") == ("@shop", "@org/team")
    assert owners_in(text, "shop/free/a.py") == ()


def test_sections_of_gitlab() -> None:
    text = """\
* @all
[Docs] @writers
docs/
*.md @readers
^[Database][2] @dba
sql/
"""
    assert owners_in(text, "x.py") == ("@all",)
    assert owners_in(text, "a/docs/x.txt") == ("@all", "@writers")
    assert owners_in(text, "docs/x.md") == ("@all", "@readers")
    assert owners_in(text, "sql/x.sql") == ("@all", "@dba")


def test_the_file_is_found_where_github_looks_first(tmp_path: Path) -> None:
    write(tmp_path, {"CODEOWNERS": "* @root", ".github/CODEOWNERS": "* @github", "a.py": ""})
    commit_all(tmp_path)
    assert owners(WorkTree(str(tmp_path)), "a.py") == ("@github",)
    (tmp_path / ".github/CODEOWNERS").unlink()
    assert owners(WorkTree(str(tmp_path)), "a.py") == ("@root",)
    (tmp_path / "CODEOWNERS").unlink()
    assert owners(WorkTree(str(tmp_path)), "a.py") == ()
