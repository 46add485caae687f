"""Probing takes long, so it says how far it is."""

from __future__ import annotations

from pathlib import Path

from gardens import garden

from coldframe.check.run import check


def test_each_feature_is_announced(tmp_path: Path) -> None:
    root = garden(tmp_path / "host", **{"garden/preview/weeding.py": ""})
    said: list[str] = []
    check(str(root), rules=["leaks_at_import"], probe=True, progress=said.append)
    assert said == ["probing watering (1 of 2)", "probing weeding (2 of 2)"]
