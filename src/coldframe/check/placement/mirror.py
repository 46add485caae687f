"""Where the tests of a feature belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.placement.whereabouts import project_folder, source_root

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


def mirrored_place(host: Host, feature: Feature, test: str = "") -> str:
    """The folder in which the tests of ``feature`` belong; ``test`` is one that exists.

    The settings' own place comes first.  Otherwise it is the test folder that ``test`` is
    in, with its kind (``unit``, ``functional``), or the host's usual one; then the name of
    the preview tree, then the feature.
    """
    tree = feature.tree.module.rpartition(".")[2]
    for glob in host.settings.tests:
        place = glob.replace("{tree}", tree).replace("{feature}", feature.name)
        folder = place.split("*")[0].rstrip("/")
        if feature.name in folder:
            return folder.rpartition("/")[0] if folder.endswith(".py") else folder
    return f"{_base(host, feature, test)}/{tree}/{feature.name}"


def _base(host: Host, feature: Feature, test: str) -> str:
    folders = test.split("/")[:-1]
    for at, folder in enumerate(folders):
        if folder in ("tests", "test"):
            kind = folders[at + 1 : at + 2]
            return "/".join(folders[: at + 1] + (kind if kind and kind[0] in _KINDS else []))
    place = source_root(feature.tree) + feature.tree.module.split(".")[0]
    above = [place]
    while place:
        place = place.rpartition("/")[0]
        above.append(place)
    under = [f"{folder}/tests" if folder else "tests" for folder in above]
    base = next((tests for tests in under if host.tree.under(tests)), "")
    if not base:
        home = project_folder(host, feature.tree)
        base = f"{home}/tests" if home else "tests"
    return f"{base}/unit" if host.tree.under(f"{base}/unit") else base


_KINDS = ("unit", "functional", "integration", "fullstack", "api", "e2e")
