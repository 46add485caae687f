"""Who owns a feature."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, host_with, lines

PATH = "garden/preview/watering/preview.toml"
OWNERLESS = DECLARATION.replace('owners = ["gardeners"]\n', "")


@pytest.mark.parametrize(
    ("owners", "found"),
    [
        ("* @gardeners\n", 0),
        ("/garden/preview/ @gardeners\n", 0),
        ("/docs/ @writers\n", 1),
        ("* @gardeners\n/garden/preview/\n", 1),
        ("# nobody yet\n", 1),
    ],
)
def test_codeowners(owners: str, found: int, tmp_path: Path) -> None:
    host = host_with(tmp_path, {PATH: OWNERLESS, ".github/CODEOWNERS": owners})
    assert len(lines("missing_owner", host)) == found


def test_declared_owners_are_enough(tmp_path: Path) -> None:
    assert lines("missing_owner", host_with(tmp_path)) == []


def test_a_gap_that_init_left_is_no_owner(tmp_path: Path) -> None:
    declaration = DECLARATION.replace('["gardeners"]', "[]")
    assert lines("missing_owner", host_with(tmp_path, {PATH: declaration})) == [
        f"{PATH}:4 watering has no owner"
    ]
