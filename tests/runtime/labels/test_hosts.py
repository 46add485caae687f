"""Real services of three frameworks: a feature is off, or on and labelled everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from openapi_spec_validator import validate

from tools.sdists import ROOT

SERVE = ROOT / "tests" / "support" / "serve.py"
KINDS = {"fastapi": "asgi", "flask": "wsgi", "django": "wsgi"}


class Service:
    def __init__(self, process: subprocess.Popen[str], client: httpx.Client) -> None:
        self.process = process
        self.get = client.get

    def loaded(self) -> list[str]:
        """The preview modules that the service has loaded."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def service(framework: str, previews: str) -> Iterator[Service]:
    environment = {**os.environ, "SHOP_PREVIEW": previews, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("COLDFRAME_FORBID", None)
    folder: Path = ROOT / "examples" / f"runtime_{framework}"
    with subprocess.Popen(
        [sys.executable, str(SERVE), KINDS[framework]],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address = f"http://127.0.0.1:{int(process.stdout.readline())}"
            with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
                yield Service(process, client)
        finally:
            process.kill()


@pytest.mark.parametrize("framework", KINDS)
def test_off(framework: str) -> None:
    with service(framework, "") as shop:
        assert shop.get("/points/50").status_code == 404
        order = shop.get("/orders/7")
        assert (order.json(), "Preview-Feature" in order.headers) == ({"number": 7}, False)
        document = shop.get("/openapi.json").json()
        validate(document)
        assert list(document["paths"]) == ["/orders/{number}"]
        assert [feature["on"] for feature in shop.get("/preview-features").json()["features"]] == [
            False
        ]
        assert shop.loaded() == []


@pytest.mark.parametrize("framework", KINDS)
def test_on(framework: str) -> None:
    with service(framework, "loyalty") as shop:
        points = shop.get("/points/50")
        assert points.json() == {"points": 5}
        assert points.headers["Preview-Feature"] == 'loyalty;since="1.0.0";until="3.0.0"'
        assert "Preview-Feature" not in shop.get("/orders/7").headers
        document = shop.get("/openapi.json").json()
        validate(document)
        operation = document["paths"]["/points/{price}"]["get"]
        assert operation["x-stability-level"] == "preview"
        assert operation["tags"][-1] == document["tags"][-1]["name"] == "[preview] Loyalty points"
        assert "Loyalty points is a preview feature" in operation["description"]
        assert "x-stability-level" not in document["paths"]["/orders/{number}"]["get"]
        (feature,) = shop.get("/preview-features").json()["features"]
        assert (feature["name"], feature["on"]) == ("loyalty", True)
        assert "shop.preview.loyalty.routes" in shop.loaded()
