"""What the last release had in its lists of migrations, and what has been done to it since."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.database.order import Fault
from coldframe.check.database.revisions import Revision, read_revision, revisions

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host
    from coldframe.source.committree import CommitTree

# What a revision says of its place and for tools; nothing of it is run.
_HEADER = ("revision", "down_revision", "branch_labels", "depends_on")
_MORE_TOLD = 5  # missing ids that are named


class Released(NamedTuple):
    """The revisions of one list in the last release, by id, with the bytes of their files."""

    version: str
    revisions: dict[str, tuple[Revision, bytes]]


def last_release(host: Host) -> tuple[str, CommitTree] | None:
    """The version and the files of the last release before what is checked out.

    None, with a note, when no tag says which that is; a list that is not released has nothing
    that would have to stay.
    """
    known = host.parked.get("last_release")
    if known is None:
        known = host.parked["last_release"] = (_last_release(host),)
    return known[0]  # type: ignore[index, no-any-return]


def _last_release(host: Host) -> tuple[str, CommitTree] | None:
    from coldframe.check.past import past
    from coldframe.source.committree import CommitTree
    from coldframe.source.git import GitError

    clockwork = host.clockwork
    try:
        here = past(host).here
    except GitError:
        return None
    for release in reversed(clockwork.until_now(clockwork.calendar.released)):
        if release.tag and release.tag not in here:
            try:
                return release.version, CommitTree(host.tree.root, f"refs/tags/{release.tag}")
            except GitError as error:
                host.notes.append(f"Release {release.version} cannot be read: {error.why}")
                return None
    return None


def released(host: Host, environment: Environment) -> Released | None:
    """What ``environment`` had in the last release; None when that is not known."""
    found = last_release(host)
    if found is None:
        return None
    version, tree = found
    now = [path for folder in environment.versions for path in host.tree.under(folder)]
    folders: tuple[str, ...] = (environment.path, *environment.versions)
    if not any(tree.under(folder) for folder in folders):  # it has moved since
        names = {path.rpartition("/")[2] for path in now} - {"__init__.py", "env.py"}
        named = (path for path in tree.paths() if path.rpartition("/")[2] in names)
        folders = tuple(sorted({path.rpartition("/")[0] for path in named} - {""}))
    read: dict[str, tuple[Revision, bytes]] = {}
    for folder in folders:
        for path in tree.under(folder):
            if path.endswith(".py") and not host.places.is_test(path):
                data = tree.read(path)
                revision = read_revision(data, path, environment.path)
                if revision is not None:
                    read.setdefault(revision.id, (revision, data))
    return Released(version, read)


def released_faults(host: Host, listed: Sequence[Environment]) -> Iterator[Fault]:
    """Released revisions that are gone, follow something else, or do something else."""
    for environment in listed:
        before = released(host, environment)
        if before is None:
            continue
        now = {each.id: each for each in revisions(host.tree, environment)}
        gone = [identity for identity in before.revisions if identity not in now]
        if gone:
            told = ", ".join(gone[:_MORE_TOLD])
            more = f" and {len(gone) - _MORE_TOLD} more" if len(gone) > _MORE_TOLD else ""
            yield Fault(
                f"{environment.path}/env.py",
                1,
                f"{told}{more}, released in {before.version}, {'is' if len(gone) == 1 else 'are'}"
                " gone: a database that stands at one cannot be upgraded",
                environment.feature,
            )
        for identity, (old, data) in before.revisions.items():
            new = now.get(identity)
            if new is not None:
                yield from _changed(host, before, now, old, new, data)


def _changed(
    host: Host,
    before: Released,
    now: dict[str, Revision],
    old: Revision,
    new: Revision,
    data: bytes,
) -> Iterator[Fault]:
    feature = host.feature_of(new.path)
    name = feature.name if feature else ""
    for said, was, word in (
        (new.down, old.down, "followed"),
        (new.depends_on, old.depends_on, "depended on"),
    ):
        if set(said) == set(was):
            continue
        inserted = [each for each in said if each in now and each not in before.revisions]
        if inserted:
            first = now[inserted[0]]
            yield Fault(
                first.path,
                first.line,
                f"{first.id} is new and stands before {new.id}, which is released in"
                f" {before.version}: a database that has {new.id} never runs it",
                name,
            )
        elif any(each in now for each in set(was) - set(said)) or not was:
            # Those that are gone have a finding already.
            yield Fault(
                new.path,
                new.line,
                f"{new.id} {word} {' and '.join(was) or 'nothing'} in {before.version} and now"
                f" {' and '.join(said) or 'nothing'}",
                name,
            )
    if essence(data) != essence(host.tree.read(new.path)):
        yield Fault(
            new.path,
            new.upgrade,
            f"{new.id} is released in {before.version} and does something else now: databases"
            " that have run it and new ones differ",
            name,
        )


def essence(data: bytes) -> str:
    """What ``upgrade`` runs in its own file, without comments, docstrings and annotations.

    Functions, classes and values of the module count when ``upgrade`` reaches them.  Imports do
    not: a module may move.
    """
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError):
        return ""
    defined: dict[str, list[ast.stmt]] = {}
    for node in module.body:
        for name in _names(node):
            defined.setdefault(name, []).append(node)
    waiting, seen = ["upgrade"], []
    while waiting:
        name = waiting.pop()
        if name in seen or name in _HEADER or name not in defined:
            continue
        seen.append(name)
        for node in defined[name]:
            waiting += [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
    plain = _Plain()
    return "\n".join(ast.dump(plain.visit(node)) for name in sorted(seen) for node in defined[name])


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [each.id for each in node.targets if isinstance(each, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


class _Plain(ast.NodeTransformer):
    """Takes out what is not run."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Pass(self, node: ast.Pass) -> None:
        return None

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            return ast.Pass()
        return self.generic_visit(ast.Assign([node.target], node.value))
