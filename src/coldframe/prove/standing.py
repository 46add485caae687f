"""How far each feature of a host is towards stable, where there is evidence of any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.check.discovery import open_host
from coldframe.prove.evidence.whereabouts import open_store, perhaps_there

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.prove.verdict import Verdict


def standings(start: str = ".") -> dict[str, Verdict]:
    """The verdict on each living feature of the host around ``start``, by module.

    Empty where there is no store.  Raises Mistake for one that cannot be read.
    """
    from coldframe.check.root import find_root
    from coldframe.declare.settings_file import load_settings

    root = find_root(start)
    if not perhaps_there(root, load_settings(root)):
        return {}
    return _verdicts(open_host(root))


def _verdicts(host: Host) -> dict[str, Verdict]:
    from coldframe.prove.evidence.digest import digests
    from coldframe.prove.verdict import verdict

    with open_store(host.tree.root, host.settings) as store:
        if not store.exists:
            return {}
        living = [feature for feature in host.features if not feature.forwards_to]
        states = digests(host, living) if living else {}
        return {f.module: verdict(host, f, store, states[f.module]) for f in living}
