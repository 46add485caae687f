"""What distributions say of themselves: the header of ``METADATA``, and ``entry_points.txt``."""

from __future__ import annotations


def header(data: bytes) -> dict[str, str]:
    """The fields before the description, by name in small letters."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        name, colon, value = line.partition(":")
        if not line.strip():
            break
        if colon and not line[0].isspace():
            found.setdefault(name.strip().lower(), value.strip())
    return found


def entry_points(data: bytes) -> dict[tuple[str, str], str]:
    """(group, name) of each entry point, and what it loads."""
    found: dict[tuple[str, str], str] = {}
    group = ""
    for raw in data.decode("utf-8", "replace").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
        elif line and line[0] not in "#;" and "=" in line:
            name, _, value = line.partition("=")
            found[group, name.strip()] = value.partition("[")[0].strip()
    return found


def normal(name: str) -> str:
    """The name of a distribution as all spellings of it have it in common."""
    parts = name.lower().replace("_", "-").replace(".", "-").split("-")
    return "-".join(part for part in parts if part)
