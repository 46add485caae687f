from unittest import mock

from fastapi.testclient import TestClient

from service.main import app


def test_search() -> None:
    assert TestClient(app).get("/search", params={"part": "co"}).json() == ["cold"]


def test_patched() -> None:
    with mock.patch("service.search.index.WORDS", ["colder"]):
        assert TestClient(app).get("/search", params={"part": "co"}).json() == ["colder"]
