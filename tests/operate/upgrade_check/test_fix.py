"""Corrected copies: only what has to change does, nothing is overwritten, nothing is left half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hosts import write
from hypothesis import given, settings
from hypothesis import strategies as st
from upgrades import installed, wheel

from coldframe.declare.mistake import Mistake
from coldframe.operate.upgrade_check.editing import carried_out
from coldframe.operate.upgrade_check.fixing import corrected, fix
from coldframe.operate.upgrade_check.reading.files import parsed
from coldframe.operate.upgrade_check.remark import Cut
from coldframe.operate.upgrade_check.setting import Unreadable
from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck, upgrade_check

CASES = {
    "a.conf": (
        "\ufeff# é: ours\r\n[shop]\r\nplugins =\r\n  till,\r\n  drones,\r\n  fax\r\nlog = é\r\n"
        "backend : 'shop.preview.loyalty.plugin.Plugin' \r\naisles = 3\r\n"
        "[preview_loyalty]\r\nlevel = 4\r\n[loyalty]\r\n; here\r\n",
        "\ufeff# é: ours\r\n[shop]\r\nplugins =\r\n  till\r\nlog = é\r\n"
        "backend : 'shop.loyalty.plugin.Plugin' \r\n# aisles = 3\r\n"
        "[preview_loyalty]\r\n[loyalty]\r\nlevel = 4\r\n; here\r\n",
    ),
    "b.conf": (
        "[preview_loyalty]\nlevel = 4",
        "[preview_loyalty]\n\n[loyalty]\nlevel = 4\n",
    ),
    "multi.conf": (
        "[shop]\nplugins = till\nplugins = drones\nplugins = preview_loyalty\naisles = 1,\n  2\n",
        "[shop]\nplugins = till\n# plugins = drones\nplugins = loyalty\n# aisles = 1,\n#   2\n",
    ),
    ".env": (
        'export SHOP_PREVIEW="coupons, drones"  # these\nSHOP_PLUGINS=["till","drones"]\nX=\'a\nb\'\n'
        "PREVIEW_LOYALTY__LEVEL=4\nDRONES__HEIGHT=3\n",
        'export SHOP_PREVIEW="coupons"  # these\nSHOP_PLUGINS=["till"]\nX=\'a\nb\'\n'
        "LOYALTY__LEVEL=4\n# DRONES__HEIGHT=3\n",
    ),
    "settings.py": (
        "from shop.preview.loyalty import plugin  # é\n\nINSTALLED_APPS = [\n    'a',  # é\n"
        "    'shop.preview.loyalty',  # ours\n    \"shop.preview.drones\",  # theirs\n]\n"
        "if True:\n    INSTALLED_APPS += ('shop.preview.drones',)\nPLUGINS = ['till', r'drones']\n"
        "MIDDLEWARE = {'X': [\"shop.preview.loyalty.plugin.Plugin\"]}\n",
        "from shop.loyalty import plugin  # é\n\nINSTALLED_APPS = [\n    'a',  # é\n"
        "    'shop.loyalty',  # ours\n]\n"
        "if True:\n    INSTALLED_APPS += ()\nPLUGINS = ['till']\n"
        "MIDDLEWARE = {'X': [\"shop.loyalty.plugin.Plugin\"]}\n",
    ),
    "a.yaml": (
        "é: ü # é\nshop:\n  plugins:\n    - till\n    - drones # go\n  backend: shop.preview.loyalty.plugin:Plugin\n"
        "  more: &x {plugins: [drones, till]}\n  again: *x\npreview: [drones]\ndrones:\n  height: 3\n",
        "é: ü # é\nshop:\n  plugins:\n    - till\n  backend: shop.loyalty.plugin:Plugin\n"
        "  more: &x {plugins: [till]}\n  again: *x\npreview: []\ndrones:\n#   height: 3\n",
    ),
    "a.toml": (
        "# é\n[shop]\nplugins = [\n  'till', # é\n  'drones',\n]\nbackend = \"shop.preview.loyalty.plugin:Plugin\"\n"
        "[drones]\nheight = 3\n",
        "# é\n[shop]\nplugins = [\n  'till', # é\n]\nbackend = \"shop.loyalty.plugin:Plugin\"\n"
        "[drones]\n# height = 3\n",
    ),
}  # fmt: skip


def checked(tmp_path: Path, files: dict[str, str]) -> UpgradeCheck:
    """What is said of the files."""
    write(tmp_path / "etc", dict(files))
    paths = [str(tmp_path / "etc" / name) for name in files]
    to, site = str(wheel(tmp_path)), str(installed(tmp_path / "site"))
    return upgrade_check(to, paths, site_packages=[site])


@pytest.mark.parametrize("name", CASES)
def test_every_other_byte_stays_and_nothing_is_left_to_do(name: str, tmp_path: Path) -> None:
    before, after = CASES[name]
    found = checked(tmp_path, {name: before})
    (data,) = corrected(found).values()
    assert data.decode() == after
    again = checked(tmp_path, {name: after})
    assert again.remarks == ()


def test_copies_are_laid_out_as_the_files_are_with_their_permissions(tmp_path: Path) -> None:
    text = "[shop]\nplugins = fax\n"
    found = checked(tmp_path, {"shop.conf": text, "more/x.conf": text, "same.conf": ""})
    os.chmod(tmp_path / "etc/shop.conf", 0o640)
    copies = fix(found, str(tmp_path / "new"))
    written = {p.relative_to(tmp_path / "new").as_posix() for p in (tmp_path / "new").rglob("*.*")}
    assert written == {"shop.conf", "more/x.conf"}
    assert set(copies.values()) == {str(tmp_path / "new" / name) for name in written}
    assert (tmp_path / "new/shop.conf").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "etc/shop.conf").read_text() == text


def test_nothing_is_overwritten_and_nothing_is_left(tmp_path: Path) -> None:
    text = "[shop]\nplugins = fax\n"
    found = checked(tmp_path, {"a.conf": text, "b.conf": text})
    write(tmp_path / "new", {"b.conf": "mine"})
    with pytest.raises(Mistake, match="nothing is overwritten"):
        fix(found, str(tmp_path / "new"))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["b.conf"]
    write(tmp_path, {"file": ""})
    with pytest.raises(Mistake, match="cannot be written"):
        fix(found, str(tmp_path / "file"))


PIECES = st.lists(
    st.sampled_from(
        ["drones", "shop.preview.loyalty", "preview_loyalty", "fax", "plugins", "[shop]", "=", ":",
         ",", "'", '"', "#", " ", "\n", "\n  ", "\t", "- ", "[", "]", "{", "}", "é", "\\", "\x85", "aisles", "("]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["ini", "dotenv", "django", "yaml", "toml"]))
def test_places_are_those_of_the_file(text: str, form: str) -> None:
    data = text.encode()
    try:
        file = parsed("x", form, data)
    except Unreadable:
        return
    for one in file.settings:
        assert 0 <= one.start <= one.end <= len(data)
        assert data[: one.start].count(b"\n") + 1 == one.line or form in ("django", "yaml", "toml")
        for piece in one.pieces:
            assert data[piece.start : piece.start + len(piece.text)] == piece.text.encode("latin-1")


def test_deletions_that_overlap_join() -> None:
    cuts = [Cut(1, 3, ""), Cut(2, 5, ""), Cut(2, 5, ""), Cut(6, 7, "x")]
    assert carried_out(b"0123456789", cuts) == b"05x789"
