"""What the feature is called in its own repository: its package and its distribution."""

from __future__ import annotations

import keyword
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_DISTRIBUTION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class NewHome(NamedTuple):
    """``package`` is the dotted name of the new package, ``distribution`` the project's."""

    package: str
    distribution: str

    @property
    def folder(self) -> str:
        """The folder of the package in the new repository."""
        return self.package.replace(".", "/")


def new_home(host: Host, feature: Feature, package: str = "", distribution: str = "") -> NewHome:
    """What is wanted, or ``<host>_<feature>`` and the same with a hyphen.

    Raises Mistake for a name that cannot be one, or that is taken by the host or by Python.
    """
    parent = feature.tree.module.rpartition(".")[0] or _host_name(host)
    name = package or f"{parent.replace('.', '_')}_{feature.name}"
    for part in name.split("."):
        if not part.isidentifier() or keyword.iskeyword(part):
            raise Mistake(
                f"{name!r} cannot be the name of a package: {part!r} is no name that can be"
                " imported",
                "Write for example: --package shop_loyalty",
            )
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names:
        raise Mistake(
            f"{name} would hide Python's own module {top}", "Choose another name with --package."
        )
    _refuse_taken(host, feature, name)
    called = distribution or name.replace(".", "-").replace("_", "-")
    if not _DISTRIBUTION.fullmatch(called):
        raise Mistake(
            f"{called!r} cannot be the name of a distribution",
            "Use letters, digits, hyphens and dots, such as: --distribution shop-loyalty",
        )
    if _plain(called) == _plain(_host_name(host)):
        raise Mistake(
            f"{called} is what the host itself is called", "Choose another with --distribution."
        )
    return NewHome(name, called)


def _refuse_taken(host: Host, feature: Feature, name: str) -> None:
    """Refuse a package in a package of the host, or one that the host has."""
    from coldframe.check.module_names import is_package
    from coldframe.check.placement.whereabouts import source_root

    root = source_root(feature.tree)
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        place = root + "/".join(parts[:end])
        inner = ".".join(parts[:end])
        if is_package(host.tree, place) and end < len(parts):
            raise Mistake(
                f"{name} would be in {inner}, which is the host's: two distributions cannot"
                " share a package",
                f"Choose another name, such as: --package {name.replace('.', '_')}",
            )
        if end == len(parts) and (host.tree.under(place) or host.tree.exists(f"{place}.py")):
            raise Mistake(
                f"the host has {name} itself ({place})", "Choose another name with --package."
            )


def _host_name(host: Host) -> str:
    from coldframe.resolve.adopting.packages import distribution_name

    return distribution_name(host.tree) or "host"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
