import pytest
from fastapi.testclient import TestClient

from shop.preview.pricing.main import app
from shop.preview.pricing.routes import weather


@pytest.fixture
def client():
    app.dependency_overrides[weather] = lambda: "rain"
    yield TestClient(app)
    app.dependency_overrides.clear()
