"""Modules are imported by a child, and what fails is told with its place in the tree."""

from __future__ import annotations

import sys
from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.prove.absence.imports import Failure, Importing, by_cause, stable_modules

SHOP = {
    "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
    "setup.py": "",
    "docs/conf.py": "",
    "src/other/__init__.py": "",
    "src/shop/__init__.py": "",
    "src/shop/__main__.py": "raise SystemExit\n",
    "src/shop/a.py": "from shop import b\n",
    "src/shop/b.py": "import os\nfrom shop.preview.gold import Gold\n",
    "src/shop/bad.py": "def x(:\n",
    "src/shop/ends.py": "import os; os._exit(3)\n",
    "src/shop/leaves.py": "raise SystemExit('no')\n",
    "src/shop/not-a-name.py": "",
    "src/shop/preview/__init__.py": "",
    "src/shop/preview/gold/__init__.py": "class Gold:\n    pass\n",
    "src/shop/tests/test_a.py": "",
    "src/shop/db/migration/alembic_migrations/versions/1_a.py": "",
    "src/shop/db/migration/alembic_migrations/env.py": "",
    "src/shop/db/migration/alembic_migrations/script.py.mako": "",
}


def importing(root: Path, gone: tuple[str, ...] = ()) -> Importing:
    src = str(root / "src")
    return Importing(sys.executable, str(root), (src,), (), ("shop",), gone, 60)


def test_which_modules_are_stable(tmp_path: Path) -> None:
    root = write(tmp_path, SHOP)
    commit_all(root)
    assert list(stable_modules(open_host(root))) == [
        "other",
        "shop",
        *(f"shop.{name}" for name in ("a", "b", "bad", "ends", "leaves", "preview")),
    ]


def test_what_fails_is_told_with_its_place(tmp_path: Path) -> None:
    root = write(tmp_path, SHOP)
    modules = ["shop", "shop.a", "shop.b", "shop.bad", "shop.ends", "shop.leaves"]
    values = ["shop.preview.gold:Gold", "shop:Nothing", "shop.preview : __name__ [extra]"]
    tried = importing(root, ("shop.preview.gold",)).tried(modules, values)
    assert tried.trouble == ""
    found = {name: (one.path, one.line, one.why) for name, one in tried.failures.items()}
    gone = "ModuleNotFoundError: No module named 'shop.preview.gold'"
    assert found == {
        "shop.a": ("src/shop/b.py", 2, gone),
        "shop.b": ("src/shop/b.py", 2, gone),
        "shop.bad": ("src/shop/bad.py", 1, found["shop.bad"][2]),
        "shop.ends": ("", 0, "importing it ends the process (exit code 3)"),
        "shop.leaves": ("src/shop/leaves.py", 1, "SystemExit: no"),
        "shop.preview.gold:Gold": ("", 0, gone),
        "shop:Nothing": ("", 0, "AttributeError: module 'shop' has no attribute 'Nothing'"),
    }
    assert tried.failures["shop.a"].text == "from shop.preview.gold import Gold"
    assert tried.failures["shop.a"].missing == "shop.preview.gold"
    with_it = importing(root).tried(["shop.a"], ["shop.preview.gold:Gold"])
    assert with_it.failures == {}


def test_code_from_elsewhere_proves_nothing(tmp_path: Path) -> None:
    """As with a tree whose root was not understood."""
    root = write(tmp_path / "here", SHOP)
    write(tmp_path / "there", {"shop/__init__.py": ""})
    wrong = importing(root)._replace(roots=(str(tmp_path / "there"),))
    assert "there/shop/__init__.py and not from the copy" in wrong.tried(["shop"]).trouble


def test_an_interpreter_that_does_not_work_is_said(tmp_path: Path) -> None:
    root = write(tmp_path, SHOP)
    wrong = importing(root)._replace(python="/bin/false")
    assert wrong.tried(["shop"]).trouble.startswith("/bin/false ends the process (exit code 1)")


def test_one_cause_is_one_break() -> None:
    same = [Failure(name, "b.py", 2, "import gold", "no gold") for name in ("a", "b", "c")]
    other = Failure("d", "d.py", 1, "import gold", "no gold")
    first, second = by_cause([*same, other])
    assert (first.what, first.also) == ("a", ("b", "c"))
    assert (second.what, second.also) == ("d", ())
