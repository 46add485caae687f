"""Who has to name a spec."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, host_with, lines

PATH = "garden/preview/watering/preview.toml"


def test_named_spec_is_silent(tmp_path: Path) -> None:
    assert lines("missing_spec", host_with(tmp_path)) == []


@pytest.mark.parametrize("spec", ["", 'spec = ""\n'])
def test_empty_or_left_out(spec: str, tmp_path: Path) -> None:
    declaration = DECLARATION.replace('spec = "specs/watering.md"\n', spec)
    (line,) = lines("missing_spec", host_with(tmp_path, {PATH: declaration}))
    assert line == f"{PATH}:{2 if spec else 1} watering names no spec"


def test_undeclared_feature_is_left_alone(tmp_path: Path) -> None:
    assert lines("missing_spec", host_with(tmp_path, without=PATH)) == []
