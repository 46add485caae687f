"""Attribute maps are read as resources of REST, and compared by the rules of REST."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.check.discovery import open_host
from coldframe.cli.main import main
from coldframe.compat.attribute_maps.compare import attribute_changes
from coldframe.compat.attribute_maps.entry import Attribute, Attributes
from coldframe.compat.attribute_maps.read import read_attribute_maps

CONSTANTS = """\
ATTR_NOT_SPECIFIED = object()
NAME_SIZE = 255
DIRECTIONS = ('in', 'out')
"""
PLOTS = """\
from garden import constants as const
from garden.constants import ATTR_NOT_SPECIFIED
from neutron_lib.api import converters

ALIAS = 'plots'
API_PREFIX = '/yard'
RESOURCE_NAME = 'plot'
COLLECTION_NAME = 'plots'
_COMMON = {'id': {'allow_post': False, 'allow_put': False, 'is_visible': True,
                  'validate': {'type:uuid': None}}}
RESOURCE_ATTRIBUTE_MAP = {
    COLLECTION_NAME: dict(_COMMON, **{
        'name': {'allow_post': True, 'allow_put': True, 'is_visible': True, 'default': '',
                 'is_filter': True, 'is_sort_key': True,
                 'validate': {'type:string': const.NAME_SIZE}},
        'way': {'allow_post': True, 'allow_put': False, 'is_visible': True,
                'validate': {'type:values': const.DIRECTIONS}},
        'rows': {'allow_post': True, 'allow_put': True, 'is_visible': True,
                 'default': ATTR_NOT_SPECIFIED, 'convert_to': converters.convert_to_int,
                 'validate': {'type:range': [0, 2 ** 8 - 1]}},
        'project_id': {'allow_post': True, 'allow_put': False, 'is_visible': True,
                       'validate': {'type:string': const.NAME_SIZE}},
    }),
}
SUB_RESOURCE_ATTRIBUTE_MAP = {
    'beds': {
        'parent': {'collection_name': COLLECTION_NAME, 'member_name': 'plot'},
        'parameters': {**_COMMON, 'depth': {'allow_post': True, 'allow_put': True,
                                            'is_visible': True,
                                            'validate': {'type:non_negative': None}}},
    }
}
ACTION_MAP = {'plot': {'dig': 'PUT'}}
REQUIRED_EXTENSIONS = []
"""
SHADE = """\
from garden.api import plots

ALIAS = 'a-shade'  # before plots in the alphabet, and after it in the map
RESOURCE_ATTRIBUTE_MAP = {plots.COLLECTION_NAME: {
    'shade': {'allow_post': True, 'allow_put': True, 'is_visible': True, 'default': None,
              'validate': {'type:dict_or_none': {'kind': {'type:string': 9, 'required': True}}}},
    'name': {'allow_post': True, 'allow_put': True, 'is_visible': True, 'default': 'none',
             'is_filter': True, 'is_sort_key': True, 'validate': {'type:string': 99}},
}}
RESOURCE_ATTRIBUTE_MAP[plots.COLLECTION_NAME].update({'late': {
    'allow_post': False, 'allow_put': False, 'is_visible': True}})
REQUIRED_EXTENSIONS = [plots.ALIAS]
"""


def read(root: Path, more: dict[str, str] | None = None) -> Attributes:
    """The maps of a tree with ``more`` files."""
    files = {
        "pyproject.toml": "[project]\nname = 'garden'\n",
        "garden/__init__.py": "",
        "garden/api/__init__.py": "",
        "garden/constants.py": CONSTANTS,
        "garden/api/plots.py": PLOTS,
        "garden/api/shade.py": SHADE,
        **(more or {}),
    }
    write(root, files)
    return read_attribute_maps(open_host(str(root)))


def of(found: Attributes, name: str) -> Attribute:
    return [each for each in found.all if each.name == name][-1]


def changes(base: Attributes, head: Attributes) -> set[tuple[str, str, str]]:
    return {
        (each.rule, each.subject, each.message.rpartition(": ")[2])
        for each in attribute_changes(base, head)
    }


def test_everything_that_a_map_says_is_read(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert [each.name for each in found.all] == [
        "plots!dig", "plots.id", "plots.late", "plots.name", "plots.name", "plots.project_id", "plots.rows",
        "plots.shade", "plots.way", "plots/beds.depth", "plots/beds.id",
    ]  # fmt: skip
    assert all(each.certain and each.schema for each in found.all)
    name = of(found, "plots.name")
    assert (name.path, name.route, name.member) == (
        "garden/api/shade.py",
        "/v2.0/yard/plots",
        "plot",
    )
    assert (name.default, json.loads(name.schema)["maxLength"]) == ('"none"', 99)
    way = of(found, "plots.way")
    assert way.required and (way.path, way.line) == ("garden/api/plots.py", 16)
    assert json.loads(way.schema) == {"enum": ["in", "out"]}
    rows = of(found, "plots.rows")
    assert (rows.required, rows.default) == (False, "")
    assert json.loads(rows.schema) == {"type": "integer", "minimum": 0, "maximum": 255}
    assert not of(found, "plots.project_id").required
    assert of(found, "plots/beds.depth").route == "/v2.0/yard/plots/{id}/beds"
    assert of(found, "plots!dig").route == "/v2.0/yard/plots/{id}/dig"
    assert attribute_changes(found, found) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("garden/constants.py", "('in', 'out')", "('in',)",
         ("request_enum_value_removed", "POST /v2.0/yard/plots", 'can no longer be "out"')),
        ("garden/api/plots.py", "'default': ATTR_NOT_SPECIFIED, ", "",
         ("request_property_required", "POST /v2.0/yard/plots", "rows must be there now")),
        ("garden/api/plots.py", "2 ** 8 - 1", "99",
         ("request_maximum_lowered", "POST /v2.0/yard/plots", "must be at most 99, not 255")),
        ("garden/api/plots.py", "'way': {'allow_post': True", "'way': {'allow_post': False",
         ("request_property_refused", "POST /v2.0/yard/plots",
          "way is gone, and nothing else may be there")),
        ("garden/api/shade.py", "'is_filter': True, ", "",
         ("parameter_removed", "GET /v2.0/yard/plots", "the query parameter name is gone")),
        ("garden/api/plots.py", "'dig': 'PUT'", "",
         ("operation_removed", "PUT /v2.0/yard/plots/{id}/dig", "the operation is gone")),
        ("garden/api/shade.py", "'default': 'none'", "'default': 'x'",
         ("request_default_changed", "POST /v2.0/yard/plots",
          'name has the default "x" instead of "none"')),
        ("garden/api/shade.py", "'shade': {", "'shadow': {",
         ("response_property_removed", "POST /v2.0/yard/plots", "shade is gone")),
    ],
)  # fmt: skip
def test_what_breaks_a_caller_is_told_at_the_attribute(
    file: str, old: str, new: str, told: tuple[str, str, str], tmp_path: Path
) -> None:
    texts = {
        "garden/api/plots.py": PLOTS,
        "garden/api/shade.py": SHADE,
        "garden/constants.py": CONSTANTS,
    }
    assert old in texts[file]
    base = read(tmp_path / "base")
    head = read(tmp_path / "head", {file: texts[file].replace(old, new)})
    found = changes(base, head)
    assert told in found, found
    for each in attribute_changes(base, head):
        assert each.base.path.startswith("garden/api/") and "#" not in each.base.pointer


def test_two_modules_may_define_one_extension_in_a_circle(tmp_path: Path) -> None:
    needs = SHADE.replace("[plots.ALIAS]", "['twin']")
    twin = "ALIAS = 'twin'\nREQUIRED_EXTENSIONS = ['a-shade', 'nowhere']\n" + (
        "RESOURCE_ATTRIBUTE_MAP = {'%s': {'id': {'allow_post': False, 'is_visible': True}}}\n"
    )
    more = {"garden/api/shade.py": needs, "garden/api/one.py": twin % "hoes"}
    found = read(tmp_path, {**more, "garden/api/two.py": twin % "rakes"})
    assert {"hoes.id", "rakes.id", "plots.shade"} <= {each.name for each in found.all}


def test_what_a_new_extension_makes_of_an_attribute_is_no_change(tmp_path: Path) -> None:
    less = {"garden/api/shade.py": SHADE.replace("    'name': {", "    'other': {")}
    base, head = read(tmp_path / "base", less), read(tmp_path / "head")
    assert {"plots.name"} <= {each.name for each in base.all}
    assert not any("name" in each.message for each in attribute_changes(base, head))
    told = (
        "request_default_changed",
        "POST /v2.0/yard/plots",
        'name has the default "" instead of "none"',
    )
    assert told in changes(head, base)


def test_what_cannot_be_read_is_not_compared(tmp_path: Path) -> None:
    unknown = PLOTS.replace("const.NAME_SIZE", "elsewhere.SIZE").replace(
        "'type:values': const.DIRECTIONS", "'type:own_words': None"
    )
    base, head = read(tmp_path / "base"), read(tmp_path / "head", {"garden/api/plots.py": unknown})
    assert of(head, "plots.way").schema == ""
    assert changes(base, head) == changes(head, base) == set()
    flags = PLOTS.replace("'way': {'allow_post': True", "'way': {'allow_post': elsewhere.POST")
    head = read(tmp_path / "flags", {"garden/api/plots.py": flags})
    assert not of(head, "plots.way").certain
    assert changes(base, head) == set()


@pytest.mark.parametrize(
    "text",
    [
        "RESOURCE_ATTRIBUTE_MAP = RESOURCE_ATTRIBUTE_MAP\n",
        "from garden.api import odd\nRESOURCE_ATTRIBUTE_MAP = {**odd.RESOURCE_ATTRIBUTE_MAP}\n",
        "RESOURCE_ATTRIBUTE_MAP = None\nSUB_RESOURCE_ATTRIBUTE_MAP = [1]\nACTION_MAP = {1: 2}\n",
        "RESOURCE_ATTRIBUTE_MAP = {'a': {'b': 3, 4: {}, None: {}}, 5: {}, 'c': make()}\n",
        "RESOURCE_ATTRIBUTE_MAP = {'a': {'b': {**make(), 'validate': {make(): 1}, 'default': {1, 2}}}}\n",
        "RESOURCE_ATTRIBUTE_MAP = {'a': {'b': {'validate': {'type:values': 9 ** 9 ** 9}}}}\n",
        "SUB_RESOURCE_ATTRIBUTE_MAP = {'a': {'parent': 1, 'parameters': {'b': {}}}}  # RESOURCE_ATTRIBUTE_MAP\n",
        "RESOURCE_ATTRIBUTE_MAP = " + "{'a': " * 70 + "{}" + "}" * 70 + "\n",
        "RESOURCE_ATTRIBUTE_MAP = {\n",
    ],
)
def test_odd_maps_end_nothing(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, {"garden/api/odd.py": text})
    assert attribute_changes(found, found) == []
    assert of(found, "plots.way").required


def test_maps_in_a_preview_tree_may_change(tmp_path: Path) -> None:
    more = {
        "pyproject.toml": "[tool.coldframe]\npreview_trees = ['garden.preview']\n",
        "garden/preview/__init__.py": "",
        "garden/preview/ponds.py": PLOTS.replace("plot", "pond").replace(
            "garden.api import ponds", ""
        ),
    }
    base = read(tmp_path / "base", more)
    assert of(base, "ponds.way").stage and not of(base, "plots.way").stage
    more["garden/preview/ponds.py"] = more["garden/preview/ponds.py"].replace("2 ** 8 - 1", "9")
    found = attribute_changes(base, read(tmp_path / "head", more))
    assert found and {each.severity for each in found} == {"info"}


def test_releases_are_compared_and_a_snapshot_holds_the_maps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path)
    commit_all(tmp_path)
    stored = str(tmp_path / "old.json")
    assert main(["compat", "snapshot", str(tmp_path), "-o", stored]) == 0
    write(tmp_path, {"garden/constants.py": CONSTANTS.replace("('in', 'out')", "('in',)")})
    capsys.readouterr()
    for base in ("HEAD", stored):
        words = ["compat", "diff", base, str(tmp_path), "--path", str(tmp_path)]
        assert main([*words, "--surface", "rest"]) == 1
        assert (
            "error request_enum_value_removed\n  POST /v2.0/yard/plots: body.plot.way: "
        ) in capsys.readouterr().out
    acceptance = (
        '[[tool.coldframe.compat.accepted]]\nrule = "request_enum_value_removed"\n'
        'subject = "POST /v2.0/yard/plots"\nreason = "Nobody digs out."\nuntil = "2999-01-01"\n'
    )
    write(tmp_path, {"pyproject.toml": acceptance})
    assert main(["compat", "diff", "HEAD", str(tmp_path), "--path", str(tmp_path)]) == 0
    assert "Nobody digs out." in capsys.readouterr().out
    data = json.loads(Path(stored).read_text(encoding="utf-8"))
    next(each for each in data["rest"]["all"] if each["name"] == "plots.way")["schema"] = "]"
    Path(stored).write_text(json.dumps(data), encoding="utf-8")
    assert main(["compat", "diff", stored, str(tmp_path), "--path", str(tmp_path)]) == 2
    assert "Write the snapshot again." in capsys.readouterr().err
