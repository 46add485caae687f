import pytest
from fastapi.testclient import TestClient

from pricing.main import app
from pricing.routes import weather


@pytest.fixture
def client():
    app.dependency_overrides[weather] = lambda: "rain"
    yield TestClient(app)
    app.dependency_overrides.clear()
