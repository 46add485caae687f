"""A shop from which a feature was extracted that has a list of migrations of its own."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from hosts import EXAMPLES, commit_all

from coldframe.cli import main

EXAMPLE = EXAMPLES / "extract_migrations"
HOST, OWN = "shop/migrations", "shop_loyalty/migrations"


def extracted_shop(root: Path, metadata: str = "") -> Path:
    """``root`` with the host ``before`` and after (``host``), and the ``project``.

    ``metadata`` is what ``pyproject.toml`` of the host says besides.
    """
    shutil.copytree(EXAMPLE / "host", root / "host")
    with open(root / "host/pyproject.toml", "a") as file:
        file.write(metadata)
    commit_all(root / "host", tag="v4.2.0")
    shutil.copytree(root / "host", root / "before")
    words = shlex.split((EXAMPLE / "extract.txt").read_text())[1:]
    words[words.index("--to") + 1] = str(root / "project")
    assert main([*words, "--path", str(root / "host"), "--no-history", "--apply"]) == 0
    return root
