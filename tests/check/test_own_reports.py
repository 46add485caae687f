"""What Coldframe writes into the host is not taken for the host's configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import garden, places
from hosts import write

from coldframe.check.run import check
from coldframe.cli import main

QUOTED = {"garden/walls.py": 'PLUG = "garden.preview.watering.Schedule"\n'}


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--format", "json={}/found.json"],
        ["check", "--format", "junit={}/found.xml"],
        ["check", "--format", "sarif={}/found.sarif"],
        ["check", "--format", "sarif={}/found.sarif.json"],
        ["check", "--baseline", "{}/known.json", "--update-baseline"],
        ["status", "--json", "--output", "{}/status.json"],
        ["status", "--format", "html", "--output", "{}/status.html"],
    ],
)
def test_a_report_in_the_tree_is_no_configuration(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = garden(tmp_path / "host", **QUOTED)
    before = places(check(str(root)))
    assert "stable_names_preview garden/walls.py:1" in before
    main([word.format(root) for word in words] + [str(root)])
    assert places(check(str(root))) == before


def test_a_plan_in_the_tree_is_no_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = garden(tmp_path / "host", **QUOTED)
    before = places(check(str(root)))
    capsys.readouterr()
    assert main(["init", "--json", str(root)]) == 0
    write(root, {"plan.json": capsys.readouterr().out})
    assert places(check(str(root))) == before


def test_any_other_json_is_configuration(tmp_path: Path) -> None:
    root = garden(tmp_path / "host", **QUOTED)
    write(root, {"plugs.json": '{"coldframe": "garden.preview.watering.Schedule"}\n'})
    assert "stable_names_preview plugs.json:1" in places(check(str(root)))
