"""The version of a host, read without running its build: and where it was read."""

from __future__ import annotations

import _ast as ast
import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.packaging.sources import table, texts
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_REMEDY = "Say it: coldframe split --version VERSION"


class Taken(NamedTuple):
    """A version and where it comes from."""

    version: str
    origin: str


def version_of(sources: Sources) -> Taken:
    """The version of the host: written, in PKG-INFO, in a file or attribute, or of a git tag.

    Raises Mistake where it cannot be known by reading.
    """
    project = table(sources.pyproject, "project")
    poetry = table(sources.pyproject, "tool", "poetry")
    for values, name in ((project, "[project]"), (poetry, "[tool.poetry]")):
        if isinstance(values.get("version"), str):
            return Taken(values["version"], f"{name} of pyproject.toml")
    dynamic = table(sources.pyproject, "tool", "setuptools", "dynamic").get("version", {})
    if isinstance(dynamic, dict):
        for path in texts(dynamic.get("file", [])):
            return Taken(_text(sources, path).strip(), path)
        if isinstance(dynamic.get("attr"), str):
            return _attribute(sources, dynamic["attr"])
    hatch = table(sources.hatch, "version")
    if hatch.get("source", "regex") == "regex" and isinstance(hatch.get("path"), str):
        return _in_file(sources, hatch["path"], hatch.get("pattern"))
    pdm = table(sources.pyproject, "tool", "pdm", "version")
    if pdm.get("source") == "file" and isinstance(pdm.get("path"), str):
        return _in_file(sources, pdm["path"], pdm.get("pattern"))
    if pdm.get("source") == "call":
        raise Mistake("the version is computed by a function of the project", _REMEDY)
    said = sources.setup_cfg.get("metadata", {}).get("version", "").strip()
    if said.startswith("attr:"):
        return _attribute(sources, said.removeprefix("attr:").strip())
    if said.startswith("file:"):
        path = said.removeprefix("file:").strip()
        return Taken(_text(sources, path).strip(), path)
    if said:
        return Taken(said, "setup.cfg")
    keyword = sources.setup_py.get("version")
    if isinstance(keyword, str):
        return Taken(keyword, "setup.py")
    if sources.tree.exists("PKG-INFO"):
        found = re.search(r"^Version: (.+)$", _text(sources, "PKG-INFO"), re.M)
        if found:
            return Taken(found[1].strip(), "PKG-INFO")
    if sources.backend.startswith("flit"):
        from coldframe.resolve.splitting.flit import module_file

        path = module_file(sources)
        if path:
            return _in_file(sources, path, None)
    return _of_git(sources)


def _text(sources: Sources, path: str) -> str:
    if not sources.tree.exists(path):
        raise Mistake(f"the version should be in {path}, which does not exist", _REMEDY)
    return sources.tree.read(path).decode("utf-8-sig", "replace")


def _attribute(sources: Sources, dotted: str) -> Taken:
    module, _, name = dotted.rpartition(".")
    place = module.replace(".", "/")
    for path in (
        f"{top}{place}{ending}" for top in ("", "src/") for ending in (".py", "/__init__.py")
    ):
        if sources.tree.exists(path):
            return _in_file(sources, path, None, name)
    raise Mistake(f"the version should be {dotted}, but there is no module {module}", _REMEDY)


def _in_file(sources: Sources, path: str, pattern: object, name: str = "") -> Taken:
    text = _text(sources, path)
    if isinstance(pattern, str):
        try:
            found = re.search(pattern, text, re.M)
        except re.error as error:
            raise Mistake(
                f"the version's pattern {pattern!r} is no regular expression: {error}", _REMEDY
            ) from None
        if found and "version" in found.groupdict():
            return Taken(found["version"], path)
    elif path.endswith(".py"):
        from coldframe.source.python.parse import parse

        wanted = {name} if name else {"__version__", "VERSION", "version"}
        for node in parse(sources.tree.read(path)).tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(t, ast.Name) and t.id in wanted for t in targets):
                value = getattr(node, "value", None)
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    return Taken(value.value, path)
    raise Mistake("the version is not written here in a way that can be read", _REMEDY, path)


def _of_git(sources: Sources) -> Taken:
    from coldframe.source.git import GitError, git

    root = sources.tree.root
    try:
        said = git(root, "describe", "--tags", "--long", "--match", "*[0-9]*").decode().strip()
        dirty = bool(git(root, "status", "--porcelain", "--untracked-files=no").strip())
    except GitError as error:
        raise Mistake(f"the version is not known: no file has it, {error.why}", _REMEDY) from None
    tag, distance, commit = said.rsplit("-", 2)
    found = re.search(r"\d+(?:\.\d+)*(?:[-_.]?(?:a|b|rc|dev|post)\d*)*$", tag)
    if not found:
        raise Mistake(f"the git tag {tag} is no version", _REMEDY)
    version, scm = found[0], sources.requires("setuptools-scm", "hatch-vcs")
    if distance == "0" and not (dirty and scm):
        return Taken(version, f"git tag {tag}")
    ahead = re.sub(r"\d+$", lambda last: str(int(last[0]) + 1), version)
    if scm:  # its guess-next-dev scheme; the day of a dirty tree is left out: it would not repeat
        return Taken(
            f"{ahead}.dev{distance}+{commit}", f"git tag {tag} and {distance} commits, as scm does"
        )
    return Taken(f"{ahead}.dev{distance}", f"git tag {tag} and {distance} commits, as pbr does")
