"""Moves packages of a tree with one tool: the process that is timed.

    python benchmarks/movers.py TOOL plan|write ROOT OLD=NEW...

``OLD`` and ``NEW`` are paths of a package or module.  ``plan`` works out all changes, as
text, and writes nothing; ``write`` makes them.  What a tool cannot move itself, ``moves.py``
has moved before.  This runs in the environment of the tool, and no tool shall pay for what
another one needs, so imports are in the functions.
"""

from __future__ import annotations

import os
import sys

Pairs = list[tuple[str, str]]


def coldframe(root: str, pairs: Pairs, write: bool) -> None:
    """The rewriter that promote and adopt use; with ``write``, prints what it leaves."""
    import gc

    from coldframe.resolve.plan import Move
    from coldframe.resolve.planned_tree import PlannedTree
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.rewrite import rewrite
    from coldframe.source.worktree import WorkTree

    gc.set_threshold(200_000, 20, 20)  # as the command line does
    tree = WorkTree(root)
    paths = dict[str, str]()
    for old, new in pairs:
        for path in [old] if tree.exists(old) else tree.under(old):
            end = path
            while len(end) >= len(old):
                paths[end] = new + end[len(old) :]
                end = end.rpartition("/")[0]
    files = [(old, new) for old, new in paths.items() if tree.exists(old)]
    packages = {old.rpartition("/")[0] for old, _ in files if old.endswith(".py")}
    modules = {
        dotted(old): dotted(new)
        for old, new in paths.items()
        if old in packages or old.endswith((".py", ".pyx"))
    }
    planned = PlannedTree(tree, (), [Move(old, new, "moved") for old, new in files])
    rewriting = rewrite(planned, Renames(modules, paths))
    if write:
        for old, new in files:
            os.makedirs(f"{root}/{new.rpartition('/')[0]}", exist_ok=True)
            os.rename(f"{root}/{old}", f"{root}/{new}")
        for edit in rewriting.edits:
            with open(f"{root}/{edit.path}", "wb") as file:
                file.write(edit.after or b"")
        for one in rewriting.left:
            print(f"{one.path}:{one.line}")


def rope(root: str, pairs: Pairs, write: bool) -> None:
    """MoveModule, and Rename where the last part of the name changes as well."""
    from rope.base.project import Project
    from rope.refactor.move import MoveModule
    from rope.refactor.rename import Rename

    project = Project(root, ropefolder=None)
    for old, new in pairs:
        folder, _, name = new.rpartition("/")
        if folder != old.rpartition("/")[0]:
            changes = MoveModule(project, project.get_resource(old)).get_changes(
                project.get_resource(folder)
            )
            str(changes.get_description())
            if write:
                project.do(changes)
            old = f"{folder}/{old.rpartition('/')[2]}"
        if old != new and write:
            renaming = Rename(project, project.get_resource(old))
            project.do(renaming.get_changes(name.removesuffix(".py")))


def bowler(root: str, pairs: Pairs, write: bool) -> None:
    """select_module and rename."""
    from bowler import Query

    os.chdir(root)
    query = Query(["."])
    for old, new in pairs:
        query = query.select_module(dotted(old)).rename(dotted(new))
    query.execute(write=write, interactive=False, silent=True)


def jedi(root: str, pairs: Pairs, write: bool) -> None:
    """Rename, which knows the last part of a name only."""
    from pathlib import Path

    import jedi

    page = Path(root) / "not_there.py"
    project = jedi.Project(root, sys_path=[root, *sys.path], smart_sys_path=False)
    for old, new in pairs:
        statement = "from {} import {}".format(*dotted(old).rpartition(".")[::2])
        script = jedi.Script(statement, path=page, project=project)
        renaming = script.rename(1, len(statement) - 1, new_name=dotted(new).rpartition(".")[2])
        if write:
            changed = renaming.get_changed_files()
            changed.pop(page, None)
            for one in changed.values():
                one.apply()
            for one, other in renaming.get_renames():
                one.rename(other)
        else:
            renaming.get_diff()


def libcst(root: str, pairs: Pairs, write: bool) -> None:
    """The codemod RenameCommand, once for each package."""
    import subprocess

    words = [sys.executable, "-m", "libcst.tool", "codemod", "rename.RenameCommand", "--no-format"]
    words += [] if write else ["--unified-diff"]
    for old, new in pairs:
        names = ["--old_name", dotted(old), "--new_name", dotted(new)]
        subprocess.run([*words, *names, "."], cwd=root, check=False)


def sed(root: str, pairs: Pairs, write: bool) -> None:
    """The old name as a whole word, with dots and with slashes, in all files that have it."""
    import subprocess

    script, words = [], []
    for old, new in pairs:
        for a, b in ((dotted(old), dotted(new)), (old, new)):
            script += ["-e", rf"s#\b{a}\b#{b}#g".replace(".", r"\.")]
            words += ["-e", a]
    found = subprocess.run(
        ["git", "grep", "-lzIF", *words], cwd=root, capture_output=True, check=False
    )
    files = [name for name in found.stdout.decode().split("\0") if name]
    if files:
        subprocess.run(["sed", *(["-i"] if write else []), *script, *files], cwd=root, check=True)


def dotted(path: str) -> str:
    """The name of the module at ``path``."""
    name = path.removeprefix("src/").removesuffix(".py").removesuffix(".pyx")
    name = name.removesuffix("/__init__")
    return name.replace("/", ".")


TOOLS = {tool.__name__: tool for tool in (coldframe, rope, jedi, bowler, libcst, sed)}
MOVES_ITSELF = ("coldframe", "rope", "jedi")

if __name__ == "__main__":
    name, what, place, *moves = sys.argv[1:]
    wanted = [tuple(move.split("=")) for move in moves]
    TOOLS[name](os.path.realpath(place), [(a, b) for a, b in wanted], what == "write")
