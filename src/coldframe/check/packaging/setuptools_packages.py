"""Which packages setuptools packs: listed, found, or discovered.

Source: https://setuptools.pypa.io/en/latest/userguide/package_discovery.html.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.packaging.sources import UNKNOWN, table, texts

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

# FlatLayoutPackageFinder.DEFAULT_EXCLUDE of setuptools: folders that no host means to ship.
_NEVER = frozenset(
    {
        *("ci", "bin", "debian", "doc", "docs", "documentation", "manpages", "news"),
        *("newsfragments", "changelog", "test", "tests", "unit_test", "unit_tests", "example"),
        *("examples", "scripts", "tools", "util", "utils", "python", "build", "benchmark"),
        *("benchmarks", "exercise", "exercises", "htmlcov", "coverage", "tasks", "fabfile"),
        *("site_scons",),
    }
)


class _Find(NamedTuple):
    """How packages are searched: below which folders, and which names count."""

    where: tuple[str, ...] = (".",)
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    namespaces: bool = False


def packages_above(sources: Sources, path: str) -> list[tuple[str, str]] | None:
    """The packed packages around ``path``, each with its folder, the nearest first.

    None when the list cannot be read.
    """
    folders = _folders_above(path)
    folder_of = _package_dir(sources)
    packages = _packages(sources)
    if packages is UNKNOWN or folder_of is None:
        return None
    if isinstance(packages, list):
        listed = {_place(name, folder_of): name for name in packages}
        return [(listed[folder], folder) for folder in folders if folder in listed]
    if isinstance(packages, _Find):
        return _found(sources, folders, packages)
    return _discovered(sources, folders, folder_of)


def _folders_above(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _package_dir(sources: Sources) -> dict[str, str] | None:
    tool = table(sources.pyproject, "tool", "setuptools", "package-dir")
    if tool:
        return {k: str(v) for k, v in tool.items()}
    keyword = sources.setup_py.get("package_dir")
    if keyword is not None:
        return keyword if isinstance(keyword, dict) else None
    lines = texts(sources.setup_cfg.get("options", {}).get("package_dir", ""))
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): place.strip() for name, _, place in pairs}


def _place(package: str, folder_of: dict[str, str]) -> str:
    """The folder of ``package``, as ``package_dir`` says."""
    head, tail = package, ""
    while head:
        if head in folder_of:
            return f"{folder_of[head]}{tail}".strip("/")
        head, _, last = head.rpartition(".")
        tail = f"/{last}{tail}"
    root = folder_of.get("", "").removeprefix("./").strip("/.")
    return f"{root}{tail}".strip("/")


def _packages(sources: Sources) -> Any:
    """A list of names, a ``_Find``, ``UNKNOWN``, or None for automatic discovery."""
    tool = table(sources.pyproject, "tool", "setuptools")
    if isinstance(tool.get("packages"), list):
        return texts(tool["packages"])
    if "find" in table(tool, "packages"):
        return _find(table(tool, "packages", "find"), namespaces=True)
    pbr = texts(sources.setup_cfg.get("files", {}).get("packages", ""))
    if pbr:
        return _Find(include=tuple(p for name in pbr for p in (name, f"{name}.*")))
    keyword = sources.setup_py.get("packages")
    if isinstance(keyword, list | tuple):
        return texts(keyword)
    if isinstance(keyword, ast.Call):
        return _find_call(keyword)
    if keyword is UNKNOWN:
        return UNKNOWN
    said = sources.setup_cfg.get("options", {}).get("packages", "").strip()
    if said in ("find:", "find_namespace:"):
        section = sources.setup_cfg.get("options.packages.find", {})
        return _find(section, namespaces=said == "find_namespace:")
    if said:
        return texts(said)
    if sources.setup_py.get("pbr") or sources.backend.startswith("pbr"):
        name = table(sources.pyproject, "project").get("name")
        name = name or sources.setup_cfg.get("metadata", {}).get("name", "")
        return _Find(include=(str(name), f"{name}.*"))
    return UNKNOWN if "**" in sources.setup_py else None


def _find(options: dict[str, Any], *, namespaces: bool) -> _Find:
    return _Find(
        tuple(texts(options.get("where", ["."])) or ["."]),
        tuple(texts(options.get("include", ["*"])) or ["*"]),
        tuple(texts(options.get("exclude", []))),
        bool(options.get("namespaces", namespaces)),
    )


def _find_call(call: ast.Call) -> Any:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ("find_packages", "find_namespace_packages"):
        return UNKNOWN
    options: dict[str, Any] = {}
    given = dict(zip(("where", "exclude", "include"), call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg})
    for key, node in given.items():
        try:
            options[key] = ast.literal_eval(node)
        except (ValueError, TypeError):
            return UNKNOWN
    return _find(options, namespaces=name == "find_namespace_packages")


def _found(sources: Sources, folders: list[str], find: _Find) -> list[tuple[str, str]]:
    found = []
    for where in find.where:
        root = where.removeprefix("./").strip("/")
        root = "" if root == "." else root
        for folder in folders:
            if root and not folder.startswith(root + "/"):
                continue
            parts = (folder[len(root) + 1 :] if root else folder).split("/")
            name = ".".join(parts)
            if any("." in part for part in parts):
                continue
            if not find.namespaces and not all(
                sources.tree.exists(
                    "/".join([*([root] if root else []), *parts[:n], "__init__.py"])
                )
                for n in range(1, len(parts) + 1)
            ):
                continue
            if any(fnmatchcase(name, p) for p in find.include) and not any(
                fnmatchcase(name, p) for p in find.exclude
            ):
                found.append((name, folder))
    return found


def _discovered(
    sources: Sources, folders: list[str], folder_of: dict[str, str]
) -> list[tuple[str, str]]:
    named = {name: place.strip("/") for name, place in folder_of.items() if name}
    if named:
        return [
            (name + folder[len(place) :].replace("/", "."), folder)
            for folder in folders
            for name, place in named.items()
            if folder == place or folder.startswith(place + "/")
        ]
    root = folder_of.get("", "src").strip("/")
    if sources.tree.under(root):
        return _found(sources, folders, _Find(where=(root,), namespaces=True))
    if folders and (folders[-1] in _NEVER or folders[-1].startswith((".", "_"))):
        return []
    return _found(sources, folders, _Find(namespaces=True))
