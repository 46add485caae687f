"""Which version comes next by semantic versioning, if the base is a release."""

from __future__ import annotations

import os

from coldframe.declare.version import read_version


def step(bump: str, base: str) -> str:
    """``1.4.0 -> 2.0.0``; empty if ``base`` names no final release, or one named for a year.

    ``base`` is a tag, or a tag and a file in it.  Before 1.0.0 the second number says that
    something breaks, and the third all else (semver.org, 4, promises nothing there).
    """
    name = base.partition(":")[0]
    version = None if os.path.exists(base) else read_version(name)
    if version is None or not version.final or version.by_year or version.epoch:
        return ""
    if len(version.numbers) > 3 or version.post >= 0:
        return ""
    major, minor, patch = (version.part(at) for at in range(3))
    if not major:
        after = (0, minor + 1, 0) if bump == "major" else (0, minor, patch + 1)
    elif bump == "major":
        after = (major + 1, 0, 0)
    else:
        after = (major, minor + 1, 0) if bump == "minor" else (major, minor, patch + 1)
    return f"{name.strip().lstrip('vV')} -> {'.'.join(map(str, after))}"
