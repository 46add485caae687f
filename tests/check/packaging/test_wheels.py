"""The static verdict about every file is what the build backend really does."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.check.packaging.packaging import Packaging
from coldframe.source.worktree import WorkTree

FILES = {
    "garden/__init__.py": "",
    "garden/data/soil.toml": "",
    "garden/preview/__init__.py": "",
    "garden/preview/ended.toml": "",
    "garden/preview/compost.py": "",
    "garden/preview/compost.preview.toml": "",
    "garden/preview/watering/__init__.py": "",
    "garden/preview/watering/preview.toml": "",
    "garden/preview/watering/pumps/pump.py": "",
    "garden/preview/watering/pumps/pump.toml": "",
    "README.md": "",
}
PROJECT = '[project]\nname = "garden"\nversion = "1"\n'


def system(requires: str, backend: str) -> str:
    return f'[build-system]\nrequires = ["{requires}"]\nbuild-backend = "{backend}"\n'


HATCH = PROJECT + system("hatchling", "hatchling.build")
WHEEL = HATCH + "[tool.hatch.build.targets.wheel]\n"
SETUPTOOLS = PROJECT + system("setuptools", "setuptools.build_meta")
TOOL = SETUPTOOLS + "[tool.setuptools]\n"
CFG = "[metadata]\nname = garden\nversion = 1\n[options]\n"
POETRY = PROJECT + system("poetry-core", "poetry.core.masonry.api")
PDM = PROJECT + system("pdm-backend", "pdm.backend")
UV = PROJECT + system("uv_build", "uv_build") + '[tool.uv.build-backend]\nmodule-root = ""\n'
FLIT = '[project]\nname = "garden"\nversion = "1"\ndescription = "x"\n' + system(
    "flit_core", "flit_core.buildapi"
)
PACKAGES = 'packages = ["garden", "garden.preview", "garden.preview.watering"]\n'

CASES: dict[str, dict[str, str]] = {
    "hatch_default": {"pyproject.toml": HATCH},
    "hatch_packages": {"pyproject.toml": WHEEL + 'packages = ["garden"]\n'},
    "hatch_include": {"pyproject.toml": WHEEL + 'include = ["garden/**/*.py"]\n'},
    "hatch_include_names": {"pyproject.toml": WHEEL + 'include = ["*.py", "preview.toml"]\n'},
    "hatch_exclude": {"pyproject.toml": WHEEL + 'exclude = ["*.toml", "!ended.toml"]\n'},
    "hatch_exclude_folder": {"pyproject.toml": WHEEL + 'exclude = ["/garden/preview/watering"]\n'},
    "hatch_artifacts": {
        "pyproject.toml": WHEEL + 'exclude = ["*.toml"]\nartifacts = ["*.preview.toml"]\n'
    },
    "hatch_only_include": {"pyproject.toml": WHEEL + 'only-include = ["garden/preview"]\n'},
    "hatch_only_packages": {
        "pyproject.toml": WHEEL + 'packages = ["garden"]\nonly-packages = true\n'
    },
    "hatch_whole_build": {
        "pyproject.toml": HATCH + '[tool.hatch.build]\nexclude = ["preview.toml"]\n'
    },
    "hatch_file": {
        "pyproject.toml": HATCH,
        "hatch.toml": '[build.targets.wheel]\nexclude = ["ended.toml"]\n',
    },
    "setuptools_discovered": {"pyproject.toml": SETUPTOOLS},
    "setuptools_listed": {"pyproject.toml": TOOL + PACKAGES},
    "setuptools_data": {
        "pyproject.toml": TOOL
        + PACKAGES
        + '[tool.setuptools.package-data]\n"*" = ["*preview.toml"]\n'
    },
    "setuptools_data_of_parent": {
        "pyproject.toml": TOOL
        + PACKAGES
        + '[tool.setuptools.package-data]\ngarden = ["preview/**/*.toml", "data/*"]\n'
    },
    "setuptools_exclude": {
        "pyproject.toml": TOOL
        + PACKAGES
        + '[tool.setuptools.package-data]\n"*" = ["*.toml"]\n'
        + '[tool.setuptools.exclude-package-data]\n"garden.preview" = ["ended.toml"]\n'
    },
    "setuptools_manifest": {
        "pyproject.toml": TOOL + PACKAGES,
        "MANIFEST.in": "recursive-include garden *.toml\nexclude garden/preview/ended.toml\n",
    },
    "setuptools_graft": {
        "pyproject.toml": SETUPTOOLS,
        "MANIFEST.in": "graft garden\nprune garden/preview/watering/pumps\n",
    },
    "setuptools_no_package_data": {
        "pyproject.toml": TOOL + PACKAGES + "include-package-data = false\n",
        "MANIFEST.in": "global-include *.toml\n",
    },
    "setuptools_find": {
        "pyproject.toml": SETUPTOOLS + "[tool.setuptools.packages.find]\nnamespaces = false\n"
        'exclude = ["garden.preview.watering*"]\n'
        '[tool.setuptools.package-data]\n"*" = ["*.toml"]\n'
    },
    "setup_cfg": {
        "setup.cfg": CFG
        + "packages = find:\n[options.package_data]\n* = preview.toml, ended.toml\n"
    },
    "setup_cfg_without_data": {
        "setup.cfg": CFG + "packages = find:\n",
        "MANIFEST.in": "graft garden\n",
    },
    "setup_cfg_manifest": {
        "setup.cfg": CFG + "packages = find_namespace:\ninclude_package_data = True\n"
        "[options.packages.find]\ninclude = garden*\n",
        "MANIFEST.in": "recursive-include garden/preview *.toml\n",
    },
    "setup_py": {
        "setup.py": "from setuptools import find_packages, setup\n"
        "setup(name='garden', version='1', packages=find_packages(),\n"
        "      package_data={'garden.preview': ['*.preview.toml']})\n"
    },
    "setuptools_scm": {
        "pyproject.toml": PROJECT.replace('version = "1"', 'dynamic = ["version"]')
        + '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n'
        'build-backend = "setuptools.build_meta"\n[tool.setuptools_scm]\n',
    },
    "pbr": {
        "pyproject.toml": system("pbr", "pbr.build"),
        "setup.cfg": "[metadata]\nname = garden\nversion = 1\n[files]\npackages = garden\n",
        "setup.py": "import setuptools\nsetuptools.setup(setup_requires=['pbr'], pbr=True)\n",
    },
    "poetry": {"pyproject.toml": POETRY},
    "poetry_exclude": {
        "pyproject.toml": POETRY + '[tool.poetry]\nexclude = ["garden/**/preview.toml"]\n'
    },
    "poetry_packages": {
        "pyproject.toml": POETRY + '[tool.poetry]\npackages = [{include = "garden/**/*.py"}]\n'
        'include = [{path = "garden/preview/ended.toml", format = ["wheel"]}]\n'
    },
    "flit": {"pyproject.toml": FLIT},
    "uv": {"pyproject.toml": UV},
    "uv_exclude": {"pyproject.toml": UV + 'wheel-exclude = ["preview.toml"]\n'},
    "uv_exclude_many": {"pyproject.toml": UV + 'source-exclude = ["pumps", "*.preview.toml"]\n'},
    "pdm": {"pyproject.toml": PDM},
    "pdm_includes": {
        "pyproject.toml": PDM + '[tool.pdm.build]\nincludes = ["garden/**/*.py", "**/ended.toml"]\n'
    },
    "pdm_excludes": {
        "pyproject.toml": PDM + '[tool.pdm.build]\nexcludes = ["garden/preview/watering"]\n'
    },
}
NEEDS = {
    "hatch": ("hatchling",),
    "setup": ("setuptools.command.bdist_wheel",),  # since 70.1; before, it needs wheel
    "setuptools_scm": ("setuptools_scm",),
    "pbr": ("pbr", "wheel"),
    "poetry": ("poetry.core",),
    "flit": ("flit_core",),
    "pdm": ("pdm.backend",),
    "uv": ("uv_build",),
}
BUILD = """
import importlib, sys
backend = importlib.import_module(sys.argv[1])
backend.build_wheel(sys.argv[2])
"""


def installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def wheel_of(root: Path, backend: str, out: Path) -> set[str]:
    """The paths in the wheel that ``backend`` builds of a copy of the host in ``root``."""
    out.mkdir()
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": programs, "PBR_VERSION": "1"}
    environment["SETUPTOOLS_SCM_PRETEND_VERSION"] = "1"
    done = subprocess.run(
        [sys.executable, "-c", BUILD, backend, str(out)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("case", CASES)
def test_verdict_is_what_the_backend_does(case: str, tmp_path: Path) -> None:
    for prefix, modules in NEEDS.items():
        if case.startswith(prefix) and not all(map(installed, modules)):
            pytest.skip(f"{modules[0]} is not installed")
    root = write(tmp_path / "host", {**FILES, **CASES[case]})
    if case in ("setuptools_scm", "pbr"):  # elsewhere an installed setuptools-scm must not see git
        commit_all(root)
    packaging = Packaging(WorkTree(str(root)))
    mine = {path: packaging.verdict(path).packed for path in FILES if "/" in path}
    real = wheel_of(root, packaging.sources.backend, tmp_path / "out")
    assert mine == {path: path in real for path in mine}
