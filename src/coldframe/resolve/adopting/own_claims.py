"""What an adopted feature claims: what is its own, and nothing that the host has as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.host import Host
    from coldframe.check.surface.definition import Definition
    from coldframe.declare.feature import Claims, Declaration, Feature
    from coldframe.source.tree import Tree

_REGISTERS = re.compile(rb"\bregister_\w*opts?\b|\bOptGroup\b|\b\w+_GROUP\b")


def own_claims(
    host: Host,
    feature: Feature,
    written: Declaration,
    pages: tuple[str, ...],
    extras: tuple[str, ...],
    revision: str = "",
) -> Claims:
    """The claims that were found, with ``pages`` and ``extras``.

    Pages that the host had before stay the host's, whatever they are called: a retirement must
    not take them along.

    Tables that the host's code names too are the host's; of a group of options that it names,
    only the feature's own options are claimed.  ``revision`` is the path of one that makes the
    feature's tables, and so may name them.
    """
    claims = written.claims
    return claims._replace(
        tables=tuple(
            name for name in claims.tables if not _elsewhere(host, feature, name, but=revision)
        ),
        options=_options(host, feature, claims.options),
        docs=tuple(_folded(host.tree, pages)),
        extras=tuple(sorted({*claims.extras, *extras})),
    )


def _options(host: Host, feature: Feature, globs: tuple[str, ...]) -> tuple[str, ...]:
    claimed: set[str] = set()
    for glob in globs:
        group = glob.removesuffix(".*")
        if _elsewhere(host, feature, group, _REGISTERS):
            names = (option.names[0] for option in _defined(host, feature))
            claimed.update(name for name in names if name.startswith(f"{group}."))
        else:
            claimed.add(glob)
    return tuple(sorted(claimed))


def _defined(host: Host, feature: Feature) -> Iterator[Definition]:
    from coldframe.check.surface.definition import OPTION

    for path in host.tree.under(feature.path) if feature.is_package else [feature.path]:
        if path.endswith(".py") and not host.places.is_test(path):
            for option in host.surface.of(path, (OPTION,)):
                if option.certain:
                    yield option


def _elsewhere(
    host: Host,
    feature: Feature,
    name: str,
    about: re.Pattern[bytes] | None = None,
    but: str = "",
) -> bool:
    """Whether code of the host outside the feature has ``name`` as a string.

    Only files that ``about`` finds something in count, and the file ``but`` never does.
    """
    quoted = re.compile(rb"""["']%b["']""" % re.escape(name.encode()))
    for path in host.tree.search([name], suffix=".py"):
        if path != but and not feature.owns(path) and not host.places.is_test(path):
            data = host.tree.read(path)
            if quoted.search(data) and (about is None or about.search(data)):
                return True
    return False


def _folded(tree: Tree, pages: tuple[str, ...]) -> list[str]:
    """``pages``, as one glob if they are all that is in their folder."""
    if len(pages) < 2:
        return list(pages)
    common: list[str] = []
    for names in zip(*(page.split("/")[:-1] for page in pages), strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    folder = "/".join(common)
    whole = bool(folder) and set(tree.under(folder)) <= set(pages)
    return [f"{folder}/**"] if whole else sorted(pages)
