"""What the releases of trl changed for those who import it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.compat.diff import diff

pytestmark = pytest.mark.host


def test_what_breaks_in_the_stable_part_is_what_is_gone(trl: Path) -> None:
    found = diff("v1.14.2", "v1.15.0", start=str(trl))
    assert {(change.rule, change.subject) for change in found.of("error")} == {
        ("parameter_type_narrowed", "trl.SFTConfig()"),
        ("name_removed", "trl.prepare_multimodal_messages_vllm"),
        ("name_removed", "trl.trainer.patch_chunked_lm_head"),
    }
    previews = [c for c in found.changes if c.subject.startswith("trl.experimental")]
    assert previews and {change.severity for change in previews} == {"info"}
    assert found.bump == "major"
