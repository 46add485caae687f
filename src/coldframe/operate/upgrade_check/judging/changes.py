"""The preview features that a site uses, or has used, and what the release makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.operate.upgrade_check.remark import Change

if TYPE_CHECKING:
    from coldframe.declare.feature import Declaration
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.release import PreviewTree, Release

PREVIEW = "preview"


def changes(ground: Ground) -> tuple[Change, ...]:
    """One for each feature that is used and is, or becomes, a preview; then those that end."""
    release, found = ground.release, []
    earlier = {
        f"{tree.module}.{name}"
        for tree in (ground.own.previews if ground.own else ())
        for name in tree.declarations
    }
    taken = {f"{move.new}": f"{one.name} {one.version}" for one, move in ground.replaced}
    for tree in release.previews:
        for name, declaration in sorted(tree.declarations.items()):
            module = f"{tree.module}.{name}"
            if module in ground.used:
                end = deadline_of(release, tree, name, declaration)
                before = PREVIEW if module in earlier else taken.get(module, "")
                found.append(
                    Change(
                        name,
                        module,
                        declaration.title or name,
                        before,
                        PREVIEW,
                        declaration.since,
                        end,
                        tuple(ground.used[module]),
                        _past(release, end.lstrip("~")),
                    )
                )
        for stone in tree.tombstones:
            module = f"{tree.module}.{stone.feature}"
            if module in earlier:
                found.append(
                    Change(stone.feature, module, stone.feature, PREVIEW, stone.ending,
                           stone.release, stone.aliases_until)
                )  # fmt: skip
    return tuple(found)


def _past(release: Release, end: str) -> bool:
    calendar = release.calendar
    return (
        bool(end)
        and all(map(calendar.knows, (end, release.version)))
        and calendar.is_later(release.version, end)
    )


def deadline_of(release: Release, tree: PreviewTree, name: str, declaration: Declaration) -> str:
    """The release by which a feature has to have ended, ``~`` if that is projected."""
    module = f"{tree.module}.{name}"
    if release.host is not None:
        feature = next((f for f in release.host.features if f.module == module), None)
        end = release.host.clockwork.deadline(feature).release if feature else None
        return str(end or "")
    from coldframe.runtime.inventory import until

    if declaration.renewals:
        return declaration.renewals[-1].until
    # A wheel has neither tags nor settings: the two versions that are known count on.
    since = declaration.since or release.version
    known = dict.fromkeys((since, release.version))
    projected = until(declaration._replace(since=since), 2, "auto", tuple(known))
    return f"~{projected}" if projected else ""
