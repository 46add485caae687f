"""The OpenStack adapter plans what is certain, and lists the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.declare.feature import PreviewTree
from coldframe.resolve.adapters.adapter import Relocation, Ties
from coldframe.resolve.adapters.openstack import OpenStack
from coldframe.resolve.rewrite.renames import Renames
from coldframe.source.worktree import WorkTree

PYPROJECT = """\
[build-system]
requires = ["pbr>=6"]
build-backend = "pbr.build"
[project]
name = "net"
dynamic = ["version", "dependencies"]
"""
FINDER = """\
def get_extensions_path(plugins):
    for plugin in plugins.values():
        module = configuration.Module(
            plugin.__module__.split('.')[0])
        yield module


OTHER = plugin.__module__.split('.')[0]
"""
TAUGHT = """\
def get_extensions_path(plugins):
    for plugin in plugins.values():
        module = configuration.Module(
            plugin.__module__.split('.')[0])
        parts = plugin.__module__.split('.')
        if parts[1:2] == ['preview']:
            # A preview feature has its extensions in its own package.
            module = configuration.Module(
                '.'.join(parts[:3]))
        yield module


OTHER = plugin.__module__.split('.')[0]
"""


def write(root: Path, files: dict[str, str]) -> WorkTree:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return WorkTree(str(root))


def ties(root: Path, files: dict[str, str]) -> Ties:
    tree = write(root, files)
    relocation = Relocation(
        tree,
        Renames({"net_fw": "net.preview.fw"}),
        "net.preview.fw",
        PreviewTree("net.preview", "net/preview"),
    )
    return OpenStack().ties(relocation)


def test_the_folder_of_the_extensions_is_taught(tmp_path: Path) -> None:
    found = ties(
        tmp_path,
        {"net/api/extensions.py": FINDER, "net/preview/fw/extensions/wall.py": "class Wall: ...\n"},
    )
    (edit,) = found.edits
    assert edit.path == "net/api/extensions.py"
    assert (edit.after or b"").decode() == TAUGHT
    assert not found.left


def test_what_is_taught_already_is_left_as_it_is(tmp_path: Path) -> None:
    extension = {"net/preview/fw/extensions/wall.py": "class Wall: ...\n"}
    assert ties(tmp_path, {"net/api/extensions.py": TAUGHT, **extension}) == Ties()


def test_two_preview_trees_are_two_lessons(tmp_path: Path) -> None:
    extension = {"net/preview/fw/extensions/wall.py": "class Wall: ...\n"}
    tree = write(tmp_path, {"net/api/extensions.py": TAUGHT, **extension})
    labs = PreviewTree("net.labs", "net/labs")
    write(tmp_path, {"net/labs/vpn/extensions/vpn.py": "class Vpn: ...\n"})
    relocation = Relocation(tree, Renames({"net_vpn": "net.labs.vpn"}), "net.labs.vpn", labs)
    (edit,) = OpenStack().ties(relocation).edits
    both = (edit.after or b"").decode()
    assert "['labs']" in both and "['preview']" in both
    write(tmp_path, {"net/api/extensions.py": both})
    (tmp_path / "net/labs/vpn/extensions/vpn.py").unlink()
    (edit,) = OpenStack().untied(WorkTree(str(tmp_path)), labs)
    assert (edit.after or b"").decode() == TAUGHT


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_lesson_goes_with_the_last_feature_that_has_extensions(
    tmp_path: Path, end: str
) -> None:
    preview = PreviewTree("net.preview", "net/preview")
    write(tmp_path, {"net/preview/vpn/extensions/vpn.py": "class Vpn: ...\n"})
    place = tmp_path / "net/api/extensions.py"
    place.parent.mkdir(parents=True)
    place.write_bytes(TAUGHT.replace("\n", end).encode())
    assert OpenStack().untied(WorkTree(str(tmp_path)), preview) == ()
    (tmp_path / "net/preview/vpn/extensions/vpn.py").unlink()
    tree = WorkTree(str(tmp_path))
    (edit,) = OpenStack().untied(tree, preview)
    assert edit.after == FINDER.replace("\n", end).encode()
    other = tree.read("net/api/extensions.py").replace(b"# A preview", b"# Any preview")
    place.write_bytes(other)
    assert OpenStack().untied(WorkTree(str(tmp_path)), preview) == ()  # somebody's own words


def test_a_feature_without_extensions_needs_no_lesson(tmp_path: Path) -> None:
    assert ties(tmp_path, {"net/api/extensions.py": FINDER}) == Ties()


def test_another_shape_is_listed_and_not_edited(tmp_path: Path) -> None:
    finder = FINDER.replace("split('.')[0])", "split('.')[0], True)")
    extension = {"net/preview/fw/extensions/wall.py": "class Wall: ...\n"}
    found = ties(tmp_path, {"net/api/extensions.py": finder, **extension})
    assert not found.edits
    assert [(left.path, left.line) for left in found.left] == [("net/api/extensions.py", 3)]


def test_an_extension_that_is_not_called_as_its_file_is_listed(tmp_path: Path) -> None:
    found = ties(tmp_path, {"net/preview/fw/extensions/wall.py": "class Fence: ...\n"})
    assert [left.text for left in found.left] == ["class Fence"]


def test_a_name_that_is_a_file_name_too_is_listed(tmp_path: Path) -> None:
    text = "LOG = logging.getLogger(__name__)\nx = pc.ProviderConfiguration('net_fw',\n    1)\n"
    found = ties(tmp_path, {"net/preview/fw/plugin.py": text})
    assert [(left.path, left.line) for left in found.left] == [("net/preview/fw/plugin.py", 2)]
    assert "net_fw.conf" in found.left[0].why
    assert not found.notes


@pytest.mark.parametrize(("requirement", "fits"), [("oslo.config>=5", True), ("flask", False)])
def test_openstack_is_pbr_and_oslo(tmp_path: Path, requirement: str, fits: bool) -> None:
    tree = write(tmp_path, {"pyproject.toml": PYPROJECT, "requirements.txt": requirement + "\n"})
    assert OpenStack().fits(tree) is fits


I18N = (
    'DOMAIN = "{}"\n_translators = oslo_i18n.TranslatorFactory(domain=DOMAIN)\n_ = _translators\n'
)


@pytest.mark.parametrize(
    ("project", "own"),
    [
        ({}, True),
        ({"fw/_i18n.py": I18N.format("fw") + "def _x(): ...\n"}, False),
        ({"fw/a.py": "from fw._i18n import DOMAIN\n"}, False),
        ({"fw/_i18n.py": ""}, True),
    ],
)
def test_the_hosts_translations_serve_if_they_have_every_name(
    project: dict[str, str], own: bool, tmp_path: Path
) -> None:
    host = write(tmp_path / "host", {"net/_i18n.py": I18N.format("net")})
    tree = write(tmp_path / "fw", {"fw/_i18n.py": I18N.format("fw"), **project})
    found = OpenStack().own_modules(host, "net", tree, "fw")
    assert found == ({"fw._i18n": "net._i18n"} if own else {})


def test_without_a_module_of_translations_nothing_is_the_hosts(tmp_path: Path) -> None:
    host, tree = write(tmp_path / "host", {"a.py": ""}), write(tmp_path / "fw", {"fw/a.py": ""})
    assert OpenStack().own_modules(host, "net", tree, "fw") == {}


def test_extensions_that_leave_the_preview_tree_must_go_where_they_are_looked_for(
    tmp_path: Path,
) -> None:
    files = {"net/api/extensions.py": TAUGHT, "net/services/fw/extensions/fw.py": "class Fw: ...\n"}
    names = Renames({"net.preview.fw": "net.services.fw"})
    relocation = Relocation(write(tmp_path, files), names, "net.services.fw")
    found = OpenStack().ties(relocation)
    assert found.edits == ()
    (left,) = found.left
    assert (left.path, left.line) == ("net/services/fw/extensions/fw.py", 1)
    assert 'extensions = "net.extensions"' in left.why
