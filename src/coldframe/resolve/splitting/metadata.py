"""What a host says about itself, as one ``[project]`` table, however it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table, texts
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.packaging.sources import Sources

_COPIED = (
    "name", "description", "readme", "requires-python", "license", "license-files", "authors",
    "maintainers", "keywords", "classifiers", "urls",
)  # fmt: skip
_LICENSES = ("LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*")


def project_of(host: Host, notes: list[str]) -> dict[str, Any]:
    """The static part of the host's metadata; without version, dependencies and entry points.

    Raises Mistake for a host without a name.
    """
    sources = host.packaging.sources
    given = table(sources.pyproject, "project")
    found: dict[str, Any] = {key: given[key] for key in _COPIED if key in given}
    elsewhere = [_from_setup(sources)]
    if table(sources.pyproject, "tool", "poetry"):
        from coldframe.resolve.splitting.poetry import of_poetry

        elsewhere.append(of_poetry(sources, notes))
    if "description" in texts(given.get("dynamic", [])) and sources.backend.startswith("flit"):
        from coldframe.resolve.splitting.flit import summary_of

        elsewhere.append({"description": summary_of(sources)})
    for said in elsewhere:
        for key, value in said.items():
            found.setdefault(key, value)
    if not found.get("name"):
        raise Mistake(
            "this project has no name in its packaging metadata, so it has no wheel to split",
            'Write [project] with name = "…" in pyproject.toml, or [metadata] in setup.cfg.',
        )
    if given.get("dynamic") or not given:
        known = {"version", "dependencies", "optional-dependencies", "scripts", "entry-points"}
        known |= {"gui-scripts", *found}
        for key in texts(given.get("dynamic", [])):
            if key not in known:
                notes.append(f"{key} is computed by the host's build, so the wheels go without it.")
    readme = found.get("readme")
    path = readme.get("file") if isinstance(readme, dict) else readme
    if isinstance(path, str) and not host.tree.exists(path):
        notes.append(f"The readme {path} does not exist, so the wheels go without it.")
        del found["readme"]
    licence = found.get("license")
    if isinstance(licence, dict):  # the old spelling, which newer metadata cannot hold
        text = licence.get("text") or ""
        found.pop("license")
        if text and "\n" not in text:
            notes.append(f"The license is said as free text ({text}), so only its file is packed.")
    found["license-files"] = _license_files(host, found.get("license-files"))
    return found


def _license_files(host: Host, given: Any) -> list[str]:
    from fnmatch import fnmatchcase

    if isinstance(given, dict):
        given = [*texts(given.get("paths", [])), *texts(given.get("globs", []))]
    patterns = texts(given) if given is not None else list(_LICENSES)
    return [p for p in host.tree.paths() if any(fnmatchcase(p, glob) for glob in patterns)
            and (given is not None or "/" not in p)]  # fmt: skip


def _from_setup(sources: Sources) -> dict[str, Any]:
    """From ``setup.cfg`` (setuptools' keys and pbr's), and what ``setup.py`` says literally."""
    said: dict[str, Any] = dict(sources.setup_cfg.get("metadata", {}))
    options = sources.setup_cfg.get("options", {})
    for key, value in sources.setup_py.items():
        if isinstance(value, str | list | tuple):
            said.setdefault(key, value)
    found: dict[str, Any] = {}
    text = {key: value.strip() for key, value in said.items() if isinstance(value, str)}
    if text.get("name"):
        found["name"] = text["name"]
    summary = text.get("summary") or text.get("description", "")
    if summary and not summary.startswith("file:"):
        found["description"] = " ".join(summary.split())
    readme = text.get("description_file") or text.get("long_description", "")
    readme = readme.removeprefix("file:").strip().split("\n")[0].split(",")[0]
    if readme and sources.tree.exists(readme):
        found["readme"] = readme
    who = {"name": text.get("author", ""), "email": text.get("author_email", "")}
    if any(who.values()):
        found["authors"] = [{key: value for key, value in who.items() if value}]
    python = options.get("python_requires") or text.get("python_requires")
    python = python or text.get("requires_python")
    if python:
        found["requires-python"] = python.strip()
    classifiers = said.get("classifier") or said.get("classifiers")
    if classifiers and "file:" not in str(classifiers):
        found["classifiers"] = texts(classifiers)
    if url := text.get("home_page") or text.get("url"):
        found["urls"] = {"Homepage": url}
    return found


def entry_point_tables(points: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Entry points (group, name, value) as the keys of a ``[project]`` table."""
    found: dict[str, Any] = {}
    for group, name, value in points:
        key = {"console_scripts": "scripts", "gui_scripts": "gui-scripts"}.get(group)
        if key:
            found.setdefault(key, {})[name] = value
        else:
            found.setdefault("entry-points", {}).setdefault(group, {})[name] = value
    return found


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).strip("-").lower()
