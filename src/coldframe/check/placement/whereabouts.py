"""Where a feature, or a dotted name, is in the host's tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature, PreviewTree

CODE = (".py", ".pyi", ".pyx", ".so", ".ipynb")


def front(host: Host, feature: Feature) -> str:
    """The file that stands for the whole feature: its ``__init__.py``, if it has one."""
    if not feature.is_package:
        return feature.path
    init = f"{feature.path}/__init__.py"
    if host.tree.exists(init):
        return init
    files = host.tree.under(feature.path)
    return next((path for path in files if path.endswith(CODE)), init)


def source_root(tree: PreviewTree) -> str:
    """The folder from which the modules of ``tree`` are imported: ``""``, or ``"src/"``."""
    return tree.path.removesuffix(tree.module.replace(".", "/"))
