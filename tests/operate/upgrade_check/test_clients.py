"""What an upgrade breaks for the API clients of a site, by the documents they were made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coldframe.cli.main import main


def document(kind: str, *more: str) -> dict[str, Any]:
    answer = {"content": {"application/json": {"schema": {
        "type": "object", "required": ["price"], "properties": {"price": {"type": kind}}}}}}  # fmt: skip
    operation = {"responses": {"200": answer}}
    paths = {path: {"get": operation} for path in ("/beds", *more)}
    return {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"}, "paths": paths}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one client, and a release whose document is among its files."""
    release = tmp_path / "shop-3.0.0"
    (release / "shop").mkdir(parents=True)
    (release / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "3.0.0"\n')
    (release / "shop/__init__.py").write_text("")
    (release / "shop/openapi.json").write_text(json.dumps(document("number", "/new")))
    (tmp_path / "tills.json").write_text(json.dumps(document("string")))
    (tmp_path / "shop.conf").write_text("[shop]\nname = garden\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WORDS = ["upgrade-check", "--to", "shop-3.0.0", "shop.conf", "--client-spec", "tills.json"]


def test_what_a_client_uses_and_breaks_is_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(WORDS) == 1
    out = capsys.readouterr().out
    assert "1 break for API clients" in out
    assert "What breaks for API clients" in out
    assert "tills.json #/paths/~1beds/get/responses/200/content/application~1json/schema" in out
    assert "GET /beds: 200.price: was string, and is" in out
    assert "/new" not in out  # the client does not use it
    assert main([*WORDS, "--json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["clients"]
    assert found["client"] == "tills.json" and found["rule"] == "response_type_changed"
    assert found["severity"] == "error" and found["subject"] == "GET /beds"


def test_a_client_that_goes_on_is_no_trouble(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "tills.json").write_text(json.dumps(document("number")))
    assert main(WORDS) == 0
    assert "API clients" not in capsys.readouterr().out


def test_the_document_of_the_release_may_be_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "new.json").write_text(json.dumps({**document("string"), "paths": {}}))
    assert main([*WORDS, "--target-spec", "new.json", "--json"]) == 1
    rules = [each["rule"] for each in json.loads(capsys.readouterr().out)["clients"]]
    assert rules == ["operation_removed"]


@pytest.mark.parametrize(
    ("change", "words", "told"),
    [
        ("none", [], "has none"),
        ("two", [], "has several (shop/api-schema.yaml, shop/openapi.json)"),
        ("", ["--client-spec", "missing.json"], "missing.json"),
        ("", ["--client-spec", "shop.conf"], "shop.conf"),
    ],
)
def test_what_cannot_be_compared(
    site: Path, capsys: pytest.CaptureFixture[str], change: str, words: list[str], told: str
) -> None:
    if change == "none":
        (site / "shop-3.0.0/shop/openapi.json").unlink()
    if change == "two":
        (site / "shop-3.0.0/shop/api-schema.yaml").write_text("openapi: 3.1.0\n")
    assert main([*WORDS, *words]) == 2
    assert told in capsys.readouterr().err


def test_a_document_of_the_release_alone_is_compared_with_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["upgrade-check", "--to", "shop-3.0.0", "shop.conf", "--target-spec", "tills.json"]
    assert main(words) == 2
    assert "Add --client-spec FILE." in capsys.readouterr().err
