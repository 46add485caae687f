"""Refuse a wheel that lacks what an installed Coldframe needs.

``python -m tools.wheel_check dist/coldframe-*.whl``
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from tools.sdists import ROOT


def missing(wheel: Path) -> list[str]:
    """Paths of ``src/coldframe`` that are files of the package and are not in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        present = set(archive.namelist())
    source = ROOT / "src"
    package = [path.relative_to(source) for path in (source / "coldframe").rglob("*")]
    wanted = {
        path.as_posix()
        for path in package
        if (source / path).is_file()
        and not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }
    return sorted(wanted - present)


def main() -> int:
    """Print what is missing; 1 if anything is."""
    (wheel,) = map(Path, sys.argv[1:])
    lost = missing(wheel)
    for path in lost:
        print(f"{wheel.name} lacks {path}")
    if lost:
        return 1
    print(f"{wheel.name} holds every file of src/coldframe, py.typed among them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
