"""What setuptools puts into a wheel, with or without pbr or setuptools-scm.

Source: https://setuptools.pypa.io/en/latest/userguide/datafiles.html.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.manifest import in_manifest
from coldframe.check.packaging.setuptools_packages import packages_above
from coldframe.check.packaging.sources import UNKNOWN, table, texts
from coldframe.check.packaging.verdict import PACKED, Verdict
from coldframe.check.places import glob_expression

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

# Their file finders tell setuptools every file that git tracks.
_FINDERS = ("setuptools-scm", "setuptools-git", "setuptools-svn", "setuptools-hg")


def verdict(sources: Sources, path: str) -> Verdict:
    """Whether ``path``, code or data, gets into the wheel that setuptools builds."""
    above = packages_above(sources, path)
    if above is None:
        return Verdict(None, "the list of packages in setup.py cannot be read without running it")
    if not above:
        return Verdict(False, "its folder is in no package that setuptools packs")
    nearest, folder = above[0]
    if path.endswith(".py") and path.rpartition("/")[0] == folder:
        return PACKED
    excluded = _patterns(sources, "exclude_package_data", nearest)
    data = [_patterns(sources, "package_data", package) for package, _ in above]
    if excluded is None or None in data:
        return Verdict(None, "package_data in setup.py cannot be read without running it")
    if any(fnmatchcase(path.removeprefix(folder + "/"), pattern) for pattern in excluded):
        return Verdict(
            False,
            "exclude-package-data leaves it out",
            "Take the pattern that fits it out of exclude-package-data.",
        )
    name = path.removeprefix(folder + "/")
    if name == "py.typed" or ("/" not in name and name.endswith(".pyi")):
        return PACKED  # since setuptools 69, without being asked
    for (_, place), patterns in zip(above, data, strict=True):
        if any(_glob(pattern, path.removeprefix(place + "/")) for pattern in patterns or ()):
            return PACKED
    return _from_manifest(sources, path)


def _from_manifest(sources: Sources, path: str) -> Verdict:
    pbr = sources.backend.startswith("pbr") or "pbr" in sources.setup_py or sources.requires("pbr")
    included = True if pbr else _include_package_data(sources)
    tracked = sources.requires(*_FINDERS) or (pbr and not _skips_git(sources))
    template = ""
    if sources.tree.exists("MANIFEST.in"):
        template = sources.tree.read("MANIFEST.in").decode("utf-8", "replace")
    manifest = in_manifest(template, path, tracked=tracked)
    if included is None:
        return Verdict(None, "include_package_data in setup.py cannot be read without running it")
    if included and manifest:
        return PACKED
    if "cmdclass" in sources.setup_py or "**" in sources.setup_py:
        return Verdict(None, "setup.py may add files when it runs")
    why = "no pattern of package-data fits it"
    if included:
        why += ", and MANIFEST.in " + ("leaves it out" if tracked else "does not include it")
    return Verdict(False, why, _remedy(sources, path))


def _remedy(sources: Sources, path: str) -> str:
    name = path.rpartition("/")[2]
    pattern = "*preview.toml" if name.endswith("preview.toml") else name
    if "setuptools" in table(sources.pyproject, "tool") or "project" in sources.pyproject:
        return f'Write under [tool.setuptools.package-data]: "*" = ["{pattern}"].'
    if "options" in sources.setup_cfg:
        return f"Write under [options.package_data] in setup.cfg: * = {pattern}"
    return f'Pass package_data={{"": ["{pattern}"]}} to setup() in setup.py.'


def _include_package_data(sources: Sources) -> bool | None:
    configured = table(sources.pyproject, "tool", "setuptools").get("include-package-data")
    if isinstance(configured, bool):
        return configured
    keyword = sources.setup_py.get("include_package_data")
    if keyword is not None:
        return None if keyword is UNKNOWN else bool(keyword)
    said = sources.setup_cfg.get("options", {}).get("include_package_data")
    if said is not None:
        return said.strip().lower() in ("1", "true", "yes")
    # Only hosts that are described in pyproject.toml have it on without saying so.
    tool = table(sources.pyproject, "tool", "setuptools")
    return bool(tool or table(sources.pyproject, "project"))


def _skips_git(sources: Sources) -> bool:
    return sources.setup_cfg.get("pbr", {}).get("skip_git_sdist", "").lower() in ("1", "true")


def _patterns(sources: Sources, key: str, package: str) -> list[str] | None:
    """The patterns for ``package`` and for all packages; None when they cannot be read."""
    tool = table(sources.pyproject, "tool", "setuptools", key.replace("_", "-"))
    if tool:
        return [p for name in ("*", "", package) for p in texts(tool.get(name, []))]
    keyword: Any = sources.setup_py.get(key)
    if keyword is not None:
        if not isinstance(keyword, dict):
            return None
        return [p for name in ("", package) for p in texts(keyword.get(name, []))]
    section = sources.setup_cfg.get(f"options.{key}", {})
    return [p for name in ("*", "", package) for p in texts(section.get(name, ""))]


def _glob(pattern: str, path: str) -> bool:
    if "[" in pattern:
        return fnmatchcase(path, pattern) and path.count("/") == pattern.count("/")
    pattern = pattern.removeprefix("./")
    return re.fullmatch(glob_expression(pattern), path) is not None
