"""Changes as SARIF: levels, places, and nothing that breaks nobody unless asked for."""

from __future__ import annotations

import json

import pytest

from benchmarks.compat import made
from coldframe.compat.diff import Diff
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.report.compat_sarif import render


def test_what_breaks_is_written_with_its_place() -> None:
    old, new = made(schemas=10, operations=10, changed=2)
    changes = compare(checked(old, "base.json"), checked(new, "head.json"))
    found = Diff("base.json", "head.json", tuple(changes))
    run = json.loads(render(found))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len([each for each in changes if each.severity != "info"]) > 0
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "head.json"
        assert place["logicalLocations"][0]["fullyQualifiedName"].startswith("#/components/")
    assert len({each["partialFingerprints"]["coldframe/v1"] for each in run["results"]}) == len(
        run["results"]
    )
    assert len(json.loads(render(found, everything=True))["runs"][0]["results"]) == len(changes)


def test_a_revision_is_no_part_of_a_path() -> None:
    old, new = made(schemas=10, operations=10, changed=2)
    changes = compare(checked(old, "v1:api.yaml"), checked(new, "v2:api.yaml"))
    (run,) = json.loads(render(Diff("v1:api.yaml", "v2:api.yaml", tuple(changes))))["runs"]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"api.yaml"}
    assert run["properties"] == {"revision": "v2"}


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("shop.main:app", {"uri": "shop/main.py", "uriBaseId": "%SRCROOT%"}),
        ("v2:shop.main:app", {"uri": "shop/main.py", "uriBaseId": "%SRCROOT%"}),
        ("http://127.0.0.1:8000/openapi.json", {"uri": "http://127.0.0.1:8000/openapi.json"}),
    ],
)
def test_an_application_is_shown_where_its_module_is(head: str, place: dict[str, str]) -> None:
    old, new = made(schemas=10, operations=10, changed=2)
    changes = compare(checked(old, "base.json"), checked(new, head))
    (run,) = json.loads(render(Diff("base.json", head, tuple(changes))))["runs"]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert [each["artifactLocation"] for each in places] == [place] * len(places) and places
    assert run.get("properties") == ({"revision": "v2"} if head.startswith("v2:") else None)
