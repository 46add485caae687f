"""What is costly to make and kept between runs: made once, by one process while others wait."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def once(place: Path, recipe: str, build: Callable[[Path], None]) -> Path:
    """``place``, built anew only when the recipe has changed or nobody finished it.

    ``build`` finds no ``place`` and makes it.  Beside it stand ``<name>.made-from``, which is
    written last, so what was interrupted is no result, and ``<name>.lock``, which the system
    gives back however its holder ends.  What ``build`` raises is raised.
    """
    digest = hashlib.sha256(recipe.encode()).hexdigest()
    stamp = place.with_name(f"{place.name}.made-from")
    place.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{place}.lock"):
        if place.exists() and stamp.exists() and stamp.read_text() == digest:
            return place
        stamp.unlink(missing_ok=True)
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
        build(place)
        stamp.write_text(digest)
    return place
