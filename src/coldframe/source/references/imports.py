"""Import statements."""

from __future__ import annotations

import _ast as ast

from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.walk import Module


def imports(module: Module, places: Places, form: str = "import") -> None:
    """One reference per imported name, at the name itself."""
    wanted = module.wanted
    for site in module.imports:
        node = site.node
        if isinstance(node, ast.Import):
            for alias in node.names:
                if wanted.package_of(alias.name):
                    places.node(alias, form, Verdict(alias.name, True), site.when)
        elif isinstance(node, ast.ImportFrom):
            base = module.base(node)
            if base is None:
                continue
            for alias in node.names:
                name = base if alias.name == "*" else f"{base}.{alias.name}".lstrip(".")
                if not wanted.package_of(name) or (node.level and stays(module, name)):
                    continue
                places.node(alias, form, Verdict(name, True), site.when)


def stays(module: Module, name: str) -> bool:
    """Whether ``name`` lies in the file's own feature: a relative import moves with it.

    What stands directly in the preview package (its ``__init__``) has no feature.
    """
    own = module.name or module.package or ""
    package = module.wanted.package_of(own)
    if not package or own == package:
        return False
    feature = package + "." + own[len(package) + 1 :].split(".", 1)[0]
    return name == feature or name.startswith(feature + ".")
