"""What settings of Django take in and nobody has read is said, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write
from upgrades import installed, wheel

from coldframe.operate.upgrade_check.upgrade_check import upgrade_check

UNKNOWN = "takes in what only running this tells"


def notes(folder: Path, files: dict[str, str], *named: str) -> list[str]:
    write(folder / "site", files)
    found = upgrade_check(
        str(wheel(folder)),
        [str(folder / "site" / name) for name in named],
        site_packages=[str(installed(folder / "present"))],
    )
    return [note.removeprefix(f"{folder}/site/") for note in found.notes]


@pytest.mark.parametrize(
    "line",
    [
        "INSTALLED_APPS = ['a'] + APPS + list(MORE)",
        "INSTALLED_APPS = [*APPS, *(MORE if DEBUG else ())]",
        "INSTALLED_APPS += ('a',)",
        "INSTALLED_APPS.append('a')",
        "INSTALLED_APPS = sorted(APPS)[1:]",
        "if DEBUG: INSTALLED_APPS.extend(MORE)",
        "OTHERS = env('X')",
    ],
)
def test_what_is_written_out_needs_no_note(tmp_path: Path, line: str) -> None:
    text = f"DEBUG = env('DEBUG')\nAPPS = ['a']\nMORE = ('b',)\nINSTALLED_APPS = []\n{line}\n"
    assert notes(tmp_path, {"settings.py": text}, "settings.py") == []


@pytest.mark.parametrize(
    "line",
    [
        "INSTALLED_APPS = ['a'] + hunter2",
        "INSTALLED_APPS = os.environ['hunter2'].split(',')",
        "INSTALLED_APPS += env.list('hunter2')",
        "INSTALLED_APPS.append(hunter2)",
        "INSTALLED_APPS = [f'{hunter2}.apps']",
        "INSTALLED_APPS = [x for x in 'hunter2']",
        "if True:\n  MIDDLEWARE = load('hunter2')",
    ],
)
def test_what_only_running_tells_is_said(tmp_path: Path, line: str) -> None:
    (note,) = notes(tmp_path, {"settings.py": f"A = 1\n{line}\n"}, "settings.py")
    at = 3 if "\n" in line else 2
    assert note.startswith(f"settings.py:{at}: ") and UNKNOWN in note and "hunter2" not in note


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("from .base import *", ".base"),
        ("from conf.base import *", "conf.base"),
        ("include('base.py')", "base.py"),
    ],
)
def test_settings_that_are_taken_in_have_to_be_named(tmp_path: Path, line: str, said: str) -> None:
    files = {
        "conf/__init__.py": "",
        "conf/base.py": "INSTALLED_APPS = ['a']\n",
        "conf/live.py": f"{line}\nINSTALLED_APPS += ['b']\n",
    }
    assert notes(tmp_path, files, "conf/live.py") == [
        f"conf/live.py:1: settings of {said} are taken in. Name that file, too."
    ]
    assert notes(tmp_path, files, "conf/live.py", "conf/base.py") == []


def test_a_module_of_a_library_is_no_settings_of_the_site(tmp_path: Path) -> None:
    files = {"settings.py": "from django.conf.global_settings import *\nfrom .gone import *\n"}
    assert notes(tmp_path, files, "settings.py") == [
        "settings.py:2: settings of .gone are taken in, and were not found."
    ]


def test_a_name_that_no_file_can_have_is_not_found(tmp_path: Path) -> None:
    (note,) = notes(tmp_path, {"settings.py": "include('a\\0/*.py')\n"}, "settings.py")
    assert note.endswith("are taken in, and were not found.")
