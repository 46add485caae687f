"""The files that a project of its own needs and a feature has not: metadata, README, CI."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.declaring.written_toml import value_text

if TYPE_CHECKING:
    from coldframe.resolve.extracting.requirements import Required

# What of the host's pytest settings says how tests are to be read, and not where they are.
_PYTEST = ("asyncio_mode", "asyncio_default_fixture_loop_scope", "markers", "filterwarnings",
           "xfail_strict", "usefixtures", "DJANGO_SETTINGS_MODULE")  # fmt: skip


FIRST_VERSION = "0.1.0"  # of a project whose host has none


class Project(NamedTuple):
    """All that the texts speak of.

    ``about`` is what the host says about itself, as a ``[project]`` table; ``data`` maps files
    to their places below the prefix of an installation; ``runner`` runs the tests (empty: there
    are none).  ``alembic`` are the settings of its list of migrations (empty: none was written
    for it), and ``version_table`` is where databases keep what has run of that.
    """

    name: str
    package: str
    title: str
    summary: str
    host: str
    feature: str
    version: str
    commit: str
    about: Mapping[str, Any]
    required: Required
    entry_points: Mapping[str, Any]
    data: Mapping[str, str]
    runner: str
    tests: tuple[str, ...]
    pytest: Mapping[str, Any]
    license_files: Sequence[str]
    alembic: str = ""
    version_table: str = ""


def pyproject(project: Project, record: str) -> str:
    """``pyproject.toml``, with ``record`` at its end."""
    about = project.about
    keys: dict[str, Any] = {
        "name": project.name,
        "version": project.version.partition("+")[0] or FIRST_VERSION,
        "description": project.summary,
        "readme": "README.md",
        "requires-python": about.get("requires-python", ""),
        "license": about.get("license", ""),
        "license-files": list(project.license_files),
    }
    lines = ["[build-system]", 'requires = ["hatchling>=1.25"]',
             'build-backend = "hatchling.build"', "", "[project]"]  # fmt: skip
    lines += [f"{key} = {value_text(value)}" for key, value in keys.items() if value]
    always = [f"    {value_text(one)}," for one in project.required.always]
    lines += ["dependencies = [", *always, "]"] if always else []
    extras = {**project.required.extras}
    if project.required.tests:
        extras["test"] = (*extras.get("test", ()), *project.required.tests)
    tables: dict[tuple[str, ...], Mapping[str, Any]] = {
        ("project", "optional-dependencies"): extras,
        ("project", "scripts"): project.entry_points.get("scripts", {}),
        ("project", "gui-scripts"): project.entry_points.get("gui-scripts", {}),
    }
    for group, members in project.entry_points.get("entry-points", {}).items():
        tables["project", "entry-points", group] = members
    top = project.package.partition(".")[0]
    tables["tool", "hatch", "build", "targets", "wheel"] = {"packages": [top]}
    tables["tool", "hatch", "build", "targets", "wheel", "shared-data"] = project.data
    if project.runner == "pytest":
        kept = {key: project.pytest[key] for key in _PYTEST if key in project.pytest}
        tables["tool", "pytest", "ini_options"] = {"testpaths": list(project.tests), **kept}
    for where, members in tables.items():
        if members:
            lines += ["", f"[{'.'.join(map(_key, where))}]"]
            lines += [f"{_key(name)} = {_value(value)}" for name, value in members.items()]
    return "\n".join(lines) + "\n\n" + record


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else value_text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value_text(value)


def readme(project: Project) -> str:
    """``README.md``."""
    since = f" {project.version}" if project.version else ""
    commit = f", commit `{project.commit[:12]}`" if project.commit else ""
    lines = [f"# {project.title}", ""]
    lines += [project.summary, ""] if project.summary else []
    lines += [
        f"This was the preview feature `{project.feature}` of {project.host}{since}{commit},",
        "and is a project of its own now. It is installed beside its host:",
        "",
        "```console",
        f"$ pip install {project.name}",
        "```",
        "",
    ]
    if project.runner:
        lines += ["To work on it:", "", "```console",
                  "$ pip install --editable '.[test]'", f"$ {command(project)}",
                  "```", ""]  # fmt: skip
    if project.alembic:
        lines += [f"Its tables are in the database of {project.host or 'its host'}."
                  " Upgrade that first, then these:", "", "```console",
                  f"$ alembic -c {project.alembic} upgrade heads", "```", "",
                  f"What has run is kept in `{project.version_table}`.", ""]  # fmt: skip
    feature = project.feature.rpartition(".")[2]
    lines += [
        f"`coldframe adopt PATH --as {feature}`, run in {project.host}, brings it back.",
    ]
    return "\n".join(lines) + "\n"


def command(project: Project) -> str:
    """The line that runs the tests."""
    return {"stestr": "stestr run"}.get(project.runner, f"python -m {project.runner}")


def ci(project: Project) -> str:
    """``.github/workflows/ci.yml``: installs the host and this beside it, and runs the tests."""
    host = project.required.always[0] if project.host else ""
    oldest = re.search(r">=\s*(3\.\d+)", str(project.about.get("requires-python", "")))
    python = oldest[1] if oldest else "3.x"
    steps = [
        "      - uses: actions/checkout@v4",
        "      - uses: actions/setup-python@v5",
        "        with:",
        f'          python-version: "{python}"',
        *(["      - name: Install the host",
           f"        run: python -m pip install '{host}'"] if host else []),
        "      - name: Install this project beside it",
        f"        run: python -m pip install --editable '.{'[test]' if project.runner else ''}'",
        "      - name: Run the tests on the installed host" if project.runner
        else "      - name: Import it",
        f"        run: {command(project)}" if project.runner
        else f'        run: python -c "import {project.package}"',
    ]  # fmt: skip
    return "\n".join(
        ["name: CI", "", "on: [push, pull_request]", "", "permissions:", "  contents: read", "",
         "jobs:", "  test:", "    runs-on: ubuntu-latest", "    steps:", *steps]
    ) + "\n"  # fmt: skip


IGNORED = (
    "__pycache__/\n*.py[co]\n*.egg-info/\n/.pytest_cache/\n/.stestr/\n/.venv/\n/build/\n/dist/\n"
)


def stestr(tests: str) -> str:
    """``.stestr.conf``."""
    return f"[DEFAULT]\ntest_path=./{tests}\ntop_dir=./\n"
