"""Neutron's listing of extensions and Keystone's JSON Home say what is a preview."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import tarfile

from coldframe.runtime.labels.json_home import label_json_home
from coldframe.runtime.labels.neutron_extensions import labelled
from tools.sdists import fetch, pinned

EXTENSION = """\
class {name}:
    def get_name(self): return "Firewall"
    def get_alias(self): return "fwaas_v2"
    def get_description(self): return "Rules."
    def get_updated(self): return "2016-08-16T00:00:00-00:00"
"""
SAID = (
    "Firewall as a Service is a preview feature: it is off by default, and may change or be"
    " removed in any release."
)


def real_translate():
    """The method as Neutron has it, without all that its module imports."""
    newest = pinned("neutron")[-1]
    with tarfile.open(fetch(newest)) as archive:
        file = archive.extractfile(f"neutron-{newest.version}/neutron/api/extensions.py")
        tree = ast.parse(file.read())
    (controller,) = (
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == "ExtensionController"
    )
    (method,) = (node for node in controller.body if getattr(node, "name", "") == "_translate")
    method.decorator_list.clear()  # staticmethod
    names: dict = {}
    exec(compile(ast.Module([method], []), "extensions.py", "exec"), names)
    return names["_translate"]


def test_extensions_of_neutron(bare) -> None:
    bare.feature("fwaas", 'title = "Firewall as a Service"\n')
    bare.write("preview/fwaas/extension.py", EXTENSION.format(name="Firewall_v2"))
    bare.write("router.py", EXTENSION.format(name="Router"))
    translate = real_translate()
    firewall = importlib.import_module(f"{bare.tree}.fwaas.extension").Firewall_v2()
    router = importlib.import_module(f"{bare.package}.router").Router()
    by_file = importlib.util.spec_from_file_location("firewall_v2", inspect.getfile(type(firewall)))
    loaded = importlib.util.module_from_spec(by_file)  # as Neutron loads its extensions
    by_file.loader.exec_module(loaded)
    labelled_twice = labelled(labelled(translate, bare.previews()), bare.previews())
    assert labelled_twice(router) == translate(router)
    assert labelled_twice(firewall) == translate(firewall) | {
        "description": f"{SAID} Rules.",
        "x-stability-level": "preview",
    }
    assert labelled_twice(loaded.Firewall_v2()) == labelled_twice(firewall)


def test_json_home(bare) -> None:
    bare.feature("limits", '[claims]\nroutes = ["/v3/limits", "/v3/limits/{limit_id}"]\n')
    document = {
        "resources": {
            "rel/limits": {"href": "/limits"},
            "rel/limit": {
                "href-template": "/limits/{limit_id}",
                "href-vars": {"limit_id": "param/limit_id"},
                "hints": {"allow": ["GET"]},
            },
            "rel/users": {"href": "/users"},
        }
    }
    for _ in range(2):
        resources = label_json_home(document, bare.previews(), "/v3")["resources"]
        assert resources["rel/limits"] == {"href": "/limits", "hints": {"status": "experimental"}}
        assert resources["rel/limit"]["hints"] == {"allow": ["GET"], "status": "experimental"}
        assert resources["rel/users"] == {"href": "/users"}
