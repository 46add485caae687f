"""The other tools, set up to hold the same fence: no stable code imports preview code."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tools.sdists import CACHE

RIVALS = CACHE / "rivals" / "bin"

PROTECTED = """\
[importlinter]
root_package = {package}

[importlinter:contract:fence]
name = fence
type = protected
protected_modules = {fenced}
allowed_importers =
    {fenced}
{tests}"""
FORBIDDEN = """\
[importlinter]
root_package = {package}

[importlinter:contract:fence]
name = fence
type = forbidden
source_modules =
{sources}
forbidden_modules = {fenced}
allow_indirect_imports = True
"""
TACH = """\
source_roots = ["."]
exclude = []
root_module = "allow"

[[modules]]
path = "{package}"
depends_on = []

[[modules]]
path = "{fenced}"
depends_on = ["{package}"]

[[modules]]
path = "{package}.tests"
depends_on = ["{package}", "{fenced}"]
"""
RUFF = """\
[lint.flake8-tidy-imports.banned-api]
"{fenced}".msg = "preview"

[lint.per-file-ignores]
"{fence}/**" = ["TID251"]
"{folder}/tests/**" = ["TID251"]
"""


def coldframe(*words: str) -> list[str]:
    """A command line of Coldframe, as installed in the environment that runs this."""
    return [str(Path(sys.executable).with_name("coldframe")), *words]


def git(*words: str) -> list[str]:
    """A command line of git."""
    found = shutil.which("git")
    assert found, "git is not installed"
    return [found, *words]


def rival(name: str, *words: str) -> list[str]:
    """A command line of a tool that ``make .cache/rivals/ready`` installed."""
    return [str(RIVALS / name), *words]


def configure(root: Path, package: str, fenced: str, into: Path) -> None:
    """Let no other code of ``package`` in ``root`` import ``fenced``: settings of all tools.

    They are written into the folder ``into``.  import-linter's ``forbidden`` contract says
    nothing at all about a source that contains the target, so it is given every child of the
    package but the one with the fenced package.
    """
    into.mkdir(parents=True, exist_ok=True)
    folder = root / package.replace(".", "/")
    children = sorted(
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists())
        and path.stem not in ("__init__", fenced.split(".")[1], "tests")
    )
    sources = "\n".join(f"    {package}.{child}" for child in children)
    tests = f"    {package}.tests\n" if (folder / "tests").is_dir() else ""
    names = {
        "package": package,
        "folder": package.replace(".", "/"),
        "fenced": fenced,
        "fence": fenced.replace(".", "/"),
        "tests": tests,
        "sources": sources,
    }
    (into / "protected.ini").write_text(PROTECTED.format(**names))
    (into / "forbidden.ini").write_text(FORBIDDEN.format(**names))
    (into / "ruff.toml").write_text(RUFF.format(**names))
    # tach reads its settings from the tree itself, nowhere else.
    (root / "tach.toml").write_text(TACH.format(**names))


def lint_imports(settings: Path, *words: str) -> list[str]:
    """import-linter with these settings; it imports nothing but must find the package."""
    return rival("lint-imports", "--config", str(settings), *words)


def ruff(settings: Path, *words: str) -> list[str]:
    """ruff with its one rule for banned modules."""
    return rival(
        "ruff", "check", "--config", str(settings), "--select", "TID251", "--quiet", *words
    )


# What a careful person would write in an afternoon; more patterns find more, and cost more.
SEMGREP = r"""
rules:
  - id: fence
    languages: [python]
    severity: ERROR
    message: preview
    pattern-either:
      - pattern: import host.preview
      - pattern: import host.preview.$X
      - pattern: import host.preview.$X.$Y
      - pattern: from host.preview import $X
      - pattern: from host.preview.$Y import $X
      - pattern: from host.preview.$Y.$Z import $X
      - pattern: from host import preview
      - pattern: host.preview
      - pattern: importlib.import_module("=~/^host\.preview/")
      - pattern: __import__("=~/^host\.preview/", ...)
      - pattern: unittest.mock.patch("=~/^host\.preview/", ...)
      - pattern: '"=~/^host\.preview[.:][\w.:]+$/"'
"""
