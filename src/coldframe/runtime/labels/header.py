"""The response header that labels an answer: ``Preview-Feature: loyalty;since="1.0.0"``.

Its value is a List of RFC 9651 (structured fields): one member per feature, its name, with the
parameters ``since`` and ``until`` as far as they are known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.runtime.attribution import InCharge, in_charge
from coldframe.runtime.labels.routes import Routes

if TYPE_CHECKING:
    from coldframe.runtime.inventory import State
    from coldframe.runtime.previews import Previews

NAME = "Preview-Feature"

_TOKEN = re.compile(r"[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*")
_PRINTABLE = re.compile(r"[ -~]*")


class Claimed(NamedTuple):
    """A request that features claim: the header's ``value``, and which feature is in charge;
    ``encoded`` is the value once more.

    Where two claim a path, nobody can tell for which of them the request is: none is.
    """

    value: str
    feature: InCharge | None
    encoded: bytes


class Header:
    """The header and the feature in charge for a path, made from the declarations once.

    Raises as `Previews.enabled`: what is wrong with the deployment's choice stops the start of
    the service, not a request.
    """

    def __init__(self, previews: Previews) -> None:
        self._previews = previews
        self._routes = Routes(previews)
        self._claimed = {
            state.name: _claimed(member(state), in_charge(previews, state.name))
            for state in previews.inventory()
        }

    def claimed(self, path: str) -> Claimed | None:
        """What is to be done with a request for ``path``; None: no feature that is on claims it."""
        features = self._routes.features(path)
        if not features:
            return None
        enabled = self._previews.enabled
        found = [self._claimed[name] for name in features if enabled(name)]
        if len(found) < 2:
            return found[0] if found else None
        return _claimed(", ".join(each.value for each in found), None)


def _claimed(value: str, feature: InCharge | None) -> Claimed:
    return Claimed(value, feature, value.encode("ascii"))


def member(state: State) -> str:
    """One feature as a member of the list: printable ASCII, whatever the declaration holds."""
    name = state.name if _TOKEN.fullmatch(state.name) else _quoted(state.name)
    dates = (("since", state.since), ("until", state.until))
    return name + "".join(f";{key}={_quoted(text)}" for key, text in dates if text)


def _quoted(text: str) -> str:
    """A String of RFC 9651, or a Display String where ASCII is not enough."""
    if _PRINTABLE.fullmatch(text):
        return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'
    encoded = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'%"' else f"%{byte:02x}"
        for byte in text.encode("utf-8", "replace")
    )
    return f'%"{encoded}"'
