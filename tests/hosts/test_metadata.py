"""The entry points of neutron-fwaas go into Neutron's metadata, and out again to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.resolve.metadata.entry_points import (
    entry_points,
    with_entry_points,
    without_entry_points,
)
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.source.worktree import WorkTree
from tools.sdists import pinned, unpack

pytestmark = pytest.mark.host


def test_seventeen_entry_points_in_thirteen_groups_and_back(neutron: Path, tmp_path: Path) -> None:
    sdist = pinned("neutron-fwaas")[-1]
    unpack(sdist, tmp_path / "fwaas")
    host = WorkTree(str(neutron))
    points = [
        point._replace(value=point.value.replace("neutron_fwaas", "neutron.preview.fwaas"))
        for point in entry_points(WorkTree(str(tmp_path / "fwaas")))
    ]
    groups = {point.group for point in points}
    assert (len(points), len(groups)) == (17, 13)
    assert len(groups - {point.group for point in entry_points(host)}) == 3
    (edit,) = with_entry_points(host, points)
    before, after = host.read(edit.path).splitlines(), (edit.after or b"").splitlines()
    rest = iter(after)
    assert all(line in rest for line in before)
    assert len(after) - len(before) == 17 + 3 * 2
    (back,) = without_entry_points(PlannedTree(host, [edit]), points)
    assert back.after == host.read(edit.path)
