"""Applications are imported where they are, and what keeps them from it is told."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from hosts import commit_all, write
from wsgi_server import served as site

from coldframe.cli.main import main
from coldframe.compat.rest.applications import fetching
from coldframe.compat.rest.applications import loading as loading_module
from coldframe.compat.rest.applications.application import Target, target_of
from coldframe.compat.rest.applications.loading import load_application
from coldframe.compat.rest.applications.serving import served
from coldframe.declare.mistake import Mistake

FASTAPI = """\
from contextlib import asynccontextmanager
from fastapi import FastAPI

print("this is no part of the document")
state = {}

@asynccontextmanager
async def lifespan(app):
    state["up"] = True
    yield

app = FastAPI(lifespan=lifespan)

@app.get("/things")
def things(size: int = 1) -> dict[str, bool]:
    return state

def make():
    return app
"""
FLASK = """\
from apispec import APISpec
from flask import Flask, jsonify

spec = APISpec(title="Shop", version="1", openapi_version="3.0.3")
app = Flask(__name__)

@app.get("/things")
def things():
    return "there are none"

@app.get("/docs/openapi.json")
def document():
    spec.path("/served", operations={"get": {"responses": {"200": {"description": "All."}}}})
    return jsonify(spec.to_dict())
"""
SETTINGS = """\
SECRET_KEY = "none"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "drf_spectacular"]
REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ["*"]
"""
URLS = """\
import os
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.serializers import IntegerField, Serializer
from rest_framework.views import APIView

class Thing(Serializer):
    size = IntegerField()

class Things(APIView):
    @extend_schema(responses=Thing)
    def get(self, request):
        return Response({"size": 1})

urlpatterns = [path("things/", Things.as_view())]
if os.environ.get("SHOP_NINJA"):
    from shop.api import api
    urlpatterns.append(path("api/", api.urls))
"""
DJANGO = {
    "shop/__init__.py": "",
    "shop/settings.py": SETTINGS,
    "shop/urls.py": URLS,
    "shop/api.py": "from ninja import NinjaAPI\n\napi = NinjaAPI(title='Shop')\n\n\n"
    "@api.get('/things')\ndef things(request, size: int = 1) -> list[str]:\n    return []\n",
    "manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    "shop/wsgi.py": "import os\nfrom django.core.wsgi import get_wsgi_application\n"
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
    "application = get_wsgi_application()\n",
}


def shop(root: Path, text: str, name: str = "shop/main.py") -> Path:
    write(root, {f"{name.rpartition('/')[0]}/__init__.py": "", name: text})
    return root


def paths(name: str, root: Path) -> list[str]:
    return list(load_application(name, str(root)).document.value["paths"])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("shop.main:app", Target("", "shop.main", "app")),
        ("v1.4.0:shop.main:make()", Target("v1.4.0", "shop.main", "make()")),
        ("origin/main:shop:api.app", Target("origin/main", "shop", "api.app")),
        ("main:openapi.yaml", None),
        ("v1.4.0:openapi.json", None),
        ("main:docs/api", None),
        ("C:\\shop", None),
        ("v1.4.0", None),
        ("shop.main:make(1)", None),
    ],
)
def test_a_name_is_an_application_s_if_it_can_be(name: str, parts: Target | None) -> None:
    assert target_of(name) == parts


@pytest.mark.parametrize("name", ["shop.main:app", "shop.main:make()"])
def test_fastapi(name: str, tmp_path: Path) -> None:
    found = load_application(name, str(shop(tmp_path, FASTAPI)))
    assert found.kind == "asgi" and found.document.version == "3.1"
    assert list(found.document.value["paths"]) == ["/things"]
    assert found.ran == f"Ran {name} to read its document."


def test_a_revision_is_run_apart_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop(tmp_path, FASTAPI, "src/shop/main.py")
    commit_all(tmp_path)
    subprocess.run(["git", "tag", "v1"], cwd=tmp_path, check=True)
    shop(tmp_path, FASTAPI.replace("size: int = 1", "size: int"), "src/shop/main.py")
    words = ["compat", "diff", "v1:shop.main:app", "shop.main:app", "--path", str(tmp_path)]
    assert main(words) == 1
    out = capsys.readouterr().out
    assert "error parameter_required" in out and "v1:shop.main:app #/paths" in out
    assert "Ran shop.main:app of v1 to read its document." in out
    assert main([*words, "--json"]) == 1
    assert (
        json.loads(capsys.readouterr().out)["ran"][1] == "Ran shop.main:app to read its document."
    )
    assert not list(tmp_path.rglob("__pycache__"))


def test_a_file_of_git_comes_before_an_application(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"api": '{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}}'})
    commit_all(tmp_path)
    assert main(["compat", "diff", "HEAD:api", "HEAD:api", "--path", str(tmp_path)]) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_flask_is_asked_before_its_module_is_looked_through(tmp_path: Path) -> None:
    shop(tmp_path, FLASK)
    assert paths("shop.main:app", tmp_path) == ["/served"]
    assert paths("shop.main:spec", tmp_path) == []
    write(tmp_path, {"shop/main.py": FLASK.partition('@app.get("/docs')[0]})
    assert paths("shop.main:app", tmp_path) == []


def test_django(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    write(tmp_path, DJANGO)
    assert paths("shop.wsgi:application", tmp_path) == ["/things/"]
    monkeypatch.setenv("SHOP_NINJA", "1")
    assert paths("shop.api:api", tmp_path) == ["/api/things"]
    with pytest.raises(Mistake, match="several documents: drf-spectacular, django-ninja Shop"):
        load_application("shop.wsgi:application", str(tmp_path))


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("import nowhere\n", "shop.main:app", r"shop/main.py:1: ModuleNotFoundError: .*\n.*probe_python"),
        ("", "shop.mein:app", r"No module named 'shop.mein'\n  Looked in "),
        ("x = 1\n1 / 0\n", "shop.main:app", "while it is imported: shop/main.py:2: ZeroDivisionError"),
        ("def broken(:\n", "shop.main:app", "shop/main.py:1: SyntaxError: invalid syntax"),
        (FASTAPI, "shop.main:ap", r"shop.main has no ap\n  There is shop.main:app\."),
        (FASTAPI, "shop.main:make", r"is a function .*\n  Write shop.main:make\(\)"),
        ("app = 3\n", "shop.main:app", r"no OpenAPI document is found\n  Tried: int\."),
        ("app = {'openapi': '2.9'}\n", "shop.main:app", "#/openapi: openapi: '2.9' is not known"),
        ("app = {}\napp['a'] = app\n", "shop.main:app", "cannot be written as JSON"),
        ("import os\nos._exit(3)\n", "shop.main:app", "imported, it ends the process .exit code 3"),
        ("import sys\nsys.exit('no')\n", "shop.main:app", "shop/main.py:2: SystemExit: no"),
        ("import os\nos.kill(os.getpid(), 11)\n", "shop.main:app",
         r"it kills the process .SIGSEGV.; its last words: Fatal Python error: Segmentation fault"),
        ("import os\nif not os.fork():\n    raise OSError\nos.closerange(0, 9)\n", "shop.main:app",
         "shop.main has no app"),
        ("x = '\udcff'\n", "shop.main:app", "shop/main.py:1: SyntaxError: "),
        ("app = {'openapi': '3.1.0', 'x': 'a' * 61_000_000}\n", "shop.main:app",
         "more than 60,000,000 characters"),
        ("app = {'openapi': '3.1.0', 'x': float('nan')}\n", "shop.main:app", "NaN is no number"),
        ("while True:\n    pass\n", "shop.main:app", "imported, it does not end within 2 seconds"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(
    text: str, name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if text.startswith("while"):
        monkeypatch.setattr(loading_module, "LIMIT", 2)
    with pytest.raises(Mistake) as caught:
        load_application(name, str(shop(tmp_path, text)))
    assert re.search(told, str(caught.value)), caught.value


def test_a_module_from_elsewhere_is_no_revision_s(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    commit_all(tmp_path)
    with pytest.raises(Mistake, match="not from the revision"):
        load_application("HEAD:fastapi:FastAPI", str(tmp_path))
    with pytest.raises(Mistake, match="git knows no revision 'v9'"):
        load_application("v9:a:app", str(tmp_path))


@pytest.mark.parametrize("revision", ["", "HEAD"])
def test_an_application_of_asgi_is_served_with_its_lifespan(revision: str, tmp_path: Path) -> None:
    commit_all(shop(tmp_path, FASTAPI))
    found = load_application("shop.main:app", str(tmp_path), revision)
    with served(found) as address:
        assert _get(address + "/things") == b'{"up":true}'
    with pytest.raises(OSError):
        _get(address + "/things")


def test_an_application_of_wsgi_is_served(tmp_path: Path) -> None:
    with served(load_application("shop.main:app", str(shop(tmp_path, FLASK)))) as address:
        assert _get(address + "/things") == b"there are none"


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    found = load_application("shop.main:spec", str(shop(tmp_path, FLASK)))
    with pytest.raises(Mistake, match="answers no calls"), served(found):
        pass
    shop(tmp_path, FASTAPI.replace('state["up"] = True', 'raise OSError("no room")'))
    found = load_application("shop.main:app", str(tmp_path))
    with (
        pytest.raises(Mistake, match="does not start; its last words: OSError: no room"),
        served(found),
    ):
        pass


def test_a_python_that_does_not_start_is_told(tmp_path: Path) -> None:
    found = load_application("shop.main:app", str(shop(tmp_path, FLASK)))
    write(tmp_path, {".venv/bin/python": b"\x7fELF no program"})
    (tmp_path / ".venv/bin/python").chmod(0o755)
    with pytest.raises(Mistake, match=r"bin/python: cannot be started: .*\n.*probe_python"):
        load_application("shop.main:app", str(tmp_path))
    with pytest.raises(Mistake, match="cannot be started"), served(found):
        pass


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        body: bytes = answer.read()
    return body


DOCUMENT = b'{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {}}'


def _site(environ: dict[str, str], start: Callable[..., object]) -> list[bytes]:
    path = environ["PATH_INFO"]
    if path in ("/away", "/round"):
        machine = "127.0.0.2" if path == "/away" else "127.0.0.1"
        place = f"http://{machine}:{environ['SERVER_PORT']}/openapi.json"
        start("302 Found", [("Location", place)])
        return []
    if path == "/none":
        start("404 Not Found", [])
        return [b"<html>"]
    start("200 OK", [])
    return [{"/openapi.json": DOCUMENT, "/page": b"<html></html>"}.get(path, DOCUMENT * 20)]


def test_a_running_application_is_asked_for_the_named_document_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # not for this machine
    with site(_site) as address:  # type: ignore[arg-type]
        found = load_application(address + "/openapi.json")
        assert (found.kind, found.ran, found.document.version) == ("url", "", "3.1")
        with served(found) as same:
            assert same == address
        assert load_application(address + "/round").document == found.document._replace(
            path=address + "/round"
        )
        monkeypatch.setattr(fetching, "LARGEST", 1000)
        for path, told in {
            "/away": "it sends us to http://127.0.0.2",
            "/none": "it answers 404 Not Found",
            "/page": "#: an OpenAPI document is an object",
            "/large": "larger than",
        }.items():
            with pytest.raises(Mistake, match=told):
                load_application(address + path)
    with pytest.raises(Mistake, match="cannot be fetched"):
        load_application(address + "/openapi.json")


@pytest.mark.parametrize("address", ["http://ann:secret@127.0.0.1/a", "http://[", "http://a:b/"])
def test_addresses_that_are_none_or_hold_secrets_are_refused(address: str) -> None:
    with pytest.raises(Mistake) as caught:
        load_application(address)
    assert "secret" not in str(caught.value)


def test_what_runs_with_the_host_s_python_is_written_for_old_ones() -> None:
    files = sorted(Path(loading_module.SIDE).glob("*.py"))
    assert len(files) > 5
    for file in files:
        text = file.read_text(encoding="utf-8")
        ast.parse(text, feature_version=(3, 8))
        assert "from __future__ import annotations" in text or file.name == "__init__.py"
        assert not re.search(r"\.remove(pre|suf)fix\(|^import tomllib|\bmatch\b .*:$", text, re.M)
