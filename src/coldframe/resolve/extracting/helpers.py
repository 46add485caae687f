"""What the tests of a feature need of the host's tests, where those are not installed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import TESTS
from coldframe.resolve.splitting.needs import imports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.resolve.extracting.layout import Layout

COPIES = "Copies of the host's test helpers"


def add_helpers(layout: Layout) -> list[str]:
    """Place copies of the helpers, and return the places of packages that are still missing.

    Helpers are modules of tests which the feature's tests import, their helpers in turn, and
    every ``conftest.py`` above them.  What an installation of the host brings along stays
    where it is.
    """
    queue = [one.source for one in layout.placed if one.kind == TESTS]
    seen = set(queue)
    while queue:
        source = queue.pop(0)
        for helper in sorted({*_imported(layout, source), *_configuring(layout, source)}):
            if helper not in seen and layout.host.feature_of(helper) is None:
                seen.add(helper)
                if layout.shortened(layout.below(helper)) not in layout.by_path:
                    layout.add(helper, COPIES)
                    queue.append(helper)
    return _packages(layout)


def _imported(layout: Layout, source: str) -> Iterator[str]:
    if not source.endswith(".py"):
        return
    name = layout.module(source)
    package = name if source.endswith("/__init__.py") else name.rpartition(".")[0]
    folder = source.rpartition("/")[0]
    tree = layout.host.tree
    for one in imports(tree.read(source), package):
        parts = one.name.split(".")
        for end in range(1, len(parts) + 1):
            place = "/".join(parts[:end])
            for start in (layout.source_root, layout.project, f"{folder}/"):
                for path in (f"{start}{place}.py", f"{start}{place}/__init__.py"):
                    if tree.exists(path) and is_missing(layout, path):
                        yield path


def is_missing(layout: Layout, path: str) -> bool:
    """Whether an installation of the host lacks the test module ``path``."""
    if not layout.host.places.is_test(path):
        return False
    packed = layout.host.packaging.verdict(path).packed
    if packed is None:
        return not path.startswith(layout.feature.tree.path.rpartition("/")[0] + "/")
    return not packed


def _configuring(layout: Layout, source: str) -> Iterator[str]:
    folder = source
    while folder and f"{folder}/" != layout.project:
        folder = folder.rpartition("/")[0]
        path = f"{folder}/conftest.py" if folder else "conftest.py"
        if layout.host.tree.exists(path):
            yield path


def _packages(layout: Layout) -> list[str]:
    """The ``__init__.py`` that make packages of the folders in which tests are, as before.

    Where the host has one at the same place, that is copied.
    """
    tree, wanted = layout.host.tree, []
    tests = [one for one in layout.placed if one.kind in (TESTS, COPIES)]
    for one in tests:
        home = one.source.rpartition("/")[0]
        if not one.path.endswith(".py") or not tree.exists(f"{home}/__init__.py"):
            continue
        folder = one.path.rpartition("/")[0]
        while folder:
            init = f"{folder}/__init__.py"
            if init not in layout.by_path and init not in wanted:
                wanted.append(init)
            folder = folder.rpartition("/")[0]
    own = layout.home.folder
    for init in list(wanted):
        if f"{own}/".startswith(init.removesuffix("__init__.py")):
            wanted.remove(init)  # a folder above the package, or the package itself
            continue
        for source in _counterparts(layout, init):
            if tree.exists(source) and source not in layout.by_source:
                layout.add(source, COPIES)
                wanted.remove(init)
                break
    return wanted


def _counterparts(layout: Layout, path: str) -> Iterator[str]:
    """The files of the host that stand where ``path`` does in the new repository."""
    own = f"{layout.home.folder}/"
    if not path.startswith(own):
        yield layout.project + path
        return
    folder = layout.feature.tree.path.rpartition("/")[0]
    while folder and f"{folder}/" != layout.source_root:
        yield f"{folder}/{path[len(own) :]}"
        folder = folder.rpartition("/")[0]
