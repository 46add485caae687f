"""What an adoption is made of, part by part: cases that must not change come first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.resolve.adopting.distribution import asked_of_host
from coldframe.resolve.adopting.labelled_pages import labelled
from coldframe.resolve.adopting.layout import TESTS, Behind, Placed
from coldframe.resolve.adopting.made_packages import package_edits
from coldframe.resolve.adopting.merging import merged
from coldframe.resolve.adopting.needs import needs
from coldframe.resolve.adopting.new_names import names_in_arrivals, names_in_host
from coldframe.resolve.adopting.told import behind_notes, named
from coldframe.resolve.plan import Arrival
from coldframe.source.worktree import WorkTree

HOST = b"[DEFAULT]\noutput_file = a.sample\nnamespace = net\n"


@pytest.mark.parametrize(
    "other",
    [
        b"[DEFAULT]\noutput_file = b.sample\nnamespace = fw\n",
        b"[DEFAULT]\noutput_file = a.sample\n",
        b"[fw]\nnamespace = fw\n",
    ],
)
def test_lists_that_differ_in_more_than_namespaces_are_not_merged(other: bytes) -> None:
    assert merged(HOST, other) is None
    assert merged(b"[DEFAULT]\n", HOST) is None


@pytest.mark.parametrize(
    ("host", "after"),
    [
        (HOST, HOST + b"namespace = fw\n"),
        (HOST[:-1], HOST + b"namespace = fw"),
        (HOST.replace(b"\n", b"\r\n"), (HOST + b"namespace = fw\n").replace(b"\n", b"\r\n")),
        (HOST + b"\n# end\n", HOST + b"namespace = fw\n\n# end\n"),
        (HOST + b"namespace=fw\n", HOST + b"namespace=fw\n"),
    ],
)
def test_namespaces_are_merged_line_by_line(host: bytes, after: bytes) -> None:
    assert merged(host, b"[DEFAULT]\noutput_file=a.sample\n# mine\nnamespace = fw\n") == after


def test_folders_that_stay_together_have_a_new_name_and_others_have_none() -> None:
    placed = [
        Placed("wall/__init__.py", "shop/preview/wall/__init__.py", "Code"),
        Placed("wall/core/api.py", "shop/preview/wall/core/api.py", "Code"),
        Placed("wall/tests/unit/test_a.py", "shop/tests/unit/preview/wall/test_a.py", "Tests"),
        Placed("wall/tests/base.py", "shop/tests/preview/wall/base.py", "Tests"),
        Placed("etc/wall.conf", "etc/wall.conf", "Configuration"),
    ]
    names = names_in_arrivals(placed, {"wall": "shop.preview.wall"})
    folders = {old: new for old, new in names.paths.items() if "." not in old}
    assert folders == {
        "wall/core": "shop/preview/wall/core",
        "wall/tests/unit": "shop/tests/unit/preview/wall",
    }
    assert "etc/wall.conf" not in names.paths
    assert names.paths["wall/tests/base.py"] == "shop/tests/preview/wall/base.py"


def test_modules_that_the_host_has_itself_keep_their_names_there() -> None:
    modules = {"wall": "shop.preview.wall", "wall.a": "shop.preview.wall.a", "wallet": "x.wallet"}
    assert names_in_host(modules, ["wall"]).modules == {"wallet": "x.wallet"}
    assert names_in_host(modules, []).modules == modules


@pytest.mark.parametrize(
    "text",
    [
        "version = VersionInfo(name)\n",
        "x = version('wally')\n",
        "x = versions('wall')\n",
        "x = version('wall', 2)\n",
        "'version(\"wall\")'\n",
        "x = resources.files('wall')\n",
    ],
)
def test_what_does_not_ask_for_the_distribution_stays(text: str, tmp_path: Path) -> None:
    tree = WorkTree(str(write(tmp_path, {"a.py": text})))
    assert asked_of_host(tree, ["a.py"], "wall", "shop") == ([], [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("v = pbr.version.VersionInfo('net-fw')  # net-fw\n", b"v = pbr.version.VersionInfo('net')  # net-fw\n"),
        ('v = version("net_fw")', b'v = version("net")'),
        ("é = metadata.version('Net.FW')\r\n", "é = metadata.version('net')\r\n".encode()),
    ],
)  # fmt: skip
def test_the_host_is_asked_for_its_version(before: str, after: bytes, tmp_path: Path) -> None:
    tree = WorkTree(str(write(tmp_path, {"a.py": before})))
    (edit,), left = asked_of_host(tree, ["a.py"], "net-fw", "net")
    assert edit.after == after
    assert left == []


def test_a_name_that_is_put_together_is_listed(tmp_path: Path) -> None:
    text = "v = version(__name__)\nw = version('net'\n    '-fw')\n"
    tree = WorkTree(str(write(tmp_path, {"a.py": text})))
    edits, left = asked_of_host(tree, ["a.py"], "net-fw", "net")
    assert edits == []
    assert [one.line for one in left] == [1, 2]


POETRY = """\
[tool.poetry]
name = "wall"
[tool.poetry.dependencies]
python = "^3.11"
a = "^1.2.3"
b = "^0.2"
c = "^0.0.3"
d = "~1.4.2"
e = "1.5"
f = "2.*"
g = ">=1,<3"
h = { version = "^2", extras = ["x"], markers = "sys_platform == 'linux'" }
i = "*"
j = { git = "https://shop.example/j.git" }
k = { version = "^1", optional = true }
[tool.poetry.extras]
more = ["k"]
test = ["i"]
[tool.poetry.group.dev.dependencies]
pytest = "^8"
"""


def test_ranges_of_poetry_are_written_as_others_write_them(tmp_path: Path) -> None:
    found = needs(WorkTree(str(write(tmp_path, {"pyproject.toml": POETRY}))))
    assert found.always == (
        "a>=1.2.3,<2",
        "b>=0.2,<0.3",
        "c>=0.0.3,<0.0.4",
        "d>=1.4.2,<1.5",
        "e==1.5",
        "f==2.*",
        "g>=1,<3",
        "h[x]>=2,<3; sys_platform == 'linux'",
        "i",
        "j @ git+https://shop.example/j.git",
    )
    assert found.extras == {"more": ("k>=1,<2",)}
    assert found.tests == ("i", "pytest>=8,<9")


def test_tools_are_no_needs_of_users(tmp_path: Path) -> None:
    text = """\
[project]
name = "wall"
dependencies = ["a"]
[project.optional-dependencies]
redis = ["r"]
docs = ["sphinx"]
test-all = ["pytest"]
[dependency-groups]
dev = ["ruff", { include-group = "lint" }]
"""
    files = {"pyproject.toml": text, "test-requirements.txt": "# all\nddt>=1 # MIT\n-r x.txt\n"}
    found = needs(WorkTree(str(write(tmp_path, files))))
    assert found.always == ("a",)
    assert found.extras == {"redis": ("r",)}
    assert found.tests == ("pytest", "ruff", "ddt>=1")


RST_BANNER = (
    ".. admonition:: Preview\n\n"
    "   Wall is a preview feature: it is off by default, and may change or be removed in any"
    " release.\n"
)
MD_BANNER = (
    "> **Preview.** Wall is a preview feature: it is off by default, and may change or be"
    " removed in any release.\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.rst", "Walls\n=====\n\nThis is a preview.\n"),
        ("b.rst", "no heading at all\n\n.. toctree::\n\n   b\n"),
        ("c.md", "text\n\n- a\n- b\n"),
        ("d.txt", "Walls\n=====\n"),
        ("e.rst", b"W\xe4lle\n=====\n"),
        ("f.rst", ".. literalinclude:: x\n-----------------------\n"),
    ],
)
def test_pages_that_stay_as_they_are(name: str, text: str | bytes, tmp_path: Path) -> None:
    tree = WorkTree(str(write(tmp_path, {name: text})))
    assert labelled(tree, [name], "Wall", "preview") == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.rst", "Walls\n=====\n\ntext\n", f"Walls\n=====\n\n{RST_BANNER}\ntext\n"),
        ("b.rst", "=====\nWalls\n=====\n", f"=====\nWalls\n=====\n\n{RST_BANNER}"),
        (
            "c.rst",
            "..\n   Licence\n\n.. _w:\n\nWalls\n-----\ntext\n",
            f"..\n   Licence\n\n.. _w:\n\nWalls\n-----\n\n{RST_BANNER}\ntext\n",
        ),
        ("d.md", "# Walls\ntext\n", f"# Walls\n\n{MD_BANNER}\ntext\n"),
        ("e.md", "---\na: 1\n---\n# Walls\n", f"---\na: 1\n---\n# Walls\n\n{MD_BANNER}"),
    ],
)
def test_pages_get_the_label_below_their_heading(
    name: str, before: str, after: str, tmp_path: Path
) -> None:
    for end in ("\n", "\r\n"):
        tree = WorkTree(str(write(tmp_path, {name: before.replace("\n", end)})))
        (edit,) = labelled(tree, [name], "Wall", "preview")
        assert (edit.after or b"").decode() == after.replace("\n", end)


def arriving(*paths: str, data: bytes = b"") -> list[Arrival]:
    return [Arrival("", path, data, TESTS) for path in paths]


def test_new_folders_are_packages_where_those_above_are(tmp_path: Path) -> None:
    tree = WorkTree(str(write(tmp_path, {"tests/__init__.py": "", "checks/a.py": ""})))
    made = package_edits(tree, arriving("tests/preview/wall/test_a.py", "checks/preview/x.py"))
    assert [edit.path for edit in made] == [
        "tests/preview/__init__.py",
        "tests/preview/wall/__init__.py",
    ]


def test_tests_that_import_their_neighbours_by_bare_names_stay_outside_packages(
    tmp_path: Path,
) -> None:
    tree = WorkTree(str(write(tmp_path, {"tests/__init__.py": ""})))
    paths = ("tests/preview/wall/test_a.py", "tests/preview/wall/helpers.py")
    made = package_edits(tree, arriving(*paths, data=b"from helpers import x\n"))
    assert [edit.path for edit in made] == ["tests/preview/__init__.py"]


def test_what_stays_behind_is_told_by_reason() -> None:
    behind = [Behind("LICENSE", "own"), Behind("README", "own"), Behind("ci/a", "jobs", True)]
    behind += [Behind("ci/b", "jobs", True)]
    assert list(behind_notes(behind)) == [
        "Stays behind, carry over what is needed: ci/ (2 files) (jobs).",
        "Stays behind: LICENSE, README (own).",
    ]
    assert named(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more"
