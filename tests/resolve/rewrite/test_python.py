"""Python files: the edits of the corpus do what they are for, and only that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts import write
from hypothesis import given
from hypothesis import strategies as st
from rewrites import moved

from coldframe.resolve.plan import Move
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.rewrite.renames import Renames
from coldframe.resolve.rewrite.rewrite import rewrite
from coldframe.source.worktree import WorkTree

MOVES = "shop/preview/loyalty -> shop/customers/cards\n"
SHOP = {
    "shop/__init__.py": "",
    "shop/money.py": "EUR = 1\n",
    "shop/customers/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/gifts.py": "CARD = 2\n",
    "shop/preview/loyalty/__init__.py": "",
    "shop/preview/loyalty/points.py": "from ... import money\n\n\nclass Points:\n    EUR = money.EUR\n",
}
# Each prints the class Points and its module, by another way.
PROGRAMS = (
    "from shop.preview.loyalty.points import Points\nprint(Points)",
    "from shop.preview.loyalty import points\nprint(points.Points)",
    "from shop.preview import loyalty\nimport shop.preview.loyalty.points\nprint(loyalty.points.Points)",
    "import shop.preview.loyalty.points\nprint(shop.preview.loyalty.points.Points)",
    "import shop.preview.loyalty.points as p, os\nprint(p.Points)",
    "from shop.preview import (gifts,\n    loyalty)\nfrom shop.preview.loyalty import points\nprint(loyalty.points.Points)",
    "import importlib\nprint(importlib.import_module('shop.preview.' 'loyalty.points').Points)",
    "import importlib\nB = 'shop.preview.loyalty'\nprint(importlib.import_module(B + '.points').Points)",
    "import importlib\nN = 'points'\nprint(importlib.import_module(f'shop.preview.loyalty.{N}').Points)",
    "import importlib\nprint(importlib.import_module('.preview.loyalty.points', 'shop').Points)",
    "from pkgutil import resolve_name\nprint(resolve_name('shop.preview.loyalty.points:Points'))",
    "exec('from shop.preview.loyalty.points import Points\\nprint(Points)')",
    "exec('''\n    from shop.preview.loyalty.points import Points\n'''.strip() + '\\nprint(Points)')",
    "def f():\n    from shop.preview import loyalty\n    import shop.preview.loyalty.points\n    return loyalty.points.Points\nprint(f())",
    "import shop.preview.loyalty.points\nprint(shop.preview.__name__, shop.preview.loyalty.points.Points)",
    "def f():\n    global shop\n    import shop.preview.loyalty.points\nf()\nprint(shop.preview.loyalty.points.Points)",
    "import shop.preview.loyalty.points\nclass A:\n    shop = shop.preview.loyalty.points.Points\nprint(A.shop)",
    "import shop.preview.loyalty.points\nprint(f'{shop.preview.loyalty.points.Points!r:>90}'.strip())",
    "import typing\nimport shop.preview.loyalty.points\ndef f(x: 'list[shop.preview.loyalty.points.Points]'): ...\nprint(typing.get_type_hints(f))",
    "from shop import preview\nimport shop.preview.loyalty.points\ndef f(points): return preview.loyalty.points.Points\nprint(f(1))",
    "import shop.preview.loyalty.points\nmatch shop.preview.loyalty.points.Points():\n    case shop.preview.loyalty.points.Points() as p: print(type(p))",
    "'''\n>>> from shop.preview.loyalty.points import Points\n>>> Points.__module__\n'shop.preview.loyalty.points'\n'''\nimport doctest\nprint(doctest.testmod())",
    "from unittest import mock\nfrom shop.preview.loyalty import points\nP = points.Points\nwith mock.patch('shop.preview.loyalty.points.Points', P):\n    print(points.Points)",
)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_does_the_same_after_the_move(program: str, tmp_path: Path) -> None:
    write(tmp_path, {**SHOP, "main.py": program + "\n"})
    tree, renames = moved(tmp_path, MOVES)
    rewriting = rewrite(tree, renames)
    assert rewriting.left == ()
    new = {path: tree.read(path) for path in tree.paths()}
    new.update({edit.path: edit.after or b"" for edit in rewriting.edits})
    for place in ("before", "after"):
        write(
            tmp_path / place, dict(new) if place == "after" else {**SHOP, "main.py": program + "\n"}
        )
    runs = [
        subprocess.run(
            [sys.executable, "main.py"],
            cwd=tmp_path / place,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in ("before", "after")
    ]
    assert runs[0].replace("shop.preview.loyalty", "shop.customers.cards") == runs[1]


def test_a_second_rewriting_finds_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**SHOP, "main.py": "\n".join(PROGRAMS) + "\n"})
    tree, renames = moved(tmp_path, MOVES)
    first = rewrite(tree, renames)
    after = PlannedTree(tree, first.edits)
    again = rewrite(after, renames)
    assert (again.edits, again.left) == ((), ())


_WORDS = st.sampled_from(
    ["shop", "preview", "loyalty", ".", " ", "'", '"', "import ", "from ", "\n", "    ", "#", "\\",
     "(", ")", ",", ":", "f'", "{", "}", "as ", "points", "é", "\r\n", "x = ", "__all__ = [", "]"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=40).map("".join))
def test_nothing_outside_the_edits_changes_and_python_stays_python(text: str) -> None:
    tree = _Files({**SHOP, "main.py": text})
    sources = [path for path in tree.paths() if path.startswith("shop/preview/loyalty")]
    names = {path: path.replace("preview/loyalty", "customers/cards") for path in sources}
    paths = {"shop/preview/loyalty": "shop/customers/cards", **names}
    modules = {
        "shop.preview.loyalty": "shop.customers.cards",
        "shop.preview.loyalty.points": "shop.customers.cards.points",
    }
    planned = PlannedTree(tree, (), [Move(old, new, "") for old, new in names.items()])
    for edit in rewrite(planned, Renames(modules, paths)).edits:
        if edit.path != "main.py":
            continue
        assert edit.before == text.encode()
        assert edit.changes
        assert edit.after is not None
        assert _parses(edit.after) or not _parses(edit.before)


def _parses(data: bytes) -> bool:
    try:
        compile(data, "main.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


class _Files(WorkTree):
    """Files that are on no disk."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__("/nowhere")
        self._files = {path: text.encode() for path, text in files.items()}

    def paths(self) -> list[str]:
        return sorted(self._files)

    def under(self, directory: str) -> list[str]:
        return [path for path in self.paths() if path.startswith(directory + "/")]

    def exists(self, path: str) -> bool:
        return path in self._files

    def read(self, path: str) -> bytes:
        return self._files[path]

    def search(self, needles, under=(), suffix=""):  # type: ignore[no-untyped-def]
        words = [needle.encode() for needle in needles]
        return [p for p, data in self._files.items() if any(word in data for word in words)]
