"""The store is where the nearest word says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hosts import git

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import Settings
from coldframe.prove.evidence.fact import PASSED, Fact
from coldframe.prove.evidence.whereabouts import USUAL, VARIABLE, open_store

NONE = Settings()
FACT = Fact("shop.preview.cart", "tests", "test_it", PASSED)


def test_what_is_said_goes_before_settings_variable_and_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, here = str(tmp_path), str(tmp_path / "here")
    os.mkdir(here)
    monkeypatch.chdir(here)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert open_store(root, NONE).shown == str(tmp_path / USUAL)
    monkeypatch.setenv(VARIABLE, "a.sqlite")
    assert open_store(root, NONE).shown == os.path.join(here, "a.sqlite")
    for said, place in [
        ("b.sqlite", f"{root}/b.sqlite"),
        ("sqlite:///c/b.sqlite", f"{root}/c/b.sqlite"),
        ("sqlite:////c/b.sqlite", "/c/b.sqlite"),
        ("postgresql://ada:secret@db/evidence", "postgresql+psycopg://ada:***@db/evidence"),
    ]:
        assert open_store(root, Settings(evidence=said)).shown == place
    settings = Settings(evidence="b.sqlite")
    assert open_store(root, settings, "d e.sqlite").shown == f"{here}/d e.sqlite"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://ada:secret@db/evidence", "SQLite or PostgreSQL, not in mysql"),
        ("sqlite://", "a store in memory keeps nothing"),
        ("postgresql://ada:secret@db:port/x", "no URL"),
        ("oracle+no://ada:secret@db/x", "SQLite or PostgreSQL, not in oracle"),
    ],
)
def test_an_address_that_is_none_is_said_without_its_password(address: str, words: str) -> None:
    with pytest.raises(Mistake, match=words) as refused:
        open_store("/", Settings("pyproject.toml", evidence=address, lines={"evidence": 3})).append(
            [FACT]
        )
    assert "secret" not in str(refused.value)


def test_the_usual_place_is_hidden_from_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    git(tmp_path, "init", "-q")
    store = open_store(str(tmp_path), NONE)
    assert not store.exists
    assert list(tmp_path.glob(".coldframe")) == []  # asking makes nothing
    store.append([FACT])
    assert store.exists
    assert git(tmp_path, "status", "--porcelain", "-uall") == ""
