"""The next version is a number where the base is a release."""

from __future__ import annotations

import pytest

from coldframe.compat.next_version import step


@pytest.mark.parametrize(
    ("bump", "base", "told"),
    [
        ("major", "v1.4.0", "1.4.0 -> 2.0.0"),
        ("minor", "1.4", "1.4 -> 1.5.0"),
        ("patch", "1.4.2:openapi.yaml", "1.4.2 -> 1.4.3"),
        ("major", "0.4.0", "0.4.0 -> 0.5.0"),
        ("minor", "0.4.0", "0.4.0 -> 0.4.1"),
        ("major", "2026.1", ""),
        ("major", "1.4.0rc1", ""),
        ("major", "1.2.3.4", ""),
        ("major", "main", ""),
        ("major", "old.yaml", ""),
    ],
)
def test_the_step(bump: str, base: str, told: str) -> None:
    assert step(bump, base) == told
