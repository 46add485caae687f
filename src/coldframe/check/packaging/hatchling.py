"""What hatchling puts into a wheel.

Source: https://hatch.pypa.io/latest/config/build/#file-selection and
https://hatch.pypa.io/latest/plugins/builder/wheel/#default-file-selection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.gitignore import matches
from coldframe.check.packaging.sources import table, texts
from coldframe.check.packaging.verdict import PACKED, Verdict

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_SECTION = "[tool.hatch.build.targets.wheel]"


def verdict(sources: Sources, path: str) -> Verdict:
    """Whether ``path`` gets into the wheel that hatchling builds."""
    build = table(sources.hatch, "build")
    wheel = table(build, "targets", "wheel")
    if any(_within(path, source) for source in _forced(build, wheel)):
        return PACKED
    if matches(_option(build, wheel, "artifacts"), path):
        return PACKED
    found = _selected(sources, build, wheel, path)
    if found.packed is False and any(
        name not in ("version", "vcs") for name in (*table(build, "hooks"), *table(wheel, "hooks"))
    ):
        return Verdict(None, "a build hook may add files to the wheel")
    return found


def _selected(sources: Sources, build: dict[str, Any], wheel: dict[str, Any], path: str) -> Verdict:
    excluded = _option(build, wheel, "exclude")
    if matches(excluded, path):
        return Verdict(
            False,
            "`exclude` of hatchling leaves it out",
            f'Add "!{path}" at the end of `exclude` in {_SECTION}.',
        )
    include = _option(build, wheel, "include")
    packages = _option(build, wheel, "packages")
    only = _option(build, wheel, "only-include") or packages
    if not include and not only:
        only = packages = _default(sources)
        if not only:
            return Verdict(None, "hatchling finds no package of the project's name")
    if only and not any(_within(path, place) for place in only):
        return Verdict(
            False,
            "hatchling packs only " + ", ".join(only),
            f"Add its folder to `packages` in {_SECTION}.",
        )
    # What `only-include` names is walked, and what is found in it still has to be included.
    if include and not matches([*include, *(f"/{place}/" for place in packages)], path):
        return Verdict(
            False,
            "no pattern of `include` fits it",
            f'Add "**/{path.rpartition("/")[2]}" to `include` in {_SECTION}.',
        )
    only_packages = wheel.get("only-packages", build.get("only-packages", False))
    if only_packages is True and not sources.tree.exists(f"{path.rpartition('/')[0]}/__init__.py"):
        return Verdict(
            False,
            "`only-packages` leaves out folders without __init__.py",
            f'Add "{path}" to `artifacts` in {_SECTION}.',
        )
    return PACKED


def _option(build: dict[str, Any], wheel: dict[str, Any], key: str) -> list[str]:
    return texts(wheel[key] if key in wheel else build.get(key, []))


def _forced(build: dict[str, Any], wheel: dict[str, Any]) -> list[str]:
    forced = wheel["force-include"] if "force-include" in wheel else build.get("force-include", {})
    return list(forced) if isinstance(forced, dict) else []


def _within(path: str, place: str) -> bool:
    place = place.strip("/").removeprefix("./")
    return place in ("", ".") or path == place or path.startswith(place + "/")


def _default(sources: Sources) -> list[str]:
    """The package that hatchling packs when nothing is selected."""
    given = str(table(sources.pyproject, "project").get("name", ""))
    raw = re.sub(r"[^\w\d.]+", "_", given)
    for name in (raw, re.sub(r"[-_.]+", "_", given).lower()):
        if not name:
            continue
        for place in (name, f"src/{name}"):
            if sources.tree.exists(f"{place}/__init__.py"):
                return [place]
        if sources.tree.exists(f"{name}.py"):
            return [f"{name}.py"]
        ending = f"/{name}/__init__.py"
        spaces = [p for p in sources.tree.paths() if p.endswith(ending) and p.count("/") == 2]
        if len(spaces) == 1:
            return [spaces[0].split("/")[0]]
    return []
