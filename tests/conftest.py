"""Who commits in tests: somebody known, whatever the machine says."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def committer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands commit as Ada; a test that wants nobody deletes the variables again."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
