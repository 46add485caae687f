"""Programs that bring their modules along: one file of `zipapp`, a folder of PyInstaller."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest

import coldframe

MAIN = """\
import importlib
import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s")

from coldframe.runtime import Previews, RefusedImport
from coldframe.runtime.labels.page import answer

previews = Previews("TREE")
previews.guard()


def load(name):
    try:
        print("loaded", importlib.import_module(name).__name__)
    except RefusedImport as refused:
        print(str(refused).splitlines()[0])


print("declared", *(state.title for state in previews.inventory()))
load("PACKAGE.till")
if previews.enabled("loyalty"):
    with previews.plug_point("loyalty"):
        load("PACKAGE.till")
badge = answer(previews, "/preview-features", "/preview-features/badge.js", "GET")
print("badge", badge.status if badge.body.startswith(b"// <preview-badge") else badge)
"""


@pytest.fixture
def program(host) -> Path:
    """The program that is frozen."""
    host.write("preview/loyalty/rules.py", "RATE = 10\n")
    host.write("till.py", f"import {host.tree}.loyalty.rules\n")
    main = host.root / "main.py"
    main.write_text(MAIN.replace("TREE", host.tree).replace("PACKAGE", host.package))
    return main


def said(command: list[str], host, on: str = "") -> list[str]:
    """What the program prints, elsewhere and without anything that Python might find."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("COLDFRAME_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=host.root.parent,
        env={**keep, host.previews().variable: on},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def until_loaded(host, command: list[str], till: str) -> None:
    """The program finds its features, refuses what is off, and loads what is on."""
    declared, refused, badge = said(command, host)
    assert declared == "declared Drones Loyalty points"
    assert refused == (
        f"{till}:1: {host.package}.till imports {host.tree}.loyalty.rules:"
        f" 'loyalty' is a preview feature of {host.tree}, and it is off"
    )
    assert badge == "badge 200 OK"
    _, refused, loaded, _ = said(command, host, on="loyalty")
    assert f"stable code of {host.package} may not import" in refused
    assert loaded == f"loaded {host.package}.till"


def test_one_file_of_zipapp(host, program: Path) -> None:
    inside = host.root / "inside"
    shutil.copytree(Path(coldframe.__file__).parent, inside / "coldframe")
    shutil.copytree(host.root / host.package, inside / host.package)
    shutil.copy(program, inside / "__main__.py")
    archive = host.root / "shop.pyz"
    zipapp.create_archive(inside, archive, compressed=True)
    until_loaded(
        host, [sys.executable, "-S", "-I", str(archive)], f"{archive}/{host.package}/till.py"
    )


def frozen(host, program: Path) -> Path:
    """The folder that PyInstaller makes of the program."""
    options = ["--collect-submodules", host.package, "--collect-data", host.package]
    done = subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--name", "shop",
            *options, "--collect-data", "coldframe.runtime", str(program),
        ],
        cwd=program.parent,
        env={**os.environ, "PYINSTALLER_CONFIG_DIR": str(program.parent / "config")},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if "Python library not found" in done.stderr and not os.environ.get(
        "COLDFRAME_REQUIRE_SERVERS"
    ):
        pytest.skip("PyInstaller needs a Python with a shared library, or binutils")
    assert done.returncode == 0, done.stderr
    return program.parent / "dist/shop"


@pytest.mark.slow
def test_a_folder_of_pyinstaller(host, program: Path) -> None:
    folder = frozen(host, program)
    shutil.rmtree(host.root / host.package)
    until_loaded(host, [str(folder / "shop")], f"{host.package}/till.py")
    for data in (host.package, "coldframe"):
        shutil.rmtree(folder / "_internal" / data)
    error, declared, refused, badge = said([str(folder / "shop")], host, on="loyalty")
    assert error == (
        f"ERROR preview features of {host.tree} that are not declared properly stay off:"
        f" the declarations of {host.tree} are no part of this program: PyInstaller takes them"
        f" along with --collect-data {host.package}"
    )
    assert declared == "declared"
    assert refused.endswith("and it is off")
    assert "404 Not Found" in badge and "--collect-data coldframe.runtime" in badge
