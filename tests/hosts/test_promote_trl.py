"""trl's experimental trainers are promoted into ``trl.trainer``, a package that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_imports import broken_imports
from hosts import git
from neutron_trees import clone

from coldframe.resolve.apply import apply
from coldframe.resolve.promote import promote
from coldframe.resolve.undo import undo

pytestmark = pytest.mark.host

# Packages that only hand on their modules' names, and a module of one file.
FEATURES = ("gold", "cpo", "sdft", "merge_model_callback")


def test_one_after_the_other_and_back(trl: Path, tmp_path: Path) -> None:
    place = tmp_path / "trl"
    clone(trl, place)
    for name in FEATURES:
        plan = promote(name, str(place), to="trl.trainer", override="A test.")
        assert plan.refusals == ()
        assert plan.left == ()
        assert apply(plan).commits
        assert (place / f"trl/trainer/{plan.moves[-1].path.rpartition('/')[2]}").exists()
    assert broken_imports(place, "trl") == set()
    gold = (place / "trl/trainer/gold_config.py").read_text()
    assert "[`trainer.gold_trainer.GOLDTrainer`]" in gold
    assert "from .sft_config import SFTConfig" in gold
    trainer = (place / "trl/trainer/gold_trainer.py").read_text()
    assert "from ..experimental.utils import" in trainer  # what stays is still found
    for _ in FEATURES:
        undo(str(place))
    assert git(place, "rev-parse", "HEAD") == git(trl, "rev-parse", "HEAD")
    assert git(place, "status", "--porcelain", "--ignored") == ""


def test_what_stays_in_the_preview_tree_is_a_reason_to_refuse(trl: Path) -> None:
    refusals = promote("gold", str(trl), to="trl.trainer").refusals
    assert [one.criterion for one in refusals] == ["undeclared_feature", "needs", "evidence"]
    assert "trl.experimental.utils" in refusals[1].why
