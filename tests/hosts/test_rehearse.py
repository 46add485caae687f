"""Both endings of every experimental feature of trl, rehearsed in seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hosts import git, open_host

from coldframe.resolve.rehearse import rehearse
from coldframe.resolve.retire import removal

pytestmark = [pytest.mark.host, pytest.mark.timeout(300)]


def test_every_feature_of_trl_is_rehearsed(trl: Path) -> None:
    status = git(trl, "status", "--porcelain")
    before = time.process_time()
    rehearsal = rehearse(str(trl))
    assert time.process_time() - before < 15  # measured: 4.3
    host = open_host(trl)
    living = [feature for feature in host.features if not feature.forwards_to]
    assert [one.module for one in rehearsal.features] == [feature.module for feature in living]
    assert len(living) >= 17
    for feature, one in zip(living, rehearsal.features, strict=True):
        said = {(place.path, place.line) for place in (*one.retire.left, *one.retire.broken)}
        assert {(place.path, place.line) for place in removal(host, feature).left} <= said
        assert (one.inferred, one.target) == (True, f"trl.{feature.name}")
    # No experimental feature is used by another one or by stable code any more.
    assert rehearsal.possible
    assert git(trl, "status", "--porcelain") == status
