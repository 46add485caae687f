"""Moving a package of neutron, and the corpus of small moves: Coldframe against other tools.

Timed is working out the move of ``neutron.services.trunk`` with its unit tests to
``neutron.plugins.trunk``; nothing is written.  Counted is the tree that each tool leaves when
it writes:

* *broken*: imports of the tree's own modules that cannot work;
* *missed*: lines with a reference that is no import and has the old name still;
* *wrong*: lines that were changed though they name nothing that moved.

The references are found here, by reading, with nothing of Coldframe: see ``named``.

``make bench ARGS="--only moves"``.
"""

from __future__ import annotations

import ast
import difflib
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.movers import MOVES_ITSELF, TOOLS, dotted
from benchmarks.rivals import RIVALS, git
from benchmarks.trees import BENCH, PLAIN
from tests.support.broken_imports import broken_imports
from tools.sdists import ROOT

MOVES = (
    ("neutron/services/trunk", "neutron/plugins/trunk"),
    ("neutron/tests/unit/services/trunk", "neutron/tests/unit/plugins/trunk"),
)
# jedi renames in place and cannot move: what it is given instead.
IN_PLACE = tuple((old, f"{old.rpartition('/')[0]}/vlan_trunk") for old, _ in MOVES)
SHOWN = {
    "coldframe": "coldframe",
    "rope": "rope MoveModule",
    "jedi": "jedi rename, in place",
    "bowler": "bowler select_module, rename",
    "libcst": "LibCST RenameCommand",
    "sed": "git grep and sed",
}
FAST = ("coldframe", "rope", "jedi", "sed")  # the others take minutes
MOVE = "neutron.services.trunk and its unit tests to neutron.plugins.trunk"
HISTORY = re.compile(r"(?:ChangeLog|AUTHORS|releasenotes/.*|.*/locale/.*)$")
# Runs a command line in a folder: the places that it lists, and how it failed if it did.
Run = Callable[[list[str], Path], tuple[set[tuple[str, int]], str]]
CASES = ROOT / "examples" / "rewrites"


class Left(NamedTuple):
    """What is not right in the tree that a tool has left, how much of that it says, its error."""

    broken: int
    missed: int
    wrong: int
    listed: int
    failed: str


class Corpus(NamedTuple):
    """What is not right in ``cases`` of the corpus, which need ``lines`` new lines."""

    cases: int
    failed: int
    lines: int
    missed: int
    wrong: int


def command(tool: str, what: str, root: Path, moves: tuple[tuple[str, str], ...]) -> list[str]:
    """The command line that makes ``tool`` plan or write ``moves``."""
    python = sys.executable if tool == "coldframe" else str(RIVALS / "python")
    pairs = [f"{old}={new}" for old, new in moves]
    return [python, str(ROOT / "benchmarks" / "movers.py"), tool, what, str(root), *pairs]


def moves_for(tool: str) -> tuple[tuple[str, str], ...]:
    """The move in neutron, as far as the tool can make it."""
    return IN_PLACE if tool == "jedi" else MOVES


def count_neutron(tool: str, run: Run | None = None) -> Left:
    """What the tool leaves of neutron; ``run`` runs its command line in another way."""
    moves = moves_for(tool)
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        root = Path(folder) / "neutron"
        subprocess.run(git("clone", "--quiet", str(PLAIN.root), str(root)), check=True)
        before = _texts(root)
        listed, failed = _write(tool, root, moves, run or _run)
        after = _texts(root)
        broken = broken_imports(root, "neutron") - _broken_before()
    references = {path: named(text, path, moves) for path, text in before.items()}
    remaining = {path: named(text, path, moves, imports=False) for path, text in after.items()}
    missed = {(path, line) for path, lines in remaining.items() for line in lines}
    wrong = 0
    for path, text in before.items():
        wrong += _wrong(text, after.get(_moved(path, moves), ""), references[path])
    return Left(len(broken), len(missed), wrong, len(missed & listed), failed)


@cache
def _broken_before() -> set[str]:
    return broken_imports(PLAIN.root, "neutron")


def named(
    text: str, path: str, moves: tuple[tuple[str, str], ...], *, imports: bool = True
) -> set[int]:
    """The lines of a file that name what moves, unless they tell of the past.

    In any file the dotted name and the path, each as a whole; in Python also strings that are
    written in pieces, and, with ``imports``, every line of an import statement that reaches it.
    """
    if HISTORY.match(path):
        return set()
    names = [re.escape(name) for old, _ in moves for name in (old, dotted(old))]
    pattern = re.compile(rf"(?<![\w./-])(?:{'|'.join(names)})(?![\w-])")
    found = {n for n, line in enumerate(text.split("\n"), 1) if pattern.search(line)}
    leaves = {old.rpartition("/")[2] for old, _ in moves}
    if not path.endswith(".py") or not any(leaf in text for leaf in leaves):
        return found
    modules = tuple(dotted(old) for old, _ in moves)
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return found
    for node in ast.walk(tree):
        lines = set(range(getattr(node, "lineno", 1), (getattr(node, "end_lineno", 0) or 0) + 1))
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found -= lines
            if imports and any(
                name == module or name.startswith(f"{module}.")
                for name in _imported(node, path)
                for module in modules
            ):
                found |= lines
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and pattern.search(node.value)
            and not found & lines
        ):
            found.add(node.lineno)
    return found


def _imported(node: ast.Import | ast.ImportFrom, path: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        folders = path.split("/")[: -node.level]
        base = ".".join([*folders, *filter(None, (node.module,))])
    yield from (f"{base}.{alias.name}" for alias in node.names)


def _wrong(before: str, after: str, references: set[int]) -> int:
    """Lines that were changed, added or taken away where no reference is."""
    old, new = before.split("\n"), after.split("\n")
    found = 0
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        touched = set(range(a + 1, b + 1))
        if what == "insert" and {a, a + 1} & references:
            continue
        if touched and touched <= references:
            continue
        kept = Counter(line.strip() for line in new[c:d])
        strange = [line for n, line in enumerate(old[a:b], a + 1) if n not in references]
        found += sum(1 for line in strange if line.strip() and not kept[line.strip()])
        if what == "insert":
            found += sum(1 for line in new[c:d] if line.strip())
    return found


def count_corpus(tool: str) -> Corpus:
    """What the tool leaves of the Python cases of the corpus, line for line.

    Here *missed* are the lines of ``after`` that the result has not, *wrong* those of the
    result that neither ``before`` nor ``after`` has.  Left out are projects that come from
    outside, which no other tool knows, and for jedi all that goes to another folder.
    """
    total = Counter[str]()
    for case in sorted(CASES.glob("py_*")):
        lines = (case / "moves.txt").read_text(encoding="utf-8").splitlines()
        moves = tuple(
            (a.strip(), b.strip()) for a, _, b in (line.partition("->") for line in lines)
        )
        moves_away = any(Path(a).parent != Path(b).parent for a, b in moves)
        if (case / "arrives").exists() or (tool == "jedi" and moves_away):
            continue
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "tree"
            shutil.copytree(case / "before", root)
            subprocess.run(git("init", "--quiet"), cwd=root, check=True)
            subprocess.run(git("add", "--all", "--force"), cwd=root, check=True)
            _, failed = _write(tool, root, moves, _run)
            after = _texts(root)
        before = {_moved(p, moves): text for p, text in _texts(case / "before").items()}
        total["cases"] += 1
        total["failed"] += bool(failed)
        for path, text in _texts(case / "after").items():
            wanted, got = Counter(text.split("\n")), Counter(after.get(path, "").split("\n"))
            was = Counter(before.get(path, "").split("\n"))
            total["lines"] += (wanted - was).total()
            total["missed"] += ((wanted - was) - got).total()
            total["wrong"] += ((got - was) - wanted).total()
    return Corpus(*(total[field] for field in Corpus._fields))


def _moves(case: Path) -> tuple[tuple[str, str], ...]:
    lines = (case / "moves.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("->") for line in lines)
    return tuple((old.strip(), new.strip()) for old, _, new in pairs)


def _write(
    tool: str, root: Path, moves: tuple[tuple[str, str], ...], run: Run
) -> tuple[set[tuple[str, int]], str]:
    """Let the tool make the move: the places that it lists, and how it failed if it did."""
    if tool == "rope":
        _packages(root, moves)
    if tool not in MOVES_ITSELF:
        for old, new in sorted(moves, reverse=True):
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(git("mv", old, new), cwd=root, check=True)
    return run(command(tool, "write", root, moves), root)


def _run(words: list[str], root: Path) -> tuple[set[tuple[str, int]], str]:
    done = subprocess.run(words, cwd=root, capture_output=True, text=True)
    places = re.findall(r"^(\S+):(\d+)$", done.stdout, re.MULTILINE)
    said = done.stderr.strip().rpartition("\n")[2] if done.returncode else ""
    return {(path, int(line)) for path, line in places}, said


def _packages(root: Path, moves: tuple[tuple[str, str], ...]) -> None:
    """Make the packages that something moves to, which rope wants to be there."""
    for _, new in moves:
        folder = root / new
        while (folder := folder.parent) != root:
            if not (folder / "__init__.py").exists():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "__init__.py").touch()


def _moved(path: str, moves: tuple[tuple[str, str], ...]) -> str:
    for old, new in sorted(moves, reverse=True):
        if path == old or path.startswith(f"{old}/"):
            return new + path[len(old) :]
    return path


def _texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


if __name__ == "__main__":
    for name in sys.argv[1:] or TOOLS:
        print(name, count_neutron(name), count_corpus(name), flush=True)
