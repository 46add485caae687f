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


def project_folder(host: Host, tree: PreviewTree) -> str:
    """The nearest folder above ``tree`` that is built by itself; ``""`` is the host's root."""
    folder = tree.path
    while folder:
        folder = folder.rpartition("/")[0]
        prefix = f"{folder}/" if folder else ""
        if any(host.tree.exists(prefix + file) for file in ("pyproject.toml", "setup.py")):
            return folder
    return ""
