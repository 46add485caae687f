"""Which files the host's own wheel would hold, and where; nothing is built for that."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table, texts
from coldframe.declare.mistake import Mistake
from coldframe.resolve.splitting.backend_data import data_of_backend
from coldframe.resolve.splitting.wheels import Packed

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.packaging.sources import Sources


def content(host: Host, notes: list[str]) -> list[Packed]:
    """Every file of the host's wheel, by source; ``notes`` says what could not be decided."""
    sources = host.packaging.sources
    if not sources.backend:
        raise Mistake(
            "this project builds no wheel: it has no pyproject.toml, setup.cfg or setup.py",
            'Write a pyproject.toml with [project] and [build-system] requires = ["hatchling"].',
        )
    roots = sorted({_root(tree.module, tree.path) for tree in host.preview_trees}, key=len)
    tops = {tree.module.split(".")[0] for tree in host.preview_trees}
    setuptools = sources.backend.partition(".")[0] in ("setuptools", "pbr")
    found, unsure = [], []
    for path in host.tree.paths():
        if "/" not in path or path.endswith((".pyc", ".pyo")):
            continue
        verdict = host.packaging.verdict(path)
        if verdict.packed is False:
            continue
        place = _place(sources, path, roots, setuptools)
        if verdict.packed is None:
            if place.split("/")[0] not in tops:
                continue
            unsure.append(path)
        found.append(Packed(path, place))
    found += _modules(host, sources)
    if unsure:
        notes.append(
            f"{len(unsure)} files may or may not be in the host's own wheel, and are packed: "
            f"{', '.join(unsure[:3])}{', …' if len(unsure) > 3 else ''}"
        )
    return [*found, *_data(host, sources)]


def _root(module: str, path: str) -> str:
    """The folder that is on ``sys.path`` for this package, with a slash; empty for the top."""
    tail = module.replace(".", "/")
    return path.removesuffix(tail)


def _place(sources: Sources, path: str, roots: list[str], setuptools: bool) -> str:
    if setuptools:
        from coldframe.check.packaging.setuptools_packages import packages_above

        for package, folder in packages_above(sources, path) or []:
            return package.replace(".", "/") + path[len(folder) :]
    else:
        build = table(sources.hatch, "build")
        wheel = table(build, "targets", "wheel")
        forced = wheel.get("force-include", build.get("force-include", {}))
        for source, target in forced.items() if isinstance(forced, dict) else ():
            source = source.strip("/").removeprefix("./")
            if path == source or path.startswith(source + "/"):
                return (str(target).strip("/") + path[len(source) :]).lstrip("/")
        packages = texts(wheel.get("packages", []))
        for package in packages:
            package = package.strip("/")
            if path == package or path.startswith(package + "/"):
                return path[len(package.rpartition("/")[0]) :].lstrip("/")
    for root in reversed(roots):
        if path.startswith(root):
            return path[len(root) :]
    return path


def _modules(host: Host, sources: Sources) -> list[Packed]:
    """Modules of setuptools' ``py_modules``, at the top of the tree."""
    tool = table(sources.pyproject, "tool", "setuptools")
    names = [*texts(tool.get("py-modules", [])), *texts(sources.setup_py.get("py_modules", []))]
    names += texts(sources.setup_cfg.get("options", {}).get("py_modules", ""))
    names += texts(sources.setup_cfg.get("files", {}).get("modules", ""))
    return [Packed(f"{n}.py", f"{n}.py") for n in names if host.tree.exists(f"{n}.py")]


def _data(host: Host, sources: Sources) -> list[Packed]:
    """Files below the prefix (``data_files``) and scripts."""
    tool = table(sources.pyproject, "tool", "setuptools")
    places: dict[str, list[str]] = {}
    for place, globs in table(tool, "data-files").items():
        places.setdefault(place, []).extend(texts(globs))
    for place, globs in sources.setup_cfg.get("options.data_files", {}).items():
        places.setdefault(place.strip(), []).extend(texts(globs))
    for place, globs in _pbr_data(sources).items():
        places.setdefault(place, []).extend(globs)
    keyword: Any = sources.setup_py.get("data_files")
    for entry in keyword if isinstance(keyword, list | tuple) else ():
        if isinstance(entry, list | tuple) and len(entry) == 2:
            places.setdefault(str(entry[0]), []).extend(texts(entry[1]))
    wheel = table(sources.hatch, "build", "targets", "wheel")
    found: dict[tuple[str, str], Packed] = {}
    for place, globs in places.items():
        for path in _matching(host, globs):
            target = f"{place.strip('/')}/{path.rpartition('/')[2]}".lstrip("/")
            found[path, target] = Packed(path, target, "data")
    for source, target in table(wheel, "shared-data").items():
        for path in (source.strip("/"), *host.tree.under(source.strip("/"))):
            if host.tree.exists(path):
                end = str(target).strip("/") + path[len(source.strip("/")) :]
                found[path, end] = Packed(path, end, "data")
    scripts = [*texts(tool.get("script-files", [])), *texts(sources.setup_py.get("scripts", []))]
    scripts += texts(sources.setup_cfg.get("files", {}).get("scripts", ""))
    scripts += texts(sources.setup_cfg.get("options", {}).get("scripts", ""))
    for path in _matching(host, scripts):
        found[path, "script"] = Packed(path, path.rpartition("/")[2], "script")
    return [*found.values(), *data_of_backend(sources)]


def _pbr_data(sources: Sources) -> dict[str, list[str]]:
    """``place = glob`` lines, with further globs below; a glob ``a/*`` takes all below ``a``."""
    found: dict[str, list[str]] = {}
    place = ""
    for line in sources.setup_cfg.get("files", {}).get("data_files", "").splitlines():
        head, sign, tail = line.partition("=")
        if sign:
            place, line = head.strip(), tail
        if line.strip() and place:
            found.setdefault(place, []).append(line.strip())
    return found


def _matching(host: Host, globs: list[str]) -> list[str]:
    wanted = [glob.removeprefix("./") for glob in globs]
    return [
        path
        for path in host.tree.paths()
        if any(fnmatchcase(path, g) and path.count("/") == g.count("/") for g in wanted)
    ]
