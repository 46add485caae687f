"""What flit takes from the module itself.

Source: https://flit.pypa.io/en/stable/pyproject_toml.html.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from coldframe.check.packaging.sources import table

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources


def module_file(sources: Sources) -> str:
    """The file of the one module that flit packs; empty if it is not where flit looks."""
    named = table(sources.pyproject, "tool", "flit", "module").get("name")
    name = named or table(sources.pyproject, "project").get("name", "")
    place = str(name).replace("-", "_").replace(".", "/")
    paths = (f"{top}{place}{end}" for end in ("/__init__.py", ".py") for top in ("", "src/"))
    return next((path for path in paths if sources.tree.exists(path)), "")


def summary_of(sources: Sources) -> str:
    """The first line of the module's docstring."""
    from coldframe.source.python.parse import parse

    path = module_file(sources)
    if not path:
        return ""
    said = ast.get_docstring(parse(sources.tree.read(path)).tree) or ""
    return said.strip().partition("\n")[0].strip()
