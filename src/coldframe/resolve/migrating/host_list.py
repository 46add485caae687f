"""The host's ordered list of migrations: where its next revision goes; read from files only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coldframe.check.database.environment import Environment
    from coldframe.check.database.revisions import Revision
    from coldframe.check.host import Host
    from coldframe.source.tree import Tree

EXPAND, CONTRACT = "expand", "contract"


class Place(NamedTuple):
    """Where a new revision goes: after ``head``, into ``folder``, on ``branch`` (``""``: the only).

    ``ids`` are all that the list uses already.
    """

    environment: Environment
    head: Revision
    folder: str
    branch: str
    ids: frozenset[str]


def list_of(host: Host) -> Environment:
    """The one list of the host's stable code.

    Raises Mistake: there is none, or there are several.
    """
    from coldframe.check.database.environment import environments

    found = [each for each in environments(host) if not each.feature]
    if not found:
        raise Mistake(
            "the host has no list of migrations of its own",
            "It would be a folder with an env.py of Alembic, and revisions below it.",
        )
    if len(found) > 1:
        raise Mistake(
            f"the host has {len(found)} lists of migrations:"
            f" {', '.join(each.path for each in found)}",
            "Only one can take in more revisions: write this one by hand.",
        )
    return found[0]


def next_place(host: Host, phase: str) -> Place:
    """Where the host's next revision goes: on the branch ``phase``, if the list has branches.

    A contract branch that was left behind by the releases takes none any more: then drops go
    where everything goes.  Raises Mistake for no list, several, or heads that cannot be told
    apart.
    """
    from coldframe.check.database.revisions import heads, labels_of, revisions

    environment = list_of(host)
    known = revisions(host.tree, environment)
    ids = frozenset(each.id for each in known)
    ends = heads(known)
    if len(ends) == 1:
        return Place(environment, ends[0], _folder(ends[0]), "", ids)
    labels = labels_of(known)
    by_branch: dict[str, list[Revision]] = {EXPAND: [], CONTRACT: []}
    for each in ends:
        for branch in (EXPAND, CONTRACT):
            if branch in labels[each.id] or f"/{branch}/" in each.path:
                by_branch[branch].append(each)
                break
    if len(ends) != 2 or any(len(each) != 1 for each in by_branch.values()):
        raise Mistake(
            f"{environment.path} has {len(ends)} heads: {', '.join(each.id for each in ends)}",
            "Merge them first (alembic merge heads), or label two branches expand and contract.",
        )
    (growing,), (shrinking,) = by_branch[EXPAND], by_branch[CONTRACT]
    if phase == CONTRACT and not is_frozen(environment, growing, shrinking):
        folder = _folder(growing).replace(f"/{EXPAND}", f"/{CONTRACT}")
        folder = folder if f"/{CONTRACT}" in folder else _folder(shrinking)
        return Place(environment, shrinking, folder, CONTRACT, ids)
    return Place(environment, growing, _folder(growing), EXPAND, ids)


def is_frozen(environment: Environment, growing: Revision, shrinking: Revision) -> bool:
    """Whether nothing has been contracted in the last two releases that have a folder.

    Known only of hosts with a folder per release, such as Neutron, which stopped in Newton.
    """
    releases: dict[str, None] = {}
    for folder in environment.versions:
        for branch in (EXPAND, CONTRACT):
            if folder.endswith(f"/{branch}"):
                releases[folder.removesuffix(f"/{branch}")] = None
    ends = {_folder(growing): EXPAND, _folder(shrinking): CONTRACT}
    if not all(folder.endswith(f"/{branch}") for folder, branch in ends.items()):
        return False
    with_contract = {
        folder.removesuffix(f"/{CONTRACT}")
        for folder in environment.versions
        if folder.endswith(f"/{CONTRACT}")
    }
    return len(set(releases) - with_contract) > 2


def head_files(tree: Tree, place: Place, identity: str) -> list[Edit]:
    """The edits of files such as ``EXPAND_HEAD`` that name the last revision of the branch."""
    edits = []
    for path in tree.under(place.environment.path):
        if "HEAD" in path.rpartition("/")[2]:
            before = tree.read(path)
            if before.strip() == place.head.id.encode():
                after = before.replace(place.head.id.encode(), identity.encode())
                edits.append(Edit(path, before, after, "Migrations"))
    return edits


def new_identity(taken: Iterable[str], *words: str) -> str:
    """Twelve hexadecimal digits that are the same for the same ``words``, and are not ``taken``."""
    from hashlib import sha256

    used = set(taken)
    number = 0
    while True:
        said = "\0".join((*words, str(number))).encode("utf-8", "surrogateescape")
        found = sha256(said).hexdigest()[:12]
        # Alembic takes the beginning of an id for the id.
        if not any(each.startswith(found) or found.startswith(each) for each in used):
            return found
        number += 1


def file_of(place: Place, identity: str, slug: str) -> str:
    """The path of a new revision, called as the last one is called."""
    name = place.head.path.rpartition("/")[2].removesuffix(".py")
    called = identity if name == place.head.id else f"{identity}_{slug}"
    return f"{place.folder}/{called}.py"


def preamble(tree: Tree, place: Place) -> str:
    """The comment with which the last revision begins, without whose copyright it is."""
    lines = []
    for line in tree.read(place.head.path).decode("utf-8", "replace").splitlines():
        if not line.startswith("#") or line.startswith("#!"):
            break
        if "opyright" not in line and "coding" not in line:
            lines.append(line)
    if not any("icense" in line for line in lines):
        return ""
    while lines and lines[0].strip("# ") == "":
        lines.pop(0)
    return "\n".join(lines) + "\n\n"


def has_function(tree: Tree, revisions: Sequence[Revision], name: str) -> bool:
    """Whether any of ``revisions`` defines the function ``name``."""
    mark = f"\ndef {name}(".encode()
    return any(mark in tree.read(each.path) for each in revisions)


def _folder(revision: Revision) -> str:
    return revision.path.rpartition("/")[0]
