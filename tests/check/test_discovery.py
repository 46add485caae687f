"""Finds the host, its preview trees and their features, with nothing declared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.check.discovery import open_host as open_at
from coldframe.check.host import Host
from coldframe.check.root import find_root
from coldframe.check.run import check
from coldframe.declare.feature import Feature, PreviewTree
from coldframe.declare.mistake import Mistake
from coldframe.resolve.promoting.shims import shims


def host(root: Path, *paths: str, settings: str = "", **files: str) -> Host:
    """A host with these files, empty or with text, and settings."""
    write(root, dict.fromkeys(paths, ""))
    write(root, files)
    if settings:
        write(root, {"coldframe.toml": settings})
    return open_host(root)


def modules(of: Host) -> list[str]:
    return [tree.module for tree in of.preview_trees]


def names(of: Host) -> list[str]:
    return [feature.module for feature in of.features]


class TestRoot:
    def test_is_the_nearest_folder_with_settings(self, tmp_path: Path) -> None:
        commit_all(write(tmp_path, {"a/b/c.py": "", "a/coldframe.toml": ""}))
        assert find_root(str(tmp_path / "a/b")) == str(tmp_path / "a")
        assert find_root(str(tmp_path / "a/b/c.py")) == str(tmp_path / "a")

    def test_may_be_said_in_pyproject(self, tmp_path: Path) -> None:
        write(
            tmp_path, {"a/pyproject.toml": "[tool.coldframe]\n", "a/b/pyproject.toml": "[tool.x]"}
        )
        write(tmp_path, {"a/b/c/d.py": ""})
        assert find_root(str(tmp_path / "a/b/c")) == str(tmp_path / "a")

    def test_is_the_top_of_the_repository_without_settings(self, tmp_path: Path) -> None:
        commit_all(write(tmp_path / "top", {"a/b.py": ""}))
        write(tmp_path, {"coldframe.toml": ""})  # above the repository: not its settings
        assert find_root(str(tmp_path / "top/a")) == str(tmp_path / "top")

    def test_is_the_start_where_there_is_nothing(self, tmp_path: Path) -> None:
        write(tmp_path, {"a/b.py": ""})
        assert find_root(str(tmp_path / "a")) == str(tmp_path / "a")

    def test_must_exist(self, tmp_path: Path) -> None:
        with pytest.raises(Mistake, match="there is no folder"):
            find_root(str(tmp_path / "no"))

    def test_must_have_files(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q", "--bare")
        with pytest.raises(Mistake, match="bare git repository"):
            open_at(str(tmp_path / "refs"))


class TestTreesByUsualNames:
    @pytest.mark.parametrize(
        "name", ["preview", "experimental", "_experimental", "incubator", "labs", "contrib"]
    )
    def test_all_usual_names(self, name: str, tmp_path: Path) -> None:
        of = host(tmp_path, "acme/__init__.py", f"acme/{name}/__init__.py", f"acme/{name}/x.py")
        assert modules(of) == [f"acme.{name}"]
        assert names(of) == [f"acme.{name}.x"]

    def test_several_and_nested_ones(self, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            "acme/__init__.py",
            "acme/net/__init__.py",
            "acme/net/experimental/__init__.py",
            "acme/net/experimental/x.py",
            "acme/preview/__init__.py",
            "acme/preview/y/__init__.py",
            "acme/preview/y/labs/__init__.py",
            "acme/preview/y/labs/z.py",
        )
        assert modules(of) == ["acme.net.experimental", "acme.preview"]
        assert names(of) == ["acme.net.experimental.x", "acme.preview.y"]

    def test_top_level_package(self, tmp_path: Path) -> None:
        of = host(tmp_path, "preview/__init__.py", "preview/x.py")
        assert modules(of) == ["preview"] and of.preview_trees[0].path == "preview"

    @pytest.mark.parametrize(
        "folder",
        [
            "tests/unit/preview",
            "acme/tests/preview",
            "docs/preview",
            "examples/labs",
            "acme/_vendor/other/contrib",
            "third_party/other/contrib",
            "build/lib/acme/preview",
            "lib/python3.11/site-packages/x/contrib",
            ".hidden/preview",
        ],
    )
    def test_not_where_nobody_develops(self, folder: str, tmp_path: Path) -> None:
        above = [p.as_posix() for p in Path(folder).parents if p.as_posix() != "."]
        of = host(tmp_path, *(f"{p}/__init__.py" for p in (*above, folder)), f"{folder}/x.py")
        assert modules(of) == [] and of.notes == []

    def test_not_what_only_contains_the_word(self, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            "acme/__init__.py",
            "acme/preview.py",
            "acme/preview_image/__init__.py",
            "acme/preview_image/x.py",
            "acme/xpreview/__init__.py",
            "acme/xpreview/x.py",
            "acme/preview/logo.svg",
            "acme/labs/__init__.py",
        )
        assert modules(of) == [] and of.notes == []

    def test_tests_of_a_preview_tree_are_none(self, tmp_path: Path) -> None:
        """As in celery: its tests are in t/, and t/unit/contrib is a package."""
        tests = [f"t/unit/contrib/test_{name}.py" for name in ("a", "b", "c")]
        more = ("t/unit/contrib/proj/__init__.py", "t/unit/contrib/proj/conf.py")
        of = host(tmp_path, "acme/contrib/a.py", "acme/__init__.py", "t/unit/contrib/__init__.py",
                  *tests, *more)  # fmt: skip
        assert modules(of) == ["acme.contrib"]
        assert of.notes == [
            "t/unit/contrib is not taken for a preview tree: most of its files are tests."
            ' If it is one: preview_trees = ["t.unit.contrib"]'
        ]

    def test_what_is_in_doubt_is_not_said_to_be_missing(self, tmp_path: Path) -> None:
        host(tmp_path, "acme/__init__.py", "contrib/release.py")
        assert [note[:20] for note in check(str(tmp_path)).notes] == ["contrib is not taken"]

    def test_folder_of_scripts_is_said_not_taken(self, tmp_path: Path) -> None:
        of = host(tmp_path, "acme/__init__.py", "contrib/release.py")
        assert modules(of) == []
        assert of.notes == [
            "contrib is not taken for a preview tree: neither it nor the folder around it has an"
            ' __init__.py. If it is one: preview_trees = ["contrib"]'
        ]

    def test_ordinary_package_among_many_is_said_not_taken(self, tmp_path: Path) -> None:
        parts = [f"acme/components/c{i}/__init__.py" for i in range(20)]
        labs = [f"acme/components/labs/{name}.py" for name in ("__init__", "const", "helpers")]
        of = host(tmp_path, "acme/__init__.py", "acme/components/__init__.py", *parts, *labs)
        assert modules(of) == []
        assert "one of 21 packages side by side" in of.notes[0]
        assert 'preview_trees = ["acme.components.labs"]' in of.notes[0]

    def test_package_whose_init_uses_its_modules_is_said_not_taken(self, tmp_path: Path) -> None:
        files = {
            "acme/__init__.py": "",
            "acme/preview/__init__.py": "from .render import Render\nfrom . import (\n  size,\n)\n",
            "acme/preview/render.py": "",
            "acme/preview/size.py": "",
        }
        of = open_host(write(tmp_path, files))
        assert modules(of) == []
        assert "its __init__.py imports 2 of its 2 modules" in of.notes[0]

    def test_unmistakable_name_is_taken_although_its_init_imports(self, tmp_path: Path) -> None:
        files = {
            "acme/__init__.py": "",
            "acme/experimental/__init__.py": "from .a import A\nfrom .b import B\n",
            "acme/experimental/a.py": "",
            "acme/experimental/b.py": "",
        }
        assert names(open_host(write(tmp_path, files))) == [
            "acme.experimental.a",
            "acme.experimental.b",
        ]

    def test_deleted_tree_is_none(self, tmp_path: Path) -> None:
        commit_all(write(tmp_path, {"acme/__init__.py": "", "acme/preview/x.py": ""}))
        (tmp_path / "acme/preview/x.py").unlink()
        assert modules(open_host(tmp_path)) == []


class TestModuleNames:
    def test_src_layout(self, tmp_path: Path) -> None:
        of = host(tmp_path, "src/acme/__init__.py", "src/acme/preview/x.py")
        assert modules(of) == ["acme.preview"]
        assert of.preview_trees[0].path == "src/acme/preview"

    def test_namespace_in_src(self, tmp_path: Path) -> None:
        of = host(tmp_path, "src/org/cloud/acme/__init__.py", "src/org/cloud/acme/preview/x.py")
        assert modules(of) == ["org.cloud.acme.preview"]

    def test_no_init_anywhere_in_src(self, tmp_path: Path) -> None:
        of = host(tmp_path, "src/acme/preview/x.py")
        assert modules(of) == ["acme.preview"]
        assert [note.path for note in of.tree.unread] == ["."]  # no file was missed

    def test_no_init_but_in_the_features(self, tmp_path: Path) -> None:
        assert modules(host(tmp_path, "acme/preview/x/__init__.py")) == ["acme.preview"]

    def test_folder_without_init_within_a_package(self, tmp_path: Path) -> None:
        of = host(tmp_path, "acme/__init__.py", "acme/lib/labs/__init__.py", "acme/lib/labs/x.py")
        assert modules(of) == ["acme.lib.labs"]

    def test_folder_around_a_project_is_no_part_of_the_name(self, tmp_path: Path) -> None:
        of = host(
            tmp_path, "backend/acme/__init__.py", "backend/acme/preview/x.py", "backend/setup.py"
        )
        assert modules(of) == ["acme.preview"]

    def test_folder_is_part_of_the_name_if_it_is_imported_so(self, tmp_path: Path) -> None:
        of = host(tmp_path, "org/acme/__init__.py", "org/acme/preview/x.py")
        assert modules(of) == ["acme.preview"]
        write(tmp_path, {"main.py": "from org.acme import start\n"})
        assert modules(open_host(tmp_path)) == ["org.acme.preview"]


class TestTreesBySetting:
    def test_only_these(self, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            "acme/__init__.py",
            "acme/preview/x.py",
            "acme/soon/y.py",
            settings='preview_trees = ["acme.soon"]\n',
        )
        assert modules(of) == ["acme.soon"] and names(of) == ["acme.soon.y"]

    def test_none(self, tmp_path: Path) -> None:
        of = host(
            tmp_path, "acme/__init__.py", "acme/preview/x.py", settings="preview_trees = []\n"
        )
        assert modules(of) == [] and names(of) == []

    @pytest.mark.parametrize("folder", ["", "src/", "lib/", "backend/"])
    def test_anywhere(self, folder: str, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            f"{folder}acme/__init__.py",
            f"{folder}acme/soon/x.py",
            settings='preview_trees = ["acme.soon"]\n',
        )
        assert of.preview_trees[0].path == f"{folder}acme/soon"

    def test_doubtful_one_is_taken_when_it_is_named(self, tmp_path: Path) -> None:
        of = host(tmp_path, "contrib/x.py", settings='preview_trees = ["contrib"]\n')
        assert names(of) == ["contrib.x"] and of.notes == []

    def test_unknown_names_the_nearest(self, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            "src/acme/__init__.py",
            "src/acme/preview/x.py",
            settings='cycles = 3\npreview_trees = ["acme.previw"]\n',
        )
        with pytest.raises(Mistake) as caught:
            _ = of.preview_trees
        assert str(caught.value) == (
            "coldframe.toml:2: there is no package acme.previw\n  Did you mean 'acme.preview'?"
        )

    def test_module_is_no_tree(self, tmp_path: Path) -> None:
        of = host(tmp_path, "acme/preview.py", settings='preview_trees = ["acme.preview"]\n')
        with pytest.raises(Mistake, match="is a module, not a package"):
            _ = of.preview_trees

    def test_ambiguous_one_is_refused(self, tmp_path: Path) -> None:
        paths = [f"{side}/acme/{name}" for side in "ab" for name in ("__init__.py", "soon/x.py")]
        of = host(tmp_path, *paths, settings='preview_trees = ["acme.soon"]\n')
        with pytest.raises(Mistake, match="more than one package"):
            _ = of.preview_trees

    def test_excluded_paths_are_not_there(self, tmp_path: Path) -> None:
        of = host(
            tmp_path,
            "acme/__init__.py",
            "acme/preview/x.py",
            "old/__init__.py",
            "old/preview/y.py",
            settings='exclude = ["old/**"]\n',
        )
        assert names(of) == ["acme.preview.x"]
        assert "old/preview/y.py" not in of.tree.paths()


class TestFeatures:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        return write(tmp_path, {"acme/__init__.py": "", "acme/preview/__init__.py": ""})

    def within(self, root: Path, *paths: str, settings: str = "") -> Host:
        return host(root, *(f"acme/preview/{path}" for path in paths), settings=settings)

    def test_packages_and_modules(self, root: Path) -> None:
        of = self.within(root, "b/__init__.py", "b/x.py", "a.py", "c/deep/er/x.py")
        assert [(f.name, f.path, f.is_package) for f in of.features] == [
            ("a", "acme/preview/a.py", False),
            ("b", "acme/preview/b", True),
            ("c", "acme/preview/c", True),
        ]

    def test_stubs_belong_to_their_module(self, root: Path) -> None:
        of = self.within(root, "a.py", "a.pyi", "only.pyi", "p/__init__.pyi", "p.pyi")
        assert [f.path for f in of.features] == [
            "acme/preview/a.py",
            "acme/preview/only.pyi",
            "acme/preview/p",
        ]
        assert of.features[0].owns("acme/preview/a.pyi")
        assert not of.features[0].owns("acme/preview/ab.py")

    def test_compiled_modules(self, root: Path) -> None:
        of = self.within(root, "a.pyx", "b.cpython-312-x86_64-linux-gnu.so", "b.pyi")
        assert [(f.name, f.path, f.is_package) for f in of.features] == [
            ("a", "acme/preview/a.pyx", False),
            ("b", "acme/preview/b.pyi", False),
        ]
        assert of.features[1].owns("acme/preview/b.cpython-312-x86_64-linux-gnu.so")

    def test_what_is_none(self, root: Path) -> None:
        of = self.within(
            root,
            "__main__.py",
            "conftest.py",
            "_version.py",
            "version.py",
            "test_x.py",
            "tests/test_x.py",
            "data/x.json",
            "__pycache__/x.cpython-311.pyc",
            "py.typed",
            "README.md",
            "old.copy.py",
        )
        assert of.features == () and of.preview_trees == ()

    def test_helpers_are_shared(self, root: Path) -> None:
        of = self.within(root, "_impl.py", "utils.py", "common/__init__.py", "a.py")
        assert names(of) == ["acme.preview.a"]
        assert of.preview_trees[0].shared == (
            "acme.preview._impl",
            "acme.preview.common",
            "acme.preview.utils",
        )

    def test_settings_decide_what_is_shared(self, root: Path) -> None:
        of = self.within(
            root,
            "utils.py",
            "a.py",
            "b.py",
            settings='features = ["acme.preview.utils"]\nshared = ["acme.preview.b"]\n',
        )
        assert names(of) == ["acme.preview.a", "acme.preview.utils"]
        assert of.preview_trees[0].shared == ("acme.preview.b",)

    def test_settings_that_name_no_module(self, root: Path) -> None:
        of = self.within(root, "helper.py", settings='shared = ["acme.preview.helpr"]\n')
        with pytest.raises(Mistake, match="directly in no preview tree") as caught:
            _ = of.preview_trees
        assert caught.value.remedy == "Did you mean 'acme.preview.helper'?"
        assert (caught.value.path, caught.value.line) == ("coldframe.toml", 1)

    def test_names_that_python_cannot_import(self, root: Path) -> None:
        of = self.within(root, "with-dash/x.py", "class.py", "import/x.py", "ä.py")
        assert [f.name for f in of.features] == ["class", "import", "ä"]
        assert of.notes == ["acme/preview/with-dash is no feature: Python cannot import that name"]

    def test_same_name_in_two_trees(self, root: Path) -> None:
        of = host(root, "acme/preview/x.py", "acme/labs/x.py")
        assert names(of) == ["acme.labs.x", "acme.preview.x"]

    def test_deleted_but_not_committed(self, root: Path) -> None:
        commit_all(write(root, dict.fromkeys(["acme/preview/a/x.py", "acme/preview/b.py"], "")))
        write(root, {"acme/preview/c.py": ""})
        (root / "acme/preview/a/x.py").unlink()
        assert names(open_host(root)) == ["acme.preview.b", "acme.preview.c"]

    def test_declarations(self, root: Path) -> None:
        write(root, {"acme/preview/a/preview.toml": 'title = "A"\n', "acme/preview/a/x.py": ""})
        write(root, {"acme/preview/b.preview.toml": 'title = "B"\n', "acme/preview/b.py": ""})
        write(root, {"acme/preview/c.py": ""})
        declared = [f.declaration for f in open_host(root).features]
        assert [d and (d.path, d.title) for d in declared] == [
            ("acme/preview/a/preview.toml", "A"),
            ("acme/preview/b.preview.toml", "B"),
            None,
        ]

    def test_features_of_a_commit(self, root: Path) -> None:
        write(root, {"acme/preview/a.py": ""})
        commit_all(root, tag="1.0")
        write(root, {"acme/preview/b.py": ""})
        commit_all(root)
        assert [f.name for f in open_at(str(root), "1.0").features] == ["a"]
        with pytest.raises(Mistake, match="git knows no revision") as caught:
            open_at(str(root), "2.0")
        assert "1.0" in caught.value.remedy


class TestForwarding:
    """What is left of a feature that has moved."""

    def forwards(self, root: Path, text: str, **more: str) -> str:
        write(root, {"acme/__init__.py": "", "acme/preview/__init__.py": "", "acme/core.py": ""})
        write(root, {"acme/preview/x/__init__.py": text})
        write(root, {f"acme/preview/x/{name}.py": other for name, other in more.items()})
        return open_host(root).features[0].forwards_to

    @pytest.mark.parametrize(
        "text",
        [
            "from acme.core import Thing\n",
            "from ...core import Thing as _T\n__all__ = ['Thing']\nThing = _T\n",
            "import warnings\nfrom acme.core import Thing\nwarnings.warn('moved', stacklevel=2)\n",
            "'''Moved.'''\nimport warnings\nfrom acme.core import Thing as Base\n"
            "class Thing(Base):\n    def __init__(self, *a):\n        warnings.warn('x')\n"
            "        super().__init__(*a)\n",
            "from acme.core import _do\nfrom acme._src.things import helper\n",
            "from acme.core import do as _do\ndef do(*args):\n    warn_moved()\n"
            "    return _do(*args)\n",
            "from acme import core\ndef __getattr__(name):\n    return getattr(core, name)\n",
        ],
    )
    def test_hands_on(self, text: str, tmp_path: Path) -> None:
        assert self.forwards(tmp_path, text) in ("acme.core", "acme")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "from .impl import Thing\n",
            "import os\n",
            "from acme.core import Thing\nclass Mine(Thing):\n    def work(self):\n"
            "        return 1\n",
            "from acme.core import Thing\nREGISTRY = Thing()\n",
            "from acme.core import Thing\ndef work():\n    return Thing() + 1\n",
            "from acme.preview.y import Thing\n",
            "from acme.core import (\n",
            "from acme._warnings import PreviewWarning\n",
            "from acme._src.core import Thing as Thing\n",  # as jax.experimental does
            "from acme.core._core import _Thing, Other\nThing = _Thing\n",
            "from acme.core._core import _Thing as Thing, Other\n",  # as vertexai.preview does
        ],
    )
    def test_does_work_of_its_own(self, text: str, tmp_path: Path) -> None:
        assert self.forwards(tmp_path, text) == ""

    def test_any_module_with_work_counts(self, tmp_path: Path) -> None:
        text = "from acme.core import Thing\n"
        assert self.forwards(tmp_path, text, other="def f():\n    return 1\n") == ""

    def test_what_a_promotion_leaves(self, tmp_path: Path) -> None:
        tree = PreviewTree("acme.preview", "acme/preview")
        feature = Feature("x", "acme.preview.x", "acme/preview/x", tree)
        names = {"acme.preview.x": "", "acme.preview.x.y": "acme.core.y"}
        for new in ("acme.core", ""):
            (edit,) = shims(feature, names | {"acme.preview.x": new}, "2.0", "X")
            assert edit.after is not None
            text = edit.after.decode()
            assert self.forwards(tmp_path, text) == (new or "acme.core.y")
        assert self.forwards(tmp_path, text, other="def f():\n    return 1\n") == ""

    def test_one_file_feature(self, tmp_path: Path) -> None:
        write(tmp_path, {"acme/__init__.py": "", "acme/preview/x.py": "from acme.core import T\n"})
        assert open_host(tmp_path).features[0].forwards_to == "acme.core"


def test_finding_features_needs_no_heavy_import(tmp_path: Path) -> None:
    commit_all(write(tmp_path, {"acme/__init__.py": "", "acme/preview/x.py": "import os\n"}))
    code = (
        "import sys; from coldframe.check.discovery import open_host;"
        f" open_host({str(tmp_path)!r}).features;"
        " print(sorted({'subprocess', 'tomllib', 'pathlib', 'json', 'ast', 'difflib'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True)
    if sys.platform == "linux":
        assert done.stdout.decode().strip() == "[]", done.stderr.decode()
