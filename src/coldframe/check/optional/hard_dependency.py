"""A distribution that only preview features import is a hard dependency of the host.

Everybody who installs the host then gets it, with all its conflicts and its security notices,
for code that is off.  In an extra, only those get it who ask for the feature.

A distribution is reported if features import it, and no other file of the product imports it or
so much as names its module in quotes.  Tests and docs of the host do not count as users.  A
distribution whose module cannot be told from its name is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.packaging.requirements import Requirement

RULE = Rule(
    name="hard_dependency",
    family="optional",
    why="Everybody who installs the host gets the distribution, for code that is off.",
    hint="Move it to an extra of the feature, and claim the extra under `[claims] extras`.",
)

_SAMPLE = 100  # files
_CODE = (".py", ".pyi", ".pyx", ".pxd", ".ipynb")
_QUOTES = (b'"', b"'")


class _Question(NamedTuple):
    """What is known before the search: hard dependencies, who uses them, whose users are open."""

    wanted: list[tuple[Requirement, tuple[str, ...]]]
    users: dict[str, frozenset[str]]
    left: set[str]


def begin(host: Host) -> None:
    """Start the search for stable users of what features import."""
    question = _question(host)
    if question is not None and question.left:
        from coldframe.check.overlap.claims import claims
        from coldframe.check.overlap.elsewhere import needles

        # The words that Host.mentioning will look for.
        words = {*_needles(question.left), *needles(list(claims(host)))}
        host.begin_mentioning(words)
        host.parked["mentioning"] = words


def check(host: Host) -> Iterator[Finding]:
    """One finding per hard dependency that only preview features import."""
    question = _question(host)
    if question is None:
        return
    if question.left:
        _drop_mentioned(host, question)
    users = question.users
    for requirement, known in question.wanted:
        names = sorted({name for module in known for name in users.get(module, ())})
        if names and not any(users.get(module) == frozenset() for module in known):
            yield _finding(host, requirement, names)


def _question(host: Host) -> _Question | None:
    """What the search is for; None if there is nothing to ask."""
    if RULE.name not in host.parked:
        host.parked[RULE.name] = _asked(host) if host.features else None
    parked = host.parked[RULE.name]
    return parked if isinstance(parked, _Question) else None


def _asked(host: Host) -> _Question | None:
    wanted = _wanted(host)
    if not wanted:
        return None
    users = _imported_by_features(host, {module for _, known in wanted for module in known})
    if not users:
        return None
    question = _Question(wanted, users, set(users))
    # Most distributions are used all over the host: a sample spares the search of everything.
    for top in sorted({tree.path.split("/")[0] for tree in host.preview_trees}):
        _look_into(host, question, _sample(host.tree.listing(), top))
    return question


def _sample(listing: bytes, top: str) -> Iterator[str]:
    """Some of the Python files below the folder ``top``, evenly spread."""
    folder = b"\0" + top.encode("utf-8", "surrogateescape") + b"/"
    names = b"\0" + listing  # sorted: all names below a folder stand side by side
    first, last = names.find(folder), names.rfind(folder)
    if first < 0:
        return
    last = names.index(b"\0", last + 1) + 1
    step = max(1, names.count(b".py\0", first, last) // _SAMPLE)
    at = names.find(b".py\0", first, last)
    number = 0
    while at >= 0:
        if number % step == 0:
            name = names[names.rfind(b"\0", 0, at) + 1 : at + 3]
            yield name.decode("utf-8", "surrogateescape")
        number += 1
        at = names.find(b".py\0", at + 1, last)


def _wanted(host: Host) -> list[tuple[Requirement, tuple[str, ...]]]:
    from coldframe.check.optional.distributions import modules_of

    return [(r, modules_of(r.distribution)) for r in host.packaging.requirements]


def _imported_by_features(host: Host, modules: set[str]) -> dict[str, frozenset[str]]:
    """The wanted modules that code in the preview trees imports: by whom."""
    from coldframe.check.imports import imported_names

    users: dict[str, set[str]] = {}
    tops = {module.split(".")[0] for module in modules}
    for tree in host.preview_trees:
        for path in host.tree.under(tree.path):
            if not path.endswith((".py", ".pyi")) or host.places.is_test(path):
                continue
            names = {n for n in imported_names(host.tree.read(path)) if n.split(".")[0] in tops}
            found = modules & {module for name in names for module in _prefixes(name)}
            if found:
                feature = host.feature_of(path)
                for module in found:
                    users.setdefault(module, set()).add(feature.name if feature else tree.module)
    return {module: frozenset(names) for module, names in users.items()}


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        yield ".".join(parts[:end])


def _drop_mentioned(host: Host, question: _Question) -> None:
    """Empty the users of those modules that the rest of the stable product uses, too."""
    _look_into(host, question, host.mentioning(sorted(_needles(question.left))))
    if question.left:
        _look_into(host, question, (p for p in host.tree.paths() if not p.endswith(".py")))


def _needles(left: set[str]) -> set[str]:
    # "from google.cloud import storage" does not contain the name google.cloud.storage.
    return {module.rpartition(".")[0] or module for module in left}


def _look_into(host: Host, question: _Question, paths: Iterable[str]) -> None:
    """Empty the users of what stable files among ``paths`` use."""
    trees = tuple(tree.path + "/" for tree in host.preview_trees)
    for path in paths:
        if not question.left:
            return
        if path.startswith(trees) or not _is_product(host, path):
            continue
        data = host.tree.read(path)
        for module in sorted(question.left):
            if _uses(data, module):
                question.users[module] = frozenset()
                question.left.discard(module)


def _is_product(host: Host, path: str) -> bool:
    if host.places.is_test(path) or host.places.is_docs(path) or path == "setup.py":
        return False
    # Scripts have no suffix, and configuration may name modules to be loaded.
    return path.endswith(_CODE) or "." not in path.rpartition("/")[2]


def _uses(data: bytes, module: str) -> bool:
    """Whether ``data`` imports ``module``, or names it in quotes."""
    parent, _, last = module.rpartition(".")
    if last.encode() not in data:  # part of every form, and far cheaper to look for
        return False
    name = module.encode()
    at = data.find(name)
    while at >= 0:
        end = at + len(name)
        after = data[end : end + 1]
        if data[max(0, at - 1) : at] in _QUOTES and after in (*_QUOTES, b".", b":"):
            return True
        if not (after.isalnum() or after == b"_") and _in_import(data, at):
            return True
        at = data.find(name, at + 1)
    if not parent:
        return False
    form = rb"from[ \t]+%s[ \t]+import[^#;]*?\b%s\b"
    form %= re.escape(parent.encode()), re.escape(last.encode())
    return re.search(form, data) is not None


def _in_import(data: bytes, at: int) -> bool:
    """Whether what begins at ``at`` is a module in an import statement: of a plain line."""
    before = data[data.rfind(b"\n", 0, at) + 1 : at].lstrip(b" \t")
    for word in (b"from", b"import"):
        if before.startswith((word + b" ", word + b"\t")):
            between = before[len(word) :].strip(b" \t")
            return not between or (between.endswith(b",") and b"#" not in between)
    return False


def _finding(host: Host, requirement: Requirement, names: list[str]) -> Finding:
    feature = names[0] if len(names) == 1 else ""
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    lines = host.tree.read(requirement.path).decode("utf-8", "replace").splitlines()
    return RULE.at(
        requirement.path,
        requirement.line,
        f"only preview features import {requirement.distribution} ({shown}),"
        " but every installation gets it",
        feature=feature if any(f.name == feature for f in host.features) else "",
        text=lines[requirement.line - 1].strip() if requirement.line <= len(lines) else "",
    )
