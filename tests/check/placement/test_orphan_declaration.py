"""Which files called preview.toml are declarations, and which of them are lost."""

from __future__ import annotations

from pathlib import Path

from findings import DECLARATION, findings, host_with, lines

RULE = "orphan_declaration"


def test_other_peoples_preview_toml_is_left_alone(tmp_path: Path) -> None:
    files = {
        "deploy/preview.toml": 'target = "staging"\nreplicas = 2\n',
        "docs/old.preview.toml": "",
        "mypreview.toml": DECLARATION,
    }
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_declaration_of_a_package_beside_it(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"garden/preview/watering.preview.toml": DECLARATION})
    (finding,) = findings(RULE, host)
    assert finding.message.startswith("watering is declared in garden/preview/watering/preview.t")
    assert finding.hint.startswith("git mv ")


def test_declaration_of_a_shared_module(tmp_path: Path) -> None:
    files = {"garden/preview/utils.py": "", "garden/preview/utils.preview.toml": DECLARATION}
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert "is shared by several features" in finding.message
    assert "features = " in finding.hint


def test_one_file_feature_that_is_gone(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"garden/preview/compost.preview.toml": DECLARATION})
    assert lines(RULE, host) == [
        "garden/preview/compost.preview.toml:0"
        " garden.preview.compost is declared, but there is no such module"
    ]


def test_declaration_that_stayed_behind_after_a_promotion(tmp_path: Path) -> None:
    files = {
        "garden/preview/watering/__init__.py": "from garden.watering import Schedule\n",
        "garden/watering.py": "class Schedule: ...\n",
    }
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert "watering has moved to garden.watering" in finding.message


def test_a_host_without_any_tree_still_learns_that_a_declaration_is_lost(tmp_path: Path) -> None:
    from hosts import commit_all, open_host, write

    write(tmp_path, {"garden/__init__.py": "", "garden/preview.toml": DECLARATION})
    commit_all(tmp_path)
    (line,) = lines(RULE, open_host(tmp_path))
    assert line.startswith("garden/preview.toml:0 this declaration is in no preview tree")


def test_a_name_that_cannot_be_imported(tmp_path: Path) -> None:
    files = {
        "garden/preview/3-beds/__init__.py": "",
        "garden/preview/3-beds/preview.toml": DECLARATION,
    }
    (finding,) = findings(RULE, host_with(tmp_path, files))
    assert finding.message.startswith("'3-beds' is declared, but is no feature")
