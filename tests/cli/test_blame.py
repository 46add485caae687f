"""``coldframe blame`` as a command."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from coldframe.cli import main

LOG = """2026-11-25 10:00:00.000 7 ERROR shop.api [-] <b>it | failed`
Traceback (most recent call last):
  File "/srv/shop/shop/api.py", line 3, in show
    price()
  File "/srv/prices/prices/book.py", line 9, in price
    raise ValueError("<none> | `17`")
ValueError: <none> | `17`
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "shop.log").write_text(LOG * 2)
    monkeypatch.chdir(tmp_path)
    return "shop.log"


def test_text_says_whose_and_why(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blame", log]) == 0
    out = capsys.readouterr().out
    assert "2 failures with 1 signature" in out
    assert "culprit     prices" in out
    assert "victims     shop (2)" in out
    assert "shop.log:2 and 1 more place" in out


def test_every_format_is_well_formed(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["blame", log, "--json", "--format", "junit=j.xml", "--format", "comment=c.md"]) == 0
    )
    (signature,) = json.loads(capsys.readouterr().out)["signatures"]
    assert (signature["culprit"]["name"], signature["count"]) == ("prices", 2)
    tree = ET.parse("j.xml")
    properties = {p.get("name"): p.get("value") for p in tree.iter("property")}
    assert properties["coldframe.culprit"] == "prices"
    row = next(line for line in Path("c.md").read_text().splitlines() if "prices" in line)
    assert row.count("|") == 5 and row.count("`") == 6


def test_exit_codes_and_mistakes(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("quiet.log").write_text("2026-11-25 10:00:00 INFO shop: on\n")
    assert main(["blame", log, "--strict"]) == 1
    assert main(["blame", "quiet.log", "--strict"]) == 0
    assert "No tracebacks" in capsys.readouterr().out
    assert main(["blame", "none.log"]) == 2
    assert main(["blame", log, "--format", "yaml"]) == 2
    assert main(["blame", log, "--top", "0"]) == 2
    error = capsys.readouterr().err
    assert "there is no none.log" in error and "'yaml'" in error and "--top 0" in error


def test_one_owner_alone(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blame", log, "--feature", "nobody-of-that-name"]) == 0
    assert "No tracebacks" in capsys.readouterr().out
