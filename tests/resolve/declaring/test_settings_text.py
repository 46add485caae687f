"""Settings are added to every spelling of ``pyproject.toml``, and nothing else changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hosts import write

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings_file import load_settings
from coldframe.resolve.apply import apply
from coldframe.resolve.init import init

SPELLINGS = {
    "tables apart": "[tool.a]\nx=1\n\n[project]\nname='x'\n\n[tool.b]\ny=2 # c\n",
    "no line end": '[project]\nname="x"',
    "crlf": '[project]\r\nname="x"\r\n\r\n[tool.a]\r\nz = """\r\n[a]\r\n"""\r\n',
    "byte order mark": '\ufeff[project]\nname="x"\n',
    "dotted": "tool.a.x = 1\n[project]\nname='x'\n",
    "open table": "[tool]\n[tool.a]\nx=1\n",
    "empty": "",
    "arrays": "[[tool.uv.index]]\nname='x'\n\n[project]\nname='y'\n",
    "own section": "[tool.coldframe]\ncycles = 3 # hm\n\n[tool.coldframe.rules]\noverdue='off'\n\n"
    "[[tool.coldframe.exceptions]]\nrule='due_soon'\nplace='x'\n\n[tool.z]\nk=1\n",
    "own table": "[tool.coldframe.calendar]\ntags='semver'\n[tool.x]\n",
    "own section last": "[tool.coldframe]\ncycles=2",
}
BY_HAND = {
    "inline": "tool = {a = 1}\n",
    "own section inline": "[tool]\ncoldframe = {cycles=2}\n",
}


def host(root: Path, text: str) -> Path:
    files: dict[str, str | bytes] = {"pyproject.toml": text.encode()}
    return write(root, {**files, "shop/__init__.py": "", "shop/experimental/a.py": "x = 1\n"})


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_added_and_nothing_else_changed(tmp_path: Path, spelling: str) -> None:
    before = SPELLINGS[spelling]
    root = host(tmp_path, before)
    apply(init(str(root)))
    after = (root / "pyproject.toml").read_bytes().decode()
    rest = iter(after.split("\n"))
    assert all(line in rest for line in before.split("\n") if line.strip())
    if "\r" in before:
        assert after.count("\n") == after.count("\r\n")
    tomllib.loads(after.lstrip("\ufeff"))
    settings = load_settings(str(root))
    assert settings.preview_trees == ("shop.experimental",)
    assert settings.label == "experimental"
    assert "releases = []  # TODO(coldframe): the releases in order" in after
    assert "\n[tool.coldframe.specs]" in after
    for number, line in enumerate(lines := after.splitlines()):
        if line.startswith("[tool.coldframe") and number:
            assert not lines[number - 1].strip()
    assert init(str(root)).edits == ()


@pytest.mark.parametrize("spelling", BY_HAND)
def test_what_cannot_be_added_to_is_left_alone(tmp_path: Path, spelling: str) -> None:
    root = host(tmp_path, BY_HAND[spelling])
    with pytest.raises(Mistake, match=r"pyproject.toml: settings cannot be added"):
        init(str(root))
