"""What poetry, flit, PDM and uv put into a wheel: whole packages, unless told otherwise.

Sources: https://python-poetry.org/docs/pyproject/#packages,
https://flit.pypa.io/en/stable/pyproject_toml.html,
https://backend.pdm-project.org/build_config/,
https://docs.astral.sh/uv/concepts/build-backend/#file-inclusion-and-exclusion.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table, texts
from coldframe.check.packaging.verdict import PACKED, Verdict
from coldframe.check.places import glob_expression

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources


def poetry(sources: Sources, path: str) -> Verdict:
    """Whether poetry-core packs ``path``."""
    tool = table(sources.pyproject, "tool", "poetry")
    for entry in tool.get("include", []):
        if not isinstance(entry, dict) or "wheel" not in texts(entry.get("format", "sdist")):
            continue
        if _fits(str(entry.get("path", "")), path):
            return PACKED
    for entry in tool.get("exclude", []):
        pattern = entry.get("path", "") if isinstance(entry, dict) else str(entry)
        if _fits(pattern, path):
            return Verdict(
                False,
                f"`exclude` of poetry leaves it out ({pattern})",
                "Narrow that pattern under [tool.poetry].",
            )
    packages = tool.get("packages")
    if not packages:
        return _in_module(sources, path, _project_name(sources, tool))
    for package in packages:
        if isinstance(package, dict) and "wheel" in texts(package.get("format", "wheel")):
            start = str(package.get("from", "")).strip("/.")
            place = f"{start}/{package.get('include', '')}" if start else str(package["include"])
            if _fits(place, path):
                return PACKED
    return Verdict(
        False,
        "no entry of `packages` of poetry fits it",
        f'Add to [tool.poetry]: include = [{{ path = "{path}", format = ["sdist", "wheel"] }}].',
    )


def flit(sources: Sources, path: str) -> Verdict:
    """Whether flit packs ``path``: all of one package, always."""
    named = table(sources.pyproject, "tool", "flit", "module").get("name")
    name = named or _project_name(sources, {})
    return _in_module(sources, path, str(name))


def pdm(sources: Sources, path: str) -> Verdict:
    """Whether pdm-backend packs ``path``."""
    build = table(sources.pyproject, "tool", "pdm", "build")
    outside = [*texts(build.get("excludes", [])), *texts(build.get("source-includes", ["tests"]))]
    for pattern in outside:
        if _fits(pattern, path):
            return Verdict(
                False,
                f"PDM leaves {pattern} out",
                "Narrow `excludes` under [tool.pdm.build].",
            )
    inside = texts(build.get("includes", []))
    if not inside:
        root = str(build.get("package-dir") or ("src" if sources.tree.under("src") else ""))
        top = f"{root}/" if root.strip("./") else ""
        rest = path.removeprefix(top)
        package = f"{top}{rest.split('/')[0]}/__init__.py"
        return PACKED if sources.tree.exists(package) else Verdict(False, "it is in no package")
    if any(_fits(pattern, path) for pattern in inside):
        return PACKED
    return Verdict(
        False,
        "no pattern of `includes` of PDM fits it",
        f'Add "**/{path.rpartition("/")[2]}" to `includes` under [tool.pdm.build].',
    )


def uv(sources: Sources, path: str) -> Verdict:
    """Whether uv's build backend packs ``path``."""
    tool = table(sources.pyproject, "tool", "uv", "build-backend")
    for key in ("source-exclude", "wheel-exclude"):
        for pattern in texts(tool.get(key, [])):
            if "/" in pattern:
                # What such a pattern is anchored to differs from build to build.
                if _fits(f"**/{pattern.strip('/')}", path):
                    return Verdict(
                        None, f"the pattern {pattern!r} of `{key}` of uv may leave it out"
                    )
            elif _fits(f"**/{pattern}", path):
                return Verdict(
                    False,
                    f"`{key}` of uv leaves it out",
                    "Narrow that pattern under [tool.uv.build-backend].",
                )
    root = str(tool.get("module-root", "src")).strip("/.")
    modules = texts(tool.get("module-name", _project_name(sources, {})))
    places = [f"{root}/{m}" if root else m for m in (name.replace(".", "/") for name in modules)]
    if any(path.startswith(place + "/") for place in places):
        return PACKED
    return Verdict(False, "uv packs only " + ", ".join(places))


def _project_name(sources: Sources, tool: dict[str, Any]) -> str:
    name = table(sources.pyproject, "project").get("name") or tool.get("name", "")
    return re.sub(r"[-_.]+", "_", str(name)).lower()


def _in_module(sources: Sources, path: str, module: str) -> Verdict:
    place = module.replace(".", "/")
    if path.startswith((f"{place}/", f"src/{place}/")) or path in (
        f"{place}.py",
        f"src/{place}.py",
    ):
        return PACKED
    return Verdict(False, f"only {module} is packed")


def _fits(pattern: str, path: str) -> bool:
    """Whether ``pattern`` names ``path`` or a folder above it."""
    pattern = pattern.removeprefix("./").strip("/")
    if "[" in pattern:
        return fnmatchcase(path, pattern)
    return re.fullmatch(glob_expression(pattern) + "(?:/.*)?", path) is not None
