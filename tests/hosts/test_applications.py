"""Applications of frameworks that the suite does not install: their documents, and their calls."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest
from hosts import write
from libraries import libraries

from coldframe.compat.rest.applications.loading import load_application
from coldframe.compat.rest.applications.serving import served
from coldframe.declare.mistake import Mistake

pytestmark = pytest.mark.host

SITES = '''
"""A function for each framework, which makes an application with one operation at /a."""

import flask


def smorest(count=1):
    from flask.views import MethodView
    from flask_smorest import Api, Blueprint

    app = flask.Flask("x")
    for at in range(count):
        prefix = f"V{at}_" if count > 1 else ""
        wanted = {"API_TITLE": "Shop", "API_VERSION": "1", "OPENAPI_VERSION": "3.0.2"}
        app.config.update({prefix + key: value for key, value in wanted.items()})
        api = Api(app, config_prefix=prefix)
        blueprint = Blueprint(f"b{at}", "b", url_prefix=f"/a{at or ''}")

        @blueprint.route("")
        class View(MethodView):
            @blueprint.response(200)
            def get(self):
                return {}

        api.register_blueprint(blueprint)
        app.last = api
    return app


def two():
    return smorest(2)


def one_of_two():
    return smorest(2).last


def openapi3():
    from flask_openapi3 import Info, OpenAPI

    app = OpenAPI("x", info=Info(title="Shop", version="1"))
    app.get("/a")(lambda: {})
    return app


def api_flask():
    from apiflask import APIFlask

    app = APIFlask("x")

    @app.get("/a")
    def a():
        return {}

    return app


def spectree():
    from spectree import SpecTree

    app = flask.Flask("x")
    tree = SpecTree("flask")

    @app.route("/a")
    @tree.validate()
    def a():
        return {}

    tree.register(app)
    return app


def starlette():
    from spectree import SpecTree
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    tree = SpecTree("starlette", path="docs")

    @tree.validate()
    async def a(request):
        return JSONResponse({})

    app = Starlette(routes=[Route("/a", a)])
    tree.register(app)
    return app


def litestar():
    from litestar import Litestar, get

    @get("/a")
    async def a() -> dict[str, str]:
        return {}

    return Litestar([a])


def quart():
    from quart import Quart
    from quart_schema import QuartSchema

    app = Quart("x")
    QuartSchema(app)

    @app.get("/a")
    async def a():
        return {}

    return app


def connexion():
    import connexion

    app = connexion.AsyncApp("x", specification_dir=".")
    app.add_api("spec.yaml")
    return app


def answer():
    return {}
'''
SPEC = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /a:
    get:
      operationId: sites.answer
      responses: {"200": {description: All., content: {application/json: {schema: {type: object}}}}}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    wanted = (
        "apiflask==3.1.2", "connexion[flask,uvicorn]==3.3.0", "flask-openapi3==4.3.2", "flask-smorest==0.47.0", "litestar==2.25.0",
        "quart-schema==0.25.0", "spectree==3.0.0", "uvicorn==0.54.0",
    )  # fmt: skip
    monkeypatch.setenv("PYTHONPATH", str(libraries("frameworks", *wanted)))
    write(tmp_path, {"sites.py": SITES, "spec.yaml": SPEC})
    return str(tmp_path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("smorest", "wsgi"), ("openapi3", "wsgi"), ("api_flask", "wsgi"), ("spectree", "wsgi"),
        ("starlette", "asgi"), ("litestar", "asgi"), ("quart", "asgi"), ("connexion", "asgi"),
    ],
)  # fmt: skip
def test_it_has_a_document_and_answers_calls(name: str, kind: str, site: str) -> None:
    found = load_application(f"sites:{name}()", site)
    assert (found.kind, list(found.document.value["paths"])) == (kind, ["/a"])
    with served(found) as address, urllib.request.urlopen(f"{address}/a") as answer:
        assert (answer.status, answer.read().strip()) == (200, b"{}")


def test_of_several_documents_one_is_named(site: str) -> None:
    with pytest.raises(Mistake, match="several documents: flask-smorest V0_, flask-smorest V1_"):
        load_application("sites:two()", site)
    assert list(load_application("sites:one_of_two()", site).document.value["paths"]) == ["/a1"]
