"""What an adopted project requires, in the format of requirements files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.packaging.poetry import requirements
from coldframe.check.packaging.sources import Sources, table, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coldframe.source.tree import Tree

# Extras and files that only those need who work on the project.
_WORK = re.compile(
    r"(?:all|bench\w*|build|ci|cov\w*|dev\w*|docs?|documentation|examples?|format\w*|lint\w*"
    r"|mypy|pre-?commit|quality|release|style|tests?|testing|tox|typ(?:es?|ing))(?:[-_]\w+)*",
    re.IGNORECASE,
)
_TESTS = re.compile(r"(?:dev\w*|tests?|testing)(?:[-_]\w+)*", re.IGNORECASE)
_TEST_FILES = ("test-requirements.txt", "requirements-test.txt", "requirements-dev.txt",
               "dev-requirements.txt", "requirements/test.txt", "requirements/dev.txt")  # fmt: skip


class Needs(NamedTuple):
    """``always`` and ``extras`` are what its users need, ``tests`` what its own tests need."""

    always: tuple[str, ...]
    extras: dict[str, tuple[str, ...]]
    tests: tuple[str, ...]


def needs(tree: Tree) -> Needs:
    """The requirements of the project in ``tree``; those of its tools are left out."""
    from coldframe.check.packaging.packaging import Packaging
    from coldframe.resolve.metadata.extras import extras

    packaging = Packaging(tree)
    always = [one.text for one in packaging.requirements]
    known = {name: tuple(members) for name, members in extras(tree).items()}
    optional = {name: members for name, members in known.items() if not _WORK.fullmatch(name)}
    return Needs(tuple(always), optional, tuple(dict.fromkeys(_for_tests(tree, known))))


def unknown_to_tests(host: Tree, wanted: Iterable[str]) -> str:
    """Says which of ``wanted``, that a project's tests need, the host does not have for its own."""
    from coldframe.resolve.metadata.ranges import parsed, same_name

    there = needs(host)
    known = {same_name(one.name) for one in map(parsed, (*there.always, *there.tests)) if one}
    lacking = [one.name for one in map(parsed, wanted) if one and same_name(one.name) not in known]
    names = ", ".join(dict.fromkeys(lacking))
    return f"The project's tests and tools also need: {names}." if names else ""


def _for_tests(tree: Tree, extras: dict[str, tuple[str, ...]]) -> Iterator[str]:
    sources = Sources(tree)
    for extra in extras:
        if _TESTS.fullmatch(extra):
            yield from extras[extra]
    for name, group in table(sources.pyproject, "dependency-groups").items():
        if _TESTS.fullmatch(name):
            yield from texts(group)
    for name in table(sources.pyproject, "tool", "poetry", "group"):
        if _TESTS.fullmatch(name):
            members = table(sources.pyproject, "tool", "poetry", "group", name, "dependencies")
            for key, value in members.items():
                yield from requirements(key, value)
    for path in _TEST_FILES:
        if tree.exists(path):
            for line in tree.read(path).decode("utf-8", "replace").splitlines():
                bare = re.sub(r"(^|\s)#.*", "", line).strip()
                if bare and not bare.startswith("-"):
                    yield bare
