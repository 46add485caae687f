"""When a feature counts as documented."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, host_with, lines

RULE = "missing_docs"
TITLED = DECLARATION.replace('title = "watering"', 'title = "Wet roots"')


@pytest.mark.parametrize(
    "files",
    [
        {"docs/watering.rst": ""},
        {"docs/how/watering/start.md": ""},
        {"docs/index.rst": ".. automodule:: garden.preview.watering\n"},
        {"README.md": "Preview: *Watering* by schedule.\n"},
        {
            "docs/x.md": "All about Wet roots.\n",
            "garden/preview/watering/preview.toml": TITLED,
        },
        {
            "guide/x.adoc": "",
            "garden/preview/watering/preview.toml": DECLARATION + '[claims]\ndocs = ["guide/**"]\n',
        },
    ],
)
def test_documented(files: dict[str, str], tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, files)) == []


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"docs/index.rst": "Beds, paths, and wateringcans.\n"},
        {"docs/_static/watering.png": ""},
    ],
)
def test_undocumented(files: dict[str, str], tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, files)) == [
        "garden/preview/watering/preview.toml:1 no page of the docs names watering"
    ]


def test_each_claimed_page_that_does_not_exist(tmp_path: Path) -> None:
    claims = (
        DECLARATION + '[claims]\ndocs = [\n  "docs/a.md",\n  "docs/b*.md",\n  "README.md",\n]\n'
    )
    files = {"garden/preview/watering/preview.toml": claims, "README.md": ""}
    assert lines(RULE, host_with(tmp_path, files)) == [
        "garden/preview/watering/preview.toml:8 watering claims the docs page 'docs/a.md',"
        " and there is none",
        "garden/preview/watering/preview.toml:9 watering claims the docs page 'docs/b*.md',"
        " and there is none",
    ]


def test_many_pages(tmp_path: Path) -> None:
    pages = {f"docs/p{n}.md": "Beds.\n" for n in range(250)}
    assert len(lines(RULE, host_with(tmp_path, pages))) == 1
    assert lines(RULE, host_with(tmp_path, {"docs/p7.md": "All of Watering.\n"})) == []
