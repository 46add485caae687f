"""The API definitions of neutron-lib: read as they are, and what its releases changed in them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coldframe.check.discovery import open_host
from coldframe.compat.attribute_maps.names import Names
from coldframe.compat.attribute_maps.read import read_attribute_maps
from coldframe.compat.attribute_maps.values import Unknown
from coldframe.compat.diff import diff
from tools import hosts
from tools.sdists import Offline

pytestmark = pytest.mark.host

NAMES = ("RESOURCE_ATTRIBUTE_MAP", "SUB_RESOURCE_ATTRIBUTE_MAP", "ALIAS", "REQUIRED_EXTENSIONS",
         "OPTIONAL_EXTENSIONS", "API_PREFIX")  # fmt: skip
# What Python makes of the definitions; what is no JSON becomes the name of its function or class.
IMPORTED = """\
import importlib, json, pkgutil, sys
from neutron_lib.api import definitions

def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset, type({}.keys()), type({}.values()))):
        return sorted(map(plain, value), key=str)
    if value is None or isinstance(value, (str, int, float)):
        return value
    return {"unknown": getattr(value, "__name__", type(value).__name__)}

found = {}
for each in pkgutil.iter_modules(definitions.__path__):
    name = "neutron_lib.api.definitions." + each.name
    module = importlib.import_module(name)
    found[name] = {k: plain(getattr(module, k)) for k in sys.argv[1:] if hasattr(module, k)}
print(json.dumps([definitions.__path__[0], found]))
"""


def lib(version: str) -> str:
    try:
        return str(hosts.neutron_lib(version))
    except Offline as why:
        pytest.skip(str(why))


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(plain, value), key=str)
    if isinstance(value, Unknown):
        name = "Sentinel" if value.name == "ATTR_NOT_SPECIFIED" else value.name
        return {"unknown": name}
    return value


def test_reading_finds_what_importing_finds(python: Path, tmp_path: Path) -> None:
    words = [str(python), "-c", IMPORTED, *NAMES]
    place, imported = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    package = Path(place).parents[1]
    assert package.name == "neutron_lib"
    shutil.copytree(package, tmp_path / "neutron_lib")
    names = Names(open_host(str(tmp_path)))
    wrong, right = [], 0
    for module, held in imported.items():
        for name, value in held.items():
            read = names.settled(names.of(module).get(name, Unknown()), name)
            if plain(read) == value:
                right += 1
            else:
                wrong.append((module.rpartition(".")[2], name))
    assert right > 800
    assert wrong == []


def test_every_attribute_is_known() -> None:
    found = read_attribute_maps(open_host(lib("3.25.0")))
    assert len(found.all) > 550
    assert {each.name for each in found.all if not (each.schema and each.certain)} == set()


@pytest.mark.parametrize(
    ("base", "head", "gone"),
    [
        ("3.20.0", "3.21.0", set()),
        ("3.21.0", "3.25.0", {
            ("request_property_refused", "POST /v2.0/fwaas/firewall-rules"),
            ("request_property_refused", "PUT /v2.0/fwaas/firewall-rules/{id}"),
            ("response_property_removed", "POST /v2.0/fwaas/firewall-rules"),
        }),
        ("3.25.0", "4.0.0", {
            ("operation_removed", f"{method} /v2.0/logging/logging-resources{below}{member}")
            for below in ("", "/{id}/firewall_logs")
            for methods, member in ((("GET", "POST"), ""), (("GET", "PUT", "DELETE"), "/{id}"))
            for method in methods
        }),
    ],
)  # fmt: skip
def test_what_breaks_callers_was_read_by_hand(
    base: str, head: str, gone: set[tuple[str, str]]
) -> None:
    """3.25 took the groups out of firewall rules, 4.0 the first API for logging."""
    found = diff(lib(base), lib(head), surfaces=("rest",))
    assert {(each.rule, each.subject) for each in found.of("error")} == gone
    assert all(each.base.path.startswith("neutron_lib/api/definitions/") for each in found.changes)
