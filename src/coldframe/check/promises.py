"""What releases have said of a feature: later edits may shorten it, not lengthen it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coldframe.declare.deadline import Promises
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.clockwork import Clockwork
    from coldframe.check.host import Host
    from coldframe.declare.calendar import Release
    from coldframe.declare.feature import Declaration, Feature


def promises(host: Host, clockwork: Clockwork, feature: Feature, first: Release | None) -> Promises:
    """What the releases since ``first`` have granted ``feature``.

    Nothing binds a feature that no release has shipped.  Old files that can no longer be
    read count as if they were not there.
    """
    if first is None or not first.tag:
        return Promises()
    renewed = feature.declaration is not None and feature.declaration.renewals
    if not host.settings.path and not renewed:
        return Promises()
    calendar, presence, now = clockwork.calendar, clockwork.presence, clockwork.now
    start = calendar.in_order(first.version)
    shipped = [
        release.tag
        for release in presence.tagged
        if start <= calendar.in_order(release.version)
        and (now is None or calendar.in_order(release.version) <= calendar.in_order(now.version))
    ]
    cycles = None
    if host.settings.path:
        settings = presence.files(host.settings.path)
        texts = dict.fromkeys(settings[tag] for tag in shipped if tag in settings)
        own = not host.settings.path.endswith("pyproject.toml")
        cycles = min((found for text in texts if (found := _cycles(text, own))), default=None)
    untils: dict[str, str] = {}
    specs: set[str] = set()
    if feature.declaration is not None and feature.declaration.renewals:
        path = feature.declaration_path
        declarations = presence.files(path)
        for text in dict.fromkeys(declarations[tag] for tag in shipped if tag in declarations):
            declaration = _declared(text, path)
            if declaration is None:
                continue
            specs |= {declaration.spec} - {""}
            for renewal in declaration.renewals:
                old = untils.get(renewal.spec)
                if calendar.knows(renewal.until) and (
                    old is None or calendar.is_later(old, renewal.until)
                ):
                    untils[renewal.spec] = renewal.until
    return Promises(cycles, untils, frozenset(specs))


def spec_fault(host: Host, feature: Feature, spec: str, before: str) -> str:
    """Why ``spec`` does not renew ``feature`` after the spec ``before``; empty if it does.

    It must exist, stand for no other feature, and be younger than the one before it.
    """
    from coldframe.check.approval.unapproved_spec import is_url, spec_file

    for other, declaration in host.declared:
        if other.module != feature.module and spec in (
            declaration.spec,
            *(renewal.spec for renewal in declaration.renewals),
        ):
            return f"names {spec}, which {other.name} uses already"
    if is_url(spec):
        return ""
    path = spec_file(spec)
    if not host.tree.exists(path):
        return f"names {path}, which is not there"
    old = "" if not before or is_url(before) else spec_file(before)
    if old == path:
        return f"names another section of {path}, which is used up"
    if old and host.tree.exists(old):
        from coldframe.check.approval.entered import entered

        new = entered(host.tree.root, "HEAD", path).place
        if 0 < new < entered(host.tree.root, "HEAD", old).place:
            return f"names {path}, which is older than {old}, the spec before it"
    return ""


@cache
def _cycles(data: bytes, own: bool) -> int | None:
    """The ``cycles`` in a settings file, the default if it has others; None without any.

    ``own``: the file is ``coldframe.toml``, not ``pyproject.toml``.
    """
    if not own and b"coldframe" not in data:
        return None
    import tomllib

    from coldframe.declare.settings import Settings

    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    tool = values.get("tool")
    section = values if own else tool.get("coldframe") if isinstance(tool, dict) else None
    if not isinstance(section, dict):
        return None
    cycles = section.get("cycles", Settings().cycles)
    return cycles if isinstance(cycles, int) and cycles > 0 else None


def _declared(data: bytes, path: str) -> Declaration | None:
    from coldframe.declare.declaration_file import parse_declaration

    try:
        return parse_declaration(data, path)
    except Mistake:
        return None
