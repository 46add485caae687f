"""The service: flask --app shop.main run"""

import importlib

from apispec import APISpec
from coldframe.runtime.labels.openapi import label_openapi
from coldframe.runtime.labels.page import page_wsgi
from coldframe.runtime.labels.wsgi import label_wsgi
from flask import Flask

from shop.previews import previews

app = Flask(__name__)


@app.get("/orders/<int:number>")
def order(number: int) -> dict[str, int]:
    return {"number": number}


if previews.enabled("loyalty"):
    app.register_blueprint(importlib.import_module("shop.preview.loyalty.routes").blueprint)


@app.get("/openapi.json")
def openapi() -> dict:
    spec = APISpec("Shop", "1.0.0", "3.0.3")
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ("static", "openapi"):
            parameters = [
                {"name": name, "in": "path", "required": True, "schema": {"type": "integer"}}
                for name in sorted(rule.arguments)
            ]
            get = {"parameters": parameters, "responses": {"200": {"description": "Found."}}}
            path = rule.rule.replace("<int:", "{").replace(">", "}")
            spec.path(path, operations={"get": get})
    return label_openapi(spec.to_dict(), previews)


app.wsgi_app = page_wsgi(label_wsgi(app.wsgi_app, previews), previews)
