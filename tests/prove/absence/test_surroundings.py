"""The host's code sees its own metadata, and what is gone is gone for every Python it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts import write

from coldframe.check.packaging.entry_points import EntryPoint
from coldframe.prove.absence.surroundings import ask, environment, write_metadata

LOOK = """
import subprocess, sys
code = "import shop, sys; print(getattr(sys, 'own', '')); import shop.preview.gold"
done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
print(done.stdout, done.stderr)
"""


@pytest.mark.parametrize("gone", [("shop.preview.gold",), ()])
def test_what_is_gone_is_nowhere_and_the_own_start_up_still_runs(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    files = ("shop/__init__.py", "shop/preview/__init__.py", "shop/preview/gold.py")
    root = write(tmp_path / "a", dict.fromkeys(files, ""))
    own = write(tmp_path / "b", {"sitecustomize.py": "import sys\nsys.own = 'ours'\n"})
    variables = environment(sys.executable, [str(root), str(own)], gone, {})
    words = [sys.executable, "-c", LOOK]
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ours\n")
    assert ("No module named 'shop.preview.gold'" in done.stdout) is bool(gone)


def test_the_metadata_are_those_of_the_tree(tmp_path: Path) -> None:
    points = [
        EntryPoint("shop.plugins", "a", "shop.a:A", "pyproject.toml", 1),
        EntryPoint("console_scripts", "shop", "shop:main", "pyproject.toml", 2),
    ]
    write_metadata(str(tmp_path), "my-shop", "", points)
    code = (
        "from importlib.metadata import entry_points, version;"
        "print(version('my-shop'), [p.value for p in entry_points(group='shop.plugins')])"
    )
    variables = environment(sys.executable, [str(tmp_path)], (), {})
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=variables, capture_output=True, text=True, check=True)
    assert done.stdout == "0 ['shop.a:A']\n"


def test_the_interpreter_is_asked() -> None:
    told = ask(sys.executable, "packaging", ["pytest", "nothing_of_that_name"])
    assert (told.has, told.trouble) == (("pytest",), "")
    assert "\nName: packaging\n" in told.metadata
    assert ask("/bin/false", "", []).trouble == "/bin/false does not work"
