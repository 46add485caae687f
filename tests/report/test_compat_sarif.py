"""Changes as SARIF: levels, places, and nothing that breaks nobody unless asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from declared_examples import RULES, changes, shown
from hosts import EXAMPLES
from python_examples import surfaces
from sarif import wrong_in

from benchmarks.compat import made
from coldframe.compat.catalogue import compat_rules
from coldframe.compat.change import Change, Place
from coldframe.compat.diff import Diff
from coldframe.compat.python.compare import compare as compare_python
from coldframe.compat.python.rules import RULES as PYTHON
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.compat.rest.example import example
from coldframe.compat.rest.rules import RULES as REST
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


def of_every_rule() -> list[Change]:
    """What every example of every surface changes."""
    found: list[Change] = []
    for rest in REST:
        one = example(rest.name, str(EXAMPLES / "rest"))
        found += compare(one.base, one.head)
    for python in PYTHON:
        trees = surfaces(python.name)
        found += compare_python(trees["base"], trees["head"])
    for kind, rule in RULES:
        parts = shown(kind, rule.name)
        found += changes(kind, parts["base"], parts["head"])
    return found


@pytest.mark.parametrize("head", ["head", "v2:api.yaml"])
def test_log_of_every_rule_is_valid(head: str, sarif_schema: Any) -> None:
    found = of_every_rule()
    assert {each.rule for each in found} >= {each.name for each in compat_rules()}
    log = json.loads(render(Diff("base", head, tuple(found)), everything=True))
    assert wrong_in(log, sarif_schema) == []
    assert len(log["runs"][0]["results"]) == len(found)


def test_log_with_hostile_names_and_what_is_accepted_is_valid(sarif_schema: Any) -> None:
    odd = "a b\x1b[31m\u202e%\udce9:{}\n"
    place = Place(odd, odd, -1)
    change = Change("r", "error", "error", "", odd, odd, "", "", place, place, others=(odd,))
    settled = change._replace(accepted=odd, until="4.0.0")
    over = change._replace(lapsed=odd, rule=odd)
    log = json.loads(render(Diff(odd, odd, (change, settled, over))))
    assert wrong_in(log, sarif_schema) == []
    assert [len(each["suppressions"]) for each in log["runs"][0]["results"]] == [0, 1, 0]


def test_log_without_a_change_is_valid(sarif_schema: Any) -> None:
    assert wrong_in(json.loads(render(Diff("a", "b", ()))), sarif_schema) == []
