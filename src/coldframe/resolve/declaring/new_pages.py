"""Plans the tests and the docs page of a new feature."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coldframe.check.placement.mirror import mirrored_place
from coldframe.declare.label import banner
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_PYTEST = """\
\"\"\"Tests of the {word} feature {name}.\"\"\"

import {module}


def test_says_what_it_is() -> None:
    assert "{word}" in ({module}.__doc__ or "")
"""
_UNITTEST = """\
\"\"\"Tests of the {word} feature {name}.\"\"\"

import unittest

import {module}


class {camel}Test(unittest.TestCase):
    def test_says_what_it_is(self):
        self.assertIn("{word}", {module}.__doc__)
"""
_TOOLS = ("pyproject.toml", "tox.ini", "setup.cfg", "pytest.ini", "noxfile.py")


def test_edits(host: Host, feature: Feature) -> list[Edit]:
    """A first test in the mirrored place, in the manner of the host's other tests."""
    folder = mirrored_place(host, feature)
    above = folder.removesuffix(f"/{feature.tree.module.rpartition('.')[2]}/{feature.name}")
    if above != folder and not host.settings.tests and host.tree.under(f"{above}/unit"):
        folder = mirrored_place(host, feature, f"{above}/unit/test.py")
    pytest = any(b"pytest" in host.tree.read(name) for name in _TOOLS if host.tree.exists(name))
    words = {
        "word": host.settings.label,
        "name": feature.name,
        "module": feature.module,
        "camel": feature.name.title().replace("_", ""),
    }
    text = (_PYTEST if pytest else _UNITTEST).format(**words)
    edits: list[Edit] = []
    parts = folder.split("/")
    for depth in range(1, len(parts) + 1):
        init = "/".join([*parts[:depth], "__init__.py"])
        above = "/".join([*parts[: depth - 1], "__init__.py"])
        made = any(edit.path == above for edit in edits)
        package = made or (depth > 1 and host.tree.exists(above))
        if package and not host.tree.exists(init):
            edits.append(Edit(init, None, b"", "Tests"))
    name = f"{folder}/test_{feature.name}.py"
    return [*edits, Edit(name, None, text.encode(), "Tests")]


def docs_edits(host: Host, feature: Feature, title: str) -> tuple[list[Edit], str]:
    """A docs page with the label below its heading, and the page's path."""
    folder, suffix = _docs_place(host)
    page = f"{folder}/{feature.name}{suffix}"
    if host.tree.exists(page):
        page = f"{folder}/{feature.tree.module.rpartition('.')[2]}_{feature.name}{suffix}"
    label = banner(title, host.settings.label, suffix)
    heading = f"# {title}\n" if suffix == ".md" else f"{title}\n{'=' * len(title)}\n"
    return [Edit(page, None, f"{heading}\n{label}".encode(), "Docs")], page


def _docs_place(host: Host) -> tuple[str, str]:
    """The folder of the docs and the suffix of their pages: those of the front page, if any."""
    for folder in ("docs", "doc", "docs/source", "doc/source", "docs/docs", "docs/en"):
        for suffix in (".md", ".rst"):
            if host.tree.exists(f"{folder}/index{suffix}"):
                return folder, suffix
    found = Counter(
        (path.rpartition("/")[0], suffix)
        for path in host.tree.paths()
        for suffix in (".md", ".rst")
        if path.endswith(suffix) and "/" in path and host.places.is_docs(path)
    )
    return min(found, key=lambda place: (-found[place], place)) if found else ("docs", ".md")
