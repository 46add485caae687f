"""OpenAPI documents say which operations are previews, and stay valid."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys

import pytest
from fastapi import FastAPI
from openapi_spec_validator import validate

from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.runtime.labels.openapi import label_openapi, labelled

SAID = (
    "Loyalty &lt;b&gt; points is a preview feature: it is off by default, and may change or be"
    " removed in any release."
)
DECLARATION = """\
title = "Loyalty <b>\\npoints"
since = "1.0.0"
feedback = "https://example.org/bugs"
[claims]
routes = ["/v2/points", "/v2/points/{card}"]
"""
TAG = "[preview] Loyalty <b> points"


@pytest.fixture
def previews(bare):
    bare.feature("loyalty", DECLARATION)
    return bare.previews(cycle="major")


def fastapi() -> FastAPI:
    app = FastAPI(title="Shop", version="1.0.0")

    @app.get("/v2/points/{number}", tags=["cards"], description="All of them.")
    def points(number: int) -> int:
        return number

    @app.post("/v2/points")
    def add() -> int:
        return 1

    @app.get("/v2/points/{number}/history")
    def history(number: int) -> int:
        return number

    return app


def test_operations_and_a_tag(previews) -> None:
    app = fastapi()
    plain = copy.deepcopy(app.openapi()["paths"]["/v2/points/{number}/history"])
    app.openapi_schema = None
    app.openapi = labelled(app.openapi, previews)
    document = app.openapi()
    validate(document)
    read = document["paths"]["/v2/points/{number}"]["get"]
    assert read["x-stability-level"] == "preview"
    assert read["tags"] == ["cards", TAG]
    assert read["description"] == f"{SAID}\n\nAll of them."
    assert document["paths"]["/v2/points"]["post"]["description"] == SAID
    assert document["paths"]["/v2/points/{number}/history"] == plain
    (tag,) = document["tags"]
    assert tag == {
        "name": TAG,
        "description": f"{SAID} Since 1.0.0, until 3.0.0. Tell how it works for you:"
        " https://example.org/bugs",
        "x-stability-level": "preview",
    }


def test_to_label_twice_changes_nothing(previews) -> None:
    once = label_openapi(fastapi().openapi(), previews)
    assert label_openapi(copy.deepcopy(once), previews) == once


def test_below_a_server(previews) -> None:
    answers = {"responses": {"200": {"description": "Good."}}}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://shop.example.org/v2/"}],
        "tags": [{"name": "orders"}],
        "paths": {
            "/points": {"summary": "Points", "get": copy.deepcopy(answers)},
            "/orders": {"get": copy.deepcopy(answers)},
        },
    }
    validate(label_openapi(document, previews))
    assert document["paths"]["/points"]["get"]["tags"] == [TAG]
    assert document["paths"]["/orders"]["get"] == answers
    assert [tag["name"] for tag in document["tags"]] == ["orders", TAG]


def test_no_routes_no_change(bare) -> None:
    bare.feature("loyalty")
    document = fastapi().openapi()
    assert label_openapi(copy.deepcopy(document), bare.previews()) == document


SPECTACULAR = """
import json, sys
import django
from django.conf import settings
from coldframe.runtime import Previews
from coldframe.runtime.labels.openapi import labelled

previews = Previews(sys.argv[1])
label = labelled(lambda result, **_: result, previews)
settings.configure(
    ROOT_URLCONF="__main__",
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
    SPECTACULAR_SETTINGS={"TITLE": "Shop", "POSTPROCESSING_HOOKS": ["__main__.label"]},
)
django.setup()
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

class Points(APIView):
    @extend_schema(responses={200: int})
    def get(self, request, card: int): ...

urlpatterns = [path("v2/points/<int:card>", Points.as_view())]
print(json.dumps(SchemaGenerator().get_schema(request=None, public=True)))
"""


def test_the_hook_of_drf_spectacular(previews, bare) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SPECTACULAR, bare.tree],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(bare.root)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    validate(document)
    (item,) = document["paths"].values()
    assert item["get"]["x-stability-level"] == "preview"
    assert item["get"]["tags"][-1] == document["tags"][0]["name"] == TAG


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("preview", "preview"),
        ("Beta", "beta"),
        ("labs", "preview"),
        ("tech preview", "preview"),
        ("stable", "preview"),
    ],
)
def test_what_is_labelled_may_change_whatever_the_host_calls_it(bare, label, level) -> None:
    bare.feature("loyalty", DECLARATION)
    previews = bare.previews(cycle="major", label=label)
    old, new = fastapi().openapi(), fastapi().openapi()
    del new["paths"]["/v2/points"]["post"]
    documents = [checked(label_openapi(each, previews), "x.json") for each in (old, new)]
    assert old["paths"]["/v2/points"]["post"]["x-stability-level"] == level
    removed = compare(*documents)
    assert [(each.severity, each.stage) for each in removed] == [("info", level)]
    promoted = [checked(fastapi().openapi(), "x.json"), documents[1]]
    assert "error" in {each.severity for each in compare(*promoted)}
