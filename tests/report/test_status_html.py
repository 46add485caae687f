"""The status page in a real browser: nothing runs out of the window, nothing is cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chromium import outside
from hosts import commit_all, write

from coldframe.check.status import status
from coldframe.report.status_html import render


def page(root: Path) -> str:
    """Features of every stage, one of them with a very long name and owner."""
    long = "a_feature_with_a_name_that_is_longer_than_anybody_would_ever_want_to_read"
    write(
        root,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/pruning.py": "CUT = 1\n",
            f"garden/preview/{long}.py": "",
            f"garden/preview/{long}.preview.toml": f'owners = ["{"team" * 30}"]\n',
            "garden/main.py": f"import garden.preview.{long}  # {'x' * 300}\n",
        },
    )
    for minor in range(12):
        if minor == 3:
            (root / "garden/preview/pruning.py").unlink()
        if minor in (5, 9, 11):
            write(root, {f"garden/preview/late_{minor}.py": ""})
        day = f"2024-{minor + 1:02}-01"
        commit_all(root, str(minor), day, f"1.{minor}.0")
    write(root, {"garden/preview/unreleased.py": ""})
    return render(status(str(root)))


@pytest.mark.parametrize("width", [420, 1280])
def test_nothing_runs_out_of_the_window(tmp_path: Path, width: int) -> None:
    (tmp_path / "host").mkdir()
    said = outside(page(tmp_path / "host"), width, tmp_path)
    assert re.fullmatch(r"(\d+) of \1; out: ; sorted by: 11", said)


def test_every_feature_has_a_bar_and_a_story(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert text.count("<details") == 5 and text.count('<g class="') == 6
    for kind in ("overdue", "due", "unreleased", "departed"):
        assert f'<g class="{kind}">' in text
    assert "left with 1.3.0" in text


def test_no_releases_no_picture(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"garden/__init__.py": "", "garden/preview/__init__.py": "", "garden/preview/a.py": ""},
    )
    text = render(status(str(tmp_path)))
    assert "<svg" not in text and "No release is known" in text


def test_a_version_without_releases_gives_no_picture(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "VERSION": "1.4.0",
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/a.py": "",
        },
    )
    text = render(status(str(tmp_path)))
    assert "<svg" not in text and "garden at 1.4.0" in text
