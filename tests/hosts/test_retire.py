"""Every experimental feature of trl can be retired, and comes back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_imports import broken_imports
from hosts import git, open_host
from neutron_trees import clone

from coldframe.resolve.apply import apply
from coldframe.resolve.retire import retire
from coldframe.resolve.undo import undo

pytestmark = [pytest.mark.host, pytest.mark.timeout(900)]


def broken(root: Path) -> set[tuple[str, str]]:
    """The path and text of every import that finds nothing."""
    found = set()
    for place in broken_imports(root, "trl"):
        path, line = place.split(" ")[0].rsplit(":", 1)
        text = (root / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        found.add((path, " ".join(text.split())))
    return found


def test_every_feature_of_trl_can_end(trl: Path, tmp_path: Path) -> None:
    root = tmp_path / "trl"
    clone(trl, root)
    before = broken(root)
    living = [feature for feature in open_host(root).features if not feature.forwards_to]
    assert len(living) >= 17
    for feature in living:
        plan = retire(feature.name, str(root), reason="To see whether it can be done.")
        apply(plan)
        assert broken(root) - before <= {(one.path, one.text) for one in plan.left}
        undo(str(root))
        assert git(root, "status", "--porcelain") == "", feature.name
