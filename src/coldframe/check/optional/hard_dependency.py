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
from typing import TYPE_CHECKING

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


def check(host: Host) -> Iterator[Finding]:
    """One finding per hard dependency that only preview features import."""
    if not host.features:
        return
    wanted = _wanted(host)
    if not wanted:
        return
    modules = {module for _, known in wanted for module in known}
    users = _imported_by_features(host, modules)
    if not users:
        return
    _drop_stable(host, users)
    for requirement, known in wanted:
        names = sorted({name for module in known for name in users.get(module, ())})
        if names and not any(users.get(module) == frozenset() for module in known):
            yield _finding(host, requirement, names)


def _wanted(host: Host) -> list[tuple[Requirement, tuple[str, ...]]]:
    from coldframe.check.optional.distributions import modules_of

    return [(r, modules_of(r.distribution)) for r in host.packaging.requirements]


def _imported_by_features(host: Host, modules: set[str]) -> dict[str, frozenset[str]]:
    """The wanted modules that code in the preview trees imports: by whom."""
    from coldframe.check.imports import imported_names

    users: dict[str, set[str]] = {}
    for tree in host.preview_trees:
        for path in host.tree.under(tree.path):
            if not path.endswith((".py", ".pyi")) or host.places.is_test(path):
                continue
            feature = host.feature_of(path)
            for name in imported_names(host.tree.read(path)):
                for module in _prefixes(name):
                    if module in modules:
                        subject = feature.name if feature else tree.module
                        users.setdefault(module, set()).add(subject)
    return {module: frozenset(names) for module, names in users.items()}


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        yield ".".join(parts[:end])


def _drop_stable(host: Host, users: dict[str, frozenset[str]]) -> None:
    """Empty the users of those modules that the stable product uses, too."""
    trees = tuple(tree.path + "/" for tree in host.preview_trees)
    left = set(users)

    def look_into(paths: Iterable[str]) -> None:
        for path in paths:
            if not left:
                return
            if path.startswith(trees) or not _is_product(host, path):
                continue
            data = host.tree.read(path)
            for module in sorted(left):
                if _uses(data, module):
                    users[module] = frozenset()
                    left.discard(module)

    # Most distributions are used all over the host: a sample spares the search of everything.
    for top in sorted({tree.path.split("/")[0] for tree in host.preview_trees}):
        files = [path for path in host.tree.under(top) if path.endswith(".py")]
        look_into(files[:: max(1, len(files) // _SAMPLE)])
    if left:
        # "from google.cloud import storage" does not contain the name google.cloud.storage.
        needles = {module.rpartition(".")[0] or module for module in left}
        look_into(host.mentioning(sorted(needles)))
    if left:
        look_into(path for path in host.tree.paths() if not path.endswith(".py"))


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
    name = re.escape(module.encode())
    forms = [
        rb"(?:^|\n)[ \t]*(?:from|import)[ \t]+(?:[^\n#]*,[ \t]*)?" + name + rb"\b",
        rb"[\"']" + name + rb"[\"'.:]",
    ]
    if parent:
        forms.append(
            rb"from[ \t]+"
            + re.escape(parent.encode())
            + rb"[ \t]+import[^#;]*?\b"
            + re.escape(last.encode())
            + rb"\b"
        )
    return any(re.search(form, data) for form in forms)


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
