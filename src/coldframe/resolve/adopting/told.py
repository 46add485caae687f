"""Says what stays behind and what somebody should look at, few words for many files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.resolve.adopting.layout import Behind
    from coldframe.resolve.adopting.project import Project

_MOST = 4


def tell(adoption: Adoption, points: list[EntryPoint]) -> None:
    """Add the notes that are about the whole; ``points`` are the feature's entry points."""
    from coldframe.resolve.adopting.hidden import hidden
    from coldframe.resolve.adopting.layout import CODE, DOCS
    from coldframe.resolve.adopting.modes import not_taken
    from coldframe.resolve.adopting.pytest_settings import lacking
    from coldframe.resolve.loggers import logger_note
    from coldframe.resolve.metadata.stale import stale

    host, project = adoption.host.tree, adoption.project.tree
    adoption.left += stale(host, points, adoption.names_in_host)
    new = [edit.path for edit in adoption.edits.all() if edit.before is None]
    adoption.left += hidden(host.root, [*(a.path for a in adoption.arrivals), *new])
    loggers = logger_note(adoption.edits.tree, adoption.come(CODE), adoption.feature.module)
    adoption.notes += [loggers] if loggers else []
    settings = lacking(host, project)
    if settings:
        adoption.notes.append(
            f"The project runs its tests with settings of pytest that the host does not have:"
            f" {', '.join(settings)}."
        )
    adoption.notes += _lists_beside(adoption)
    if points and adoption.called:
        adoption.notes.append(
            f"Uninstall {adoption.called} wherever the host is installed: both would register the"
            " same entry points."
        )
    pages = [path for path in adoption.come(DOCS) if "/index." in path]
    if pages:
        index = min(pages, key=lambda path: (path.count("/"), path))
        adoption.notes.append(f"Add {index} to the table of contents of the docs.")
    adoption.notes.append(
        "Then run `coldframe check`: it lists what else a preview feature must have, such as a"
        " label in the help of its options."
    )
    if adoption.project.commit and _is_dirty(adoption.project):
        adoption.notes.append(
            "The project has changes that are not committed: what comes is its last commit."
        )
    known = {file.source for file in adoption.behind}
    others = [file for file in not_taken(adoption.project) if file.source not in known]
    adoption.notes += behind_notes([*adoption.behind, *others])


def _lists_beside(adoption: Adoption) -> Iterator[str]:
    """A note for each list of migrations that comes along and stays one beside the host's."""
    from coldframe.resolve.adopting.squashing import lists_in

    coming = {arrival.source for arrival in adoption.arrivals}
    for each in () if adoption.old_lists else lists_in(adoption.project):
        if f"{each.path}/env.py" in coming:
            yield (
                f"{each.path} stays a list of migrations of its own, which keeps what has run in"
                f" {each.version_table}. With `--migrations squash` the host's one list takes in"
                " its tables."
            )


def _is_dirty(project: Project) -> bool:
    """Whether the working tree, if there is one, differs from the commit that is adopted."""
    from coldframe.source.git import GitError, git

    root = project.tree.root
    try:
        head = git(root, "rev-parse", "HEAD").strip().decode()
        return head == project.commit and bool(git(root, "status", "--porcelain", "--", "."))
    except GitError:
        return False


def behind_notes(behind: Iterable[Behind]) -> Iterator[str]:
    """One note per reason; what may need somebody's hands comes first."""
    reasons: dict[tuple[bool, str], list[str]] = {}
    for file in behind:
        reasons.setdefault((not file.by_hand, file.why), []).append(file.source)
    for (automatic, why), paths in sorted(reasons.items()):
        begin = "Stays behind" if automatic else "Stays behind, carry over what is needed"
        yield f"{begin}: {named(paths)} ({why})."


def named(paths: list[str]) -> str:
    """The paths, those of one folder together: ``devstack/ (4 files), LICENSE``."""
    tops: dict[str, list[str]] = {}
    for path in paths:
        top = path.partition("/")[0]
        tops.setdefault(f"{top}/" if "/" in path else path, []).append(path)
    shown = []
    for top, members in tops.items():
        shown.append(members[0] if len(members) == 1 else f"{top} ({len(members)} files)")
    if len(shown) > _MOST + 1:
        return f"{', '.join(shown[:_MOST])} and {len(shown) - _MOST} more"
    return ", ".join(shown)
