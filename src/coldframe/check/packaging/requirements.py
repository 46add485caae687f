"""What an installation of the host always brings along: its hard dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.packaging.sources import table, texts
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_NAME = regex(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class Requirement(NamedTuple):
    """One hard dependency: the distribution as it is written, and where.

    ``text`` is the whole requirement, without a comment.
    """

    distribution: str
    path: str
    line: int
    text: str = ""


def requirements(sources: Sources) -> Iterator[Requirement]:
    """The hard dependencies, without those that a marker ties to an extra."""
    project = table(sources.pyproject, "project")
    dynamic = "dependencies" in texts(project.get("dynamic", []))
    if project and not dynamic:
        yield from _listed(sources, "pyproject.toml", texts(project.get("dependencies", [])))
        if "dependencies" in project:
            return
    poetry = table(sources.pyproject, "tool", "poetry", "dependencies")
    if poetry:
        from coldframe.check.packaging.poetry import optional
        from coldframe.check.packaging.poetry import requirements as of_poetry

        for name, value in poetry.items():
            if name != "python" and not optional(value):
                yield from _listed(sources, "pyproject.toml", list(of_poetry(name, value)))
    said = sources.setup_cfg.get("options", {}).get("install_requires", "")
    if said.startswith("file:"):
        yield from _file(sources, said.removeprefix("file:").strip())
    else:
        yield from _listed(sources, "setup.cfg", said.split("\n"))
    yield from _listed(sources, "setup.py", texts(sources.setup_py.get("install_requires", [])))
    found = table(sources.pyproject, "tool", "setuptools", "dynamic", "dependencies")
    for path in texts(found.get("file", [])):
        yield from _file(sources, path)
    if sources.backend.startswith("pbr") or "pbr" in sources.setup_py:
        yield from _file(sources, "requirements.txt")


def _file(sources: Sources, path: str) -> Iterator[Requirement]:
    if sources.tree.exists(path):
        lines = sources.tree.read(path).decode("utf-8", "replace").splitlines()
        for number, line in enumerate(lines, 1):
            name = _distribution(line)
            if name:
                yield Requirement(name, path, number, _bare(line))


def _listed(sources: Sources, path: str, given: list[str]) -> Iterator[Requirement]:
    if not any(given):
        return  # the file may not even exist
    lines = sources.tree.read(path).decode("utf-8", "replace").splitlines()
    for text in given:
        name = _distribution(text)
        if name:
            quoted = re.compile(rf"""(?:^|["'\s]){re.escape(name)}(?![\w.-])""")
            places = (n for n, line in enumerate(lines, 1) if quoted.search(line.split("#")[0]))
            yield Requirement(name, path, next(places, 1), _bare(text))


def _bare(requirement: str) -> str:
    """The requirement without a comment: the hash of a URL's fragment begins none."""
    return re.sub(r"(^|\s)#.*", "", requirement).strip()


def _distribution(requirement: str) -> str:
    text = requirement.split("#", 1)[0].strip()
    if not text or text.startswith("-") or "extra ==" in text or "extra==" in text:
        return ""
    match = _NAME.match(text)
    return match.group() if match else ""
