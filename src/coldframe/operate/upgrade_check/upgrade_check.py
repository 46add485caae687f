"""Says what an upgrade does to one site, before it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.operate.upgrade_check.remark import STOPS, WARNS

if TYPE_CHECKING:
    from coldframe.compat.change import Change as CompatChange
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.remark import Change, Remark
    from coldframe.operate.upgrade_check.setting import Setting, SiteFile


class UpgradeCheck(NamedTuple):
    """What was found: ``remarks`` on the configuration, ``changes`` of preview features.

    ``release`` is what the site is upgraded to, ``present`` what it has now (empty: not known).
    ``settings`` is how many options were read, ``notes`` say what could not be known.
    ``clients`` are the errors and warnings for API clients, each with the client's document.
    """

    release: str
    present: str
    files: tuple[SiteFile, ...]
    settings: int
    remarks: tuple[Remark, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    clients: tuple[tuple[str, CompatChange], ...] = ()

    def of(self, effect: str) -> tuple[Remark, ...]:
        """The remarks with that effect."""
        return tuple(remark for remark in self.remarks if remark.effect == effect)

    @property
    def stops(self) -> tuple[Remark, ...]:
        """What stops the start, or takes effect no more."""
        return self.of(STOPS)

    @property
    def breaks(self) -> bool:
        """Whether something stops the start, or a client breaks."""
        return bool(self.stops) or any(change.severity == "error" for _, change in self.clients)

    @property
    def warns(self) -> tuple[Remark, ...]:
        """What still works, and will warn."""
        return self.of(WARNS)


def upgrade_check(
    to: str,
    paths: Sequence[str] = (),
    *,
    site_packages: Sequence[str] = (),
    version: str = "",
    clients: Sequence[str] = (),
    target: str = "",
) -> UpgradeCheck:
    """What the release in the wheel or folder ``to`` means for the configuration in ``paths``.

    ``site_packages`` are the folders in which the site's distributions are (default: those of this
    interpreter); ``version`` says which release ``to`` is, where it does not say it itself.
    ``clients`` are OpenAPI documents from which the site's API clients were made, ``target`` is
    that of the release (default: the one that it carries).
    Nothing is imported, and nothing written.

    Raises Mistake for a file, a folder or a release that cannot be read.
    """
    from coldframe.operate.upgrade_check.installed import installed
    from coldframe.operate.upgrade_check.judging.ground import Ground
    from coldframe.operate.upgrade_check.reading.files import site_files
    from coldframe.operate.upgrade_check.release import opened

    notes: list[str] = []
    files = site_files(paths, notes)
    release = opened(to, version)
    ground = Ground(release, installed(site_packages), files)
    remarks = judged(ground)
    broken: tuple[tuple[str, CompatChange], ...] = ()
    if clients:
        from coldframe.operate.upgrade_check.clients import client_changes

        broken = client_changes(clients, release, target)
    if ground.own is None:
        notes.append(
            f"{release.project or 'The project'} is not installed here: what only the present"
            " release knows (options and plugins that are gone) was not compared."
            " --site-packages names the folder of another environment."
        )
    if not release.previews:
        notes.append(f"{ground.title} has no declarations and no records of endings.")
    if any(file.form == "django" for file in files):
        from coldframe.operate.upgrade_check.reading.undecided import undecided

        notes += dict.fromkeys(undecided(files))
    from coldframe.operate.upgrade_check.judging.changes import changes

    return UpgradeCheck(
        ground.title,
        f"{ground.own.name} {ground.own.version}" if ground.own else "",
        tuple(files),
        len({(file.path, one.name) for file in files for one in file.settings}),
        remarks,
        changes(ground),
        tuple(notes),
        broken,
    )


def judged(ground: Ground) -> tuple[Remark, ...]:
    """All remarks, by file and line; what concerns no file comes first."""
    from coldframe.operate.upgrade_check.judging import distributions

    found = list(distributions.judged(ground))
    for file in ground.files:
        for setting in file.settings:
            found += _of(ground, file, setting)
    return tuple(dict.fromkeys(found))


def _of(ground: Ground, file: SiteFile, setting: Setting) -> list[Remark]:
    from coldframe.operate.upgrade_check.judging import (
        class_paths,
        option_names,
        plugs,
        switches,
    )

    found = list(option_names.judged(ground, file, setting))
    if any(remark.effect == STOPS and not remark.new for remark in found) or setting.secret:
        return found
    for family in (switches, plugs, class_paths):
        found += family.judged(ground, file, setting)
    return option_names.with_edited_value(file, setting, found)
