"""Neutron's listing of extensions and Keystone's JSON Home say what is a preview."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import json
import os
import subprocess
import tarfile

import pytest
from environments import KEYSTONE, environment

from coldframe.runtime.labels.json_home import label_json_home
from coldframe.runtime.labels.neutron_extensions import labelled
from tools.sdists import ROOT, fetch, pinned

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


IN_KEYSTONE = """\
import json, sys
from keystone.common import json_home
from coldframe.runtime import Previews
from coldframe.runtime.labels.json_home import STATUS, label_json_home

Status, home = json_home.Status, json_home.JsonHomeResources
home._reset()
for name, status in (("gold", Status.STABLE), ("silver", Status.EXPERIMENTAL)):
    data = {"href-template": f"/{name}/{{{name}_id}}", "href-vars": {}}
    Status.update_resource_data(data, status)
    home.append_resource(json_home.build_v3_resource_relation(name), data)
before = home.resources()
ours = label_json_home(home.resources(), Previews(sys.argv[1]), "/v3")
json_home.translate_urls(before, "/v3")
json_home.translate_urls(ours, "/v3")
again = label_json_home(home.resources(), Previews(sys.argv[1]), "/v3")
json_home.translate_urls(again, "/v3")
Status.update_resource_data({}, next(v for v in vars(Status).values() if v == STATUS))
print(json.dumps([before["resources"], ours["resources"], again["resources"]]))
"""


@pytest.mark.host
@pytest.mark.timeout(900)  # the first time, Keystone is installed
def test_keystone_knows_the_word(bare) -> None:
    """A resource that we label is as one that Keystone itself calls experimental."""
    bare.feature("gold", '[claims]\nroutes = ["/v3/gold/{id}"]\n')
    done = subprocess.run(
        [
            environment("keystone", KEYSTONE) / "bin/python",
            "-W",
            "ignore",
            "-c",
            IN_KEYSTONE,
            bare.tree,
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(bare.root)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, ours, again = json.loads(done.stdout)
    gold, silver = ours
    assert ours == again  # Keystone keeps its own data as it was
    assert "hints" not in before[gold]  # it says nothing of what is stable
    assert ours[gold]["hints"] == ours[silver]["hints"] == before[silver]["hints"]
    assert ours[silver] == before[silver]
