"""The site's database is asked what it will lose, with the release as a tree and as a wheel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import coldframe
from gardens import migrated_garden
from sites import site
from upgrades import wheel

INTEGER = 'sa.Column("id", sa.Integer, primary_key=True)'
REVISIONS = {
    "001": f'op.create_table("water_a", {INTEGER})',
    "002": 'op.drop_table("water_a")',
}


@pytest.mark.parametrize("form", ["tree", "wheel"])
def test_what_is_lost_is_said(form: str, tmp_path: Path) -> None:
    host = migrated_garden(tmp_path / "host", REVISIONS, VERSION="2.0.0\n")
    to = str(host)
    if form == "wheel":
        files = {p.relative_to(host).as_posix(): p.read_text() for p in host.glob("garden/**/*.*")}
        to = str(wheel(tmp_path, files, "", "garden", "2.0.0"))
    rows = ["INSERT INTO water_a (id) VALUES (1), (2)"]
    with site("sqlite", tmp_path, host, "001", rows) as url:
        words = ["--to", to, "--database-from", "env:SITE", "--site-packages", str(tmp_path)]
        done = coldframe(tmp_path, "upgrade-check", *words, "--json", SITE=url)
    assert done.returncode == 0, done.stderr
    losses = json.loads(done.stdout)["losses"]
    (loss,) = losses["losses"]
    assert (loss["table"], loss["feature"]) == ("water_a", "watering")
