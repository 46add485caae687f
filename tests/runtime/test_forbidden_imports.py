"""A process that does without previews does without those of the libraries it uses."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coldframe.runtime import Previews, RefusedImport, forbidden_imports

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "trellis"
version = "1.0"
"""
LIBRARY = {
    "pyproject.toml": PROJECT,
    "trellis/__init__.py": "def climb():\n    from trellis.preview import gold\n    return gold\n",
    "trellis/preview/__init__.py": "",
    "trellis/preview/_shared.py": "",
    "trellis/preview/gold/__init__.py": "",
    "trellis/preview/gold/leaf.py": "",
    "trellis/preview/gold/preview.toml": 'title = "Gold"\n',
    "trellis/preview/silver.py": "",
    "trellis/preview/silver.preview.toml": 'title = "Silver"\n',
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip has installed a library that has never heard of the runtime."""
    root = tmp_path_factory.mktemp("library")
    for path, text in LIBRARY.items():
        file = root / "source" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--target", str(root / "site"), str(root / "source")]
    subprocess.run(command, check=True)
    return root / "site"


@pytest.fixture
def archive(installed: Path, tmp_path: Path) -> Path:
    return Path(shutil.make_archive(str(tmp_path / "site"), "zip", installed))


def run(host, site: Path, code: str, forbid: str) -> subprocess.CompletedProcess[str]:
    """A fresh process of the host, which has the library in ``site``."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(host.root), str(site)])}
    environment.pop("COLDFRAME_GUARD", None)
    environment["COLDFRAME_FORBID"] = forbid
    begin = f"from coldframe.runtime import Previews\nPreviews({host.tree!r})\n"
    return subprocess.run(
        [sys.executable, "-c", begin + code],
        env=environment,
        cwd=host.root,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("forbid", ["all", "trellis", "trellis.preview", "other, gold"])
@pytest.mark.parametrize("form", ["installed", "archive"])
def test_a_feature_of_a_library(host, request, form: str, forbid: str) -> None:
    site = request.getfixturevalue(form)
    done = run(host, site, "import trellis\ntrellis.climb()\n", forbid)
    assert done.returncode == 1
    entry = forbid.rpartition(" ")[2]
    where = os.path.join(str(site), "trellis", "__init__.py")
    assert done.stderr.splitlines()[-2:] == [
        f"coldframe.runtime.refusal.RefusedImport: {where}:2: trellis imports trellis.preview.gold,"
        f" a preview feature of trellis.preview, but COLDFRAME_FORBID forbids '{entry}'",
        f"  Take the import out, or '{entry}' out of COLDFRAME_FORBID.",
    ]


@pytest.mark.parametrize("form", ["installed", "archive"])
@pytest.mark.parametrize(
    "code",
    ["from trellis.preview import silver", "import trellis.preview.silver as silver"],
)
def test_a_feature_of_one_file(host, request, form: str, code: str) -> None:
    done = run(host, request.getfixturevalue(form), code, "all")
    assert "<string>:3: __main__ imports trellis.preview.silver" in done.stderr


@pytest.mark.parametrize("form", ["installed", "archive"])
@pytest.mark.parametrize("forbid", ["", "trellis.preview.silver", "rich", "shop"])
def test_all_else_goes_on(host, request, form: str, forbid: str) -> None:
    code = "import trellis, json.decoder\ntrellis.climb()\nimport trellis.preview._shared\n"
    assert run(host, request.getfixturevalue(form), code, forbid).stderr == ""


def test_what_is_no_feature_is_not_refused(host, installed) -> None:
    code = "import email.mime.text, xml.etree.ElementTree, trellis.preview._shared\n"
    code += "import importlib.util\nassert importlib.util.find_spec('trellis.preview.gold')\n"
    assert run(host, installed, code, "all").stderr == ""


def test_nothing_is_loaded_for_it_while_nothing_is_forbidden(host, installed) -> None:
    code = (
        "import sys\nprint([name for name in sys.modules if name.endswith('.forbidden_imports')])"
    )
    assert run(host, installed, code, "").stdout == "[]\n"


def test_who_was_quicker_is_told_at_the_start(host, installed) -> None:
    """Which of the two is imported first must not decide."""
    begin = "import trellis\ntrellis.climb()\n"
    code = f"{begin}Previews({host.tree!r})"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(host.root), str(installed)])}
    done = subprocess.run(
        [sys.executable, "-c", f"{begin}from coldframe.runtime import Previews\n{code}"],
        env={**environment, "COLDFRAME_FORBID": "all"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (
        "RefusedImport: 'gold', a preview feature of trellis.preview, is loaded, but"
        " COLDFRAME_FORBID forbids 'all'\n  Take out what imports trellis.preview.gold, or 'all' out"
    ) in done.stderr


def test_an_ended_feature_is_stable(host, monkeypatch) -> None:
    """A promoted feature leaves a module that hands on."""
    host.write("preview/coupons.py", "")
    monkeypatch.setenv("COLDFRAME_FORBID", "all")
    host.previews()
    importlib.import_module(f"{host.tree}.coupons")


def test_a_tree_in_two_folders(bare, monkeypatch, tmp_path) -> None:
    """The declaration may be in another portion of a namespace than the first."""
    for portion, declaration in (("a", False), ("b", True)):
        folder = tmp_path / portion / f"{bare.package}_space" / "labs"
        folder.mkdir(parents=True)
        if declaration:
            (folder / "gold.py").touch()
            (folder / "gold.preview.toml").write_text("title = 'Gold'\n")
        monkeypatch.syspath_prepend(str(tmp_path / portion))
    monkeypatch.setenv("COLDFRAME_FORBID", "all")
    bare.previews()
    with pytest.raises(RefusedImport, match=r"labs\.gold, a preview feature of"):
        importlib.import_module(f"{bare.package}_space.labs.gold")


def test_a_package_in_no_folder(bare, monkeypatch, tmp_path) -> None:
    """Loaders of others need not have data, nor readers that work."""
    name = f"{bare.package}_odd"

    class Loader:
        def create_module(self, spec):
            return None

        def exec_module(self, module):
            module.__path__ = [3, "/nowhere"] if module.__name__ == name else []

        def get_resource_reader(self, module):
            raise KeyError(module)

    class Finder:
        def find_spec(self, wanted, path=None, target=None):
            if wanted.partition(".")[0] == name:
                return importlib.util.spec_from_loader(wanted, Loader(), is_package=True)
            return None

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    monkeypatch.setenv("COLDFRAME_FORBID", "all")
    Previews(bare.tree)
    assert importlib.import_module(f"{name}.inner").__name__ == f"{name}.inner"


def test_a_declaration_in_a_nested_folder_of_an_archive_is_of_that_folder(host, tmp_path) -> None:
    archive = tmp_path / "deep.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in ("deep/__init__.py", "deep/gold/__init__.py", "deep/gold/leaf/__init__.py"):
            file.writestr(path, "")
        file.writestr("deep/gold/leaf/preview.toml", "title = 'Leaf'\n")
    assert run(host, archive, "import deep.gold\n", "all").stderr == ""
    assert "deep.gold.leaf, a preview feature of deep.gold" in (
        run(host, archive, "import deep.gold.leaf\n", "all").stderr
    )


def test_asking_again_looks_at_no_file_again(bare, monkeypatch) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", "all")
    bare.previews()
    monkeypatch.setattr(forbidden_imports, "_declared", None)
    bare.previews()
