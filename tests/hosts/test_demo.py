"""``make demo`` tells the whole story on the real trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import demo

pytestmark = pytest.mark.host


def test_the_whole_story(
    trl: Path,
    neutron: Path,
    fwaas: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(demo, "OUT", tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    assert demo.main() == 0
    printed, _ = capfd.readouterr()
    told = " ".join(printed.split())
    for words in (
        "trl at 1.16.0: 20 preview features",
        "bring neutron_fwaas/ -> neutron/preview/fwaas/ (112 files)",
        "files written and committed",
        "neutron at 29.0.0: 1 preview feature in neutron.preview",
        "missing_spec: neutron/preview/fwaas/preview.toml:3 fwaas names no spec",
        "move neutron/preview/fwaas/extensions/ -> neutron/extensions/ (2 files)",
        "Promoted although these criteria are not met: missing_spec, reliable, scalable,"
        " reversible, compatible.",
        "Nothing is written yet: `coldframe promote fwaas",
    ):
        assert words in told
