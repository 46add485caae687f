"""What a host does not want to be imported or installed, as far as it says so in its files."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.resolve.plan import Left
    from coldframe.source.tree import Tree

_CONSTRAINTS = re.compile(r"(?:[\w-]+/)?(?:[\w-]*constraints[\w-]*)\.txt")
_CHECKS = re.compile(r"(?:^|/)(?:hacking|flake8_plugins?)(?:/[\w/]*)?\.py$|(?:^|/)hacking/.*\.py$")


def bans(tree: Tree, requirement: str, distribution: str) -> Iterator[Left]:
    """Each place where ``tree`` speaks against ``requirement``, for a person to decide.

    Looked at are ruff's banned-api, flake8's banned-modules, the forbidden modules of
    import-linter, constraints files, and the modules of the host's own checks.
    """
    from coldframe.resolve.plan import Left

    names = {distribution.lower(), distribution.lower().replace("-", "_")}
    for path, name, why in _banned(tree):
        if name.partition(".")[0].lower() in names or name.lower() in names:
            line, text = _line(tree, path, name)
            yield Left(path, line, text, f"{requirement} is needed, but {why} bans {name}")
    for path in tree.paths():
        if _CONSTRAINTS.fullmatch(path):
            yield from _constrained(tree, path, requirement)
        elif _CHECKS.search(path) and "tests/" not in path:
            yield from _checked(tree, path, requirement, names)


def _banned(tree: Tree) -> Iterator[tuple[str, str, str]]:
    from coldframe.check.packaging.sources import Sources, table, texts

    pyproject = Sources(tree).pyproject
    ruff = table(pyproject, "tool", "ruff")
    for path, settings in (("pyproject.toml", ruff), *_ruff_files(tree)):
        for tidy in (
            table(settings, "lint", "flake8-tidy-imports", "banned-api"),
            table(settings, "flake8-tidy-imports", "banned-api"),
        ):
            for name in tidy:
                yield path, name, "ruff's banned-api"
    contracts = table(pyproject, "tool", "importlinter").get("contracts", [])
    for contract in contracts if isinstance(contracts, list) else []:
        if isinstance(contract, dict) and contract.get("type") == "forbidden":
            for name in texts(contract.get("forbidden_modules", [])):
                yield "pyproject.toml", name, "a contract of import-linter"
    for path in ("setup.cfg", "tox.ini", ".flake8", ".importlinter"):
        for section, values in _sections(tree, path).items():
            if section.startswith("importlinter:contract") and values.get("type") == "forbidden":
                for name in texts(values.get("forbidden_modules", "")):
                    yield path, name, "a contract of import-linter"
            if section == "flake8":
                for line in texts(values.get("banned-modules", "")):
                    yield path, line.partition("=")[0].strip(), "flake8's banned-modules"


def _ruff_files(tree: Tree) -> Iterator[tuple[str, dict[str, Any]]]:
    import tomllib

    for path in ("ruff.toml", ".ruff.toml"):
        if tree.exists(path):
            try:
                yield path, tomllib.loads(tree.read(path).decode("utf-8-sig"))
            except ValueError:
                continue


def _sections(tree: Tree, path: str) -> dict[str, dict[str, str]]:
    if not tree.exists(path):
        return {}
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(tree.read(path).decode("utf-8", "replace"))
    except configparser.Error:
        return {}
    return {section: dict(parser.items(section)) for section in parser.sections()}


def _line(tree: Tree, path: str, name: str) -> tuple[int, str]:
    lines = tree.read(path).decode("utf-8", "replace").splitlines()
    word = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    at = next((n for n, line in enumerate(lines) if word.search(line)), 0)
    return at + 1, lines[at].strip() if lines else ""


def _constrained(tree: Tree, path: str, requirement: str) -> Iterator[Left]:
    from coldframe.resolve.metadata.ranges import common, parsed, same_name
    from coldframe.resolve.plan import Left

    needed = parsed(requirement)
    for number, line in enumerate(tree.read(path).decode("utf-8", "replace").splitlines(), 1):
        pin = parsed(line)
        if pin is None or needed is None or same_name(pin.name) != same_name(needed.name):
            continue
        if common(pin.specifier, needed.specifier) is None:
            yield Left(path, number, line.strip(), f"{requirement} does not allow this version")


def _checked(tree: Tree, path: str, requirement: str, names: set[str]) -> Iterator[Left]:
    from coldframe.resolve.plan import Left

    text = tree.read(path).decode("utf-8", "replace")
    if not any(name in text.lower() for name in names):
        return
    word = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])", re.I)
    for number, line in enumerate(text.splitlines(), 1):
        found = word.search(line)
        if found and line[: found.start()].count('"') + line[: found.start()].count("'"):
            yield Left(
                path,
                number,
                line.strip(),
                f"{requirement} is needed; look whether this check of the host's bans it",
            )
            return
