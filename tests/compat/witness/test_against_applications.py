"""Findings shown by calls against applications that run, with what is sent and what is not."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from hosts import commit_all, git, write

from coldframe.cli.main import main
from coldframe.compat.witness import sending

Start = Callable[[Callable[..., Any]], str]


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def start() -> Iterator[Start]:
    """Serves an application of WSGI; gives its address."""
    servers = []

    def started(application: Callable[..., Any]) -> str:
        server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield started
    for server in servers:
        server.shutdown()
        server.server_close()


def application(seen: list[str], status: str, body: Any, when: str = "") -> Callable[..., Any]:
    """Answers with ``status`` to queries with ``when`` in them, to all others with 200."""

    def answer(environ: dict[str, Any], respond: Callable[..., Any]) -> list[bytes]:
        query = environ["QUERY_STRING"]
        seen.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{query}")
        seen.append(environ.get("HTTP_AUTHORIZATION", ""))
        word = status if when in query else "200 OK"
        respond(word, [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]

    return answer


def document(folder: Path, name: str, schema: Any, answer: Any = None, method: str = "get") -> str:
    operation = {
        "parameters": [{"name": "size", "in": "query", "schema": schema}],
        "responses": {"200": {"content": {"application/json": {"schema": answer or {}}}}},
    }
    value = {"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"},
             "paths": {"/things": {method: operation}}}  # fmt: skip
    path = folder / name
    path.write_text(json.dumps(value))
    return str(path)


def witnesses(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, str]]:
    code = main(["compat", "diff", "--json", *words])
    out, err = capsys.readouterr()
    assert code in (0, 1), err
    return {each["rule"]: each["witness"] for each in json.loads(out)["changes"]}


BIG = {"type": "integer", "minimum": 0, "maximum": 100}
SMALL = {"type": "integer", "minimum": 0, "maximum": 50}


def test_a_refused_call_confirms(tmp_path: Path, start: Start, capsys) -> None:
    seen: list[str] = []

    def strict(environ: dict[str, Any], respond: Callable[..., Any]) -> list[bytes]:
        query = environ["QUERY_STRING"]
        large = query.startswith("size=") and int(query.removeprefix("size=")) > 50
        return application(seen, "422 No", {"detail": "too big"}, query if large else "\0")(
            environ, respond
        )

    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    found = witnesses(capsys, *pair, "--witness", start(strict))["parameter_maximum_lowered"]
    assert found["verdict"] == "confirmed" and found["answer"] == '422 {"detail": "too big"}'
    size = int(found["call"].partition("size=")[2].strip("'"))
    assert 50 < size <= 100
    assert all(line.startswith("GET /things?") for line in seen[::2])
    # An application that takes it confirms nothing, and neither does one that refuses everything.
    for application_, why in (
        (application([], "200 OK", {}), "the application takes it"),
        (application([], "422 No", {}), "calls that both documents allow are refused, too"),
        (application([], "401 No", {}), "the application asks for credentials: --witness-header"),
        (application([], "500 No", {}), "calls that both documents allow are refused, too"),
    ):
        found = witnesses(capsys, *pair, "--witness", start(application_))
        assert found["parameter_maximum_lowered"]["verdict"] == "not confirmed"
        assert found["parameter_maximum_lowered"]["why"] == why


def test_an_answer_that_breaks_the_base_confirms(tmp_path: Path, start: Start, capsys) -> None:
    schema = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    other = {"type": "object", "properties": {"name": {"type": ["string", "null"]}}}
    pair = (
        document(tmp_path, "old.json", SMALL, schema),
        document(tmp_path, "new.json", SMALL, other),
    )
    for body, confirmed in (
        ({"name": None}, {"response_null_allowed"}),
        ({}, {"response_property_optional"}),
        ({"name": "a"}, set()),
    ):
        found = witnesses(capsys, *pair, "--witness", start(application([], "", body, "\0")))
        assert {rule for rule, each in found.items() if each["verdict"] == "confirmed"} == confirmed
        assert set(found) == {"response_null_allowed", "response_property_optional"}


@pytest.mark.parametrize("unsafe", [False, True])
def test_calls_that_may_change_data_must_be_allowed(
    tmp_path: Path, start: Start, capsys, unsafe: bool
) -> None:
    seen: list[str] = []
    pair = (
        document(tmp_path, "old.json", BIG, method="post"),
        document(tmp_path, "new.json", SMALL, method="post"),
    )
    more = ["--witness-unsafe"] if unsafe else []
    address = start(application(seen, "200 OK", {}))
    found = witnesses(capsys, *pair, "--witness", address, *more)["parameter_maximum_lowered"]
    assert bool(seen) is unsafe
    assert found["verdict"] == ("not confirmed" if unsafe else "not tried")
    assert unsafe or found["why"] == "POST may change data: --witness-unsafe allows it"


def test_an_operation_is_gone_only_where_nothing_answers(
    tmp_path: Path, start: Start, capsys
) -> None:
    base = document(tmp_path, "old.json", BIG)
    value = json.loads(Path(base).read_text())
    value["paths"] = {}
    (tmp_path / "new.json").write_text(json.dumps(value))
    pair = base, str(tmp_path / "new.json")

    def other(environ: dict[str, Any], respond: Callable[..., Any]) -> list[bytes]:
        respond("404 Not Found", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    for served, verdict in (
        (application([], "404 Not Found", {"detail": "Not Found"}), "confirmed"),
        (application([], "405 Not Allowed", {}), "confirmed"),
        (application([], "200 OK", {}), "not confirmed"),
        (other, "not confirmed"),  # perhaps only the thing is missing
    ):
        found = witnesses(capsys, *pair, "--witness", start(served))["operation_removed"]
        assert found["verdict"] == verdict, found


def test_credentials_are_sent_and_never_shown(
    tmp_path: Path, start: Start, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setenv("SHOP_TOKEN", "s3cr3t-token")
    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    echoing = start(application(seen, "422 No", {"you sent": "Bearer s3cr3t-token"}))
    for form in ("text", "json", "comment", "sarif"):
        words = ["--witness-header", "Authorization: Bearer $SHOP_TOKEN", "--format", form]
        main(["compat", "diff", *pair, "--witness", echoing, *words])
        out, err = capsys.readouterr()
        assert "s3cr3t" not in out + err and "[hidden]" in out + ("[hidden]" * (form == "comment"))
    assert "Bearer s3cr3t-token" in seen


def test_calls_end_when_their_time_is_over(tmp_path: Path, start: Start, capsys) -> None:
    seen: list[str] = []
    address = start(application(seen, "422 No", {}))
    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    words = ["--witness", address, "--witness-seconds", "0.000001"]
    found = witnesses(capsys, *pair, *words)["parameter_maximum_lowered"]
    assert found["verdict"] == "not tried" and found["why"] == "the time was over (1e-06 s)"
    assert not seen


def test_what_is_gone_is_known_by_its_place_and_not_by_words(
    tmp_path: Path, start: Start, capsys
) -> None:
    """Names may look like the words of a message, and stand behind a reference."""
    old = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/things": {
                "get": {
                    "parameters": [{"$ref": "#/components/parameters/gone"}],
                    "responses": {
                        "200": {"headers": {"lost the": {"$ref": "#/components/headers/left"}}}
                    },
                }
            }
        },
        "components": {
            "parameters": {
                "gone": {"name": "the parameter", "in": "query", "schema": {"const": "blue"}}
            },
            "headers": {"left": {"required": True, "schema": {"type": "string"}}},
        },
    }
    new = json.loads(json.dumps(old))
    get = new["paths"]["/things"]["get"]
    get["parameters"], get["responses"]["200"]["headers"] = [], {}
    pair = []
    for name, value in (("old.json", old), ("new.json", new)):
        (tmp_path / name).write_text(json.dumps(value))
        pair.append(str(tmp_path / name))
    address = start(application([], "422 No", {}, "blue"))
    found = witnesses(capsys, *pair, "--witness", address)
    assert found["response_header_removed"]["verdict"] == "confirmed"
    assert found["parameter_removed"]["verdict"] == "confirmed"
    assert "the%20parameter=blue" in found["parameter_removed"]["call"].replace("+", "%20")


def test_an_application_that_hangs_does_not_hang_us(
    tmp_path: Path, start: Start, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SILENCE", 0.1)
    over = threading.Event()

    def hangs(environ: dict[str, Any], respond: Callable[..., Any]) -> list[bytes]:
        over.wait(20)
        respond("200 OK", [])
        return []

    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    begin = time.monotonic()
    found = witnesses(capsys, *pair, "--witness", start(hangs))["parameter_maximum_lowered"]
    over.set()
    assert time.monotonic() - begin < 15
    assert found["verdict"] == "not confirmed" and found["answer"].startswith("no answer: ")


def test_what_the_server_sends_is_not_called(tmp_path: Path, start: Start, capsys) -> None:
    seen: list[str] = []
    address = start(application(seen, "400 Bad Request", {}))
    names = []
    for name, required in (("old.json", True), ("new.json", False)):
        body = {"required": required, "content": {"application/json": {}}}
        heard = {"requestBody": body, "responses": {"204": {}}}
        path = Path(document(tmp_path, name, {"type": "string"}))
        value = json.loads(path.read_text())
        callbacks = {"made": {"{$request.query.size}": {"post": heard}}}
        value["paths"]["/things"]["get"]["callbacks"] = callbacks
        path.write_text(json.dumps(value))
        names.append(str(path))
    found = witnesses(capsys, *names, "--witness", address)
    assert found["call_body_optional"]["verdict"] == "not tried"
    assert seen == []


def test_nobody_listens(tmp_path: Path, capsys) -> None:
    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    found = witnesses(capsys, *pair, "--witness", "http://127.0.0.1:1")
    assert found["parameter_maximum_lowered"]["answer"] == "no answer: ConnectionError"


SHOP = """
from typing import Annotated
from fastapi import FastAPI, Query
app = FastAPI()
@app.get("/things/{thing}")
def things(thing: int, size: Annotated[int, Query(le=%s)] = 1) -> dict[str, int]:
    return {"size": size}
"""
FLASK = """
import flask, json
app = flask.Flask(__name__)
@app.get("/openapi.json")
def document():
    return json.loads(DOCUMENT)
@app.get("/things")
def things():
    size = flask.request.args.get("size", 0, int)
    return ({"error": "too big"}, 400) if size > 50 else {"size": size}
"""


@pytest.mark.parametrize("kind", ["fastapi", "flask"])
def test_an_application_is_started_for_it(
    tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    root = tmp_path / "shop"
    if kind == "fastapi":
        write(root, {"shop.py": SHOP % 100})
        commit_all(root)
        git(root, "tag", "v1")
        write(root, {"shop.py": SHOP % 50})
        names = ("v1:shop:app", "shop:app")
    else:
        root.mkdir()
        text = Path(document(root, "new.json", SMALL)).read_text()
        write(root, {"shop.py": FLASK.replace("DOCUMENT", repr(text))})
        names = (document(root, "old.json", BIG), "shop:app")
    monkeypatch.chdir(root)
    found = witnesses(capsys, *names, "--witness", "head")["parameter_maximum_lowered"]
    assert found["verdict"] == "confirmed", found
    assert "http://localhost:8000/things" in found["call"]
    assert found["answer"].startswith("422 " if kind == "fastapi" else "400 ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--witness", "head"], "the new document is a file, which answers no calls"),
        (["--witness", "no application"], "this is no application"),
        (["--witness", "shop.nothing:app"], "No module named"),
        (["--witness", "http://me:secret@localhost"], "may not hold a name or a password"),
        (["--witness-unsafe"], "--witness-unsafe says how to make calls, to nobody"),
        (["--witness", "http://a", "--witness-header", "Authorization"], "'NAME: VALUE'"),
        (
            ["--witness", "http://a", "--witness-header", "Authorization: Bearer ${NO_TOKEN}"],
            "the environment has no NO_TOKEN",
        ),
        (["--witness", "http://a", "--witness-seconds", "soon"], "no number of seconds"),
    ],
)
def test_what_is_asked_wrongly(tmp_path: Path, capsys, words: list[str], told: str) -> None:
    pair = document(tmp_path, "old.json", BIG), document(tmp_path, "new.json", SMALL)
    os.makedirs(tmp_path / ".git")
    assert main(["compat", "diff", *pair, "--path", str(tmp_path), *words]) == 2
    err = capsys.readouterr().err
    assert told in err and "secret" not in err


def test_releases_have_no_witnesses(tmp_path: Path, capsys) -> None:
    root = write(tmp_path / "shop", {"shop/__init__.py": "", "pyproject.toml": ""})
    assert main(["compat", "diff", str(root), str(root), "--witness", "http://a"]) == 2
    assert "releases are compared without any" in capsys.readouterr().err
