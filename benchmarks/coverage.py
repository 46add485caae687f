"""Which references each tool finds in ``examples/references``, and which it makes up.

``reach`` holds every way to reach preview code that we know, ``near_miss`` what only looks
like one.  A reference is found when the tool names its file and line, or one of the three
lines before: a statement may go over several.  A tool that only names files gets credit for
every reference in the file.  Falsely found is what it names in ``near_miss``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.rivals import SEMGREP, coldframe, configure, git, lint_imports, rival, ruff
from benchmarks.tables import show
from tools.hosts import commit, init
from tools.sdists import ROOT

CORPUS = ROOT / "examples" / "references"
EXPECTED = re.compile(r"^(\S[^:]*):(\d+):\d+ (\w+) .*?( undecided)?$")
Place = tuple[str, int]
ANY_LINE = 0


def coverage() -> dict[str, dict[str, int]]:
    """Found and falsely found by each tool; prints the table."""
    wanted, forms = _expected()
    figures: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        trees = {name: _copied(name, Path(folder) / name) for name in ("reach", "near_miss")}
        for name, look in TOOLS.items():
            found = _outside(look(trees["reach"], Path(folder)))
            false = _outside(look(trees["near_miss"], Path(folder)))
            hits = {
                (path, line)
                for path, line in wanted
                if any((path, near) in found for near in (ANY_LINE, *range(line - 3, line + 1)))
            }
            figures[name] = {
                "found": len(hits),
                "forms": len({forms[place] for place in hits}),
                "false": len(false),
            }
    everything = len(set(forms.values()))
    print(f"coverage: {len(wanted)} lines that reach preview code in {everything} forms")
    show(
        ("tool", "found", "of", "forms", "falsely found"),
        [
            (name, str(f["found"]), str(len(wanted)), str(f["forms"]), str(f["false"]))
            for name, f in figures.items()
        ],
    )
    return figures


def _expected() -> tuple[set[Place], dict[Place, str]]:
    forms: dict[Place, str] = {}
    for line in (CORPUS / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            match = EXPECTED.match(line)
            assert match, line
            # What a preview tree says about itself is nobody's finding.
            if not match[1].startswith("host/preview/"):
                forms[match[1], int(match[2])] = match[3]
    return set(forms), forms


def _copied(name: str, into: Path) -> Path:
    """The tree as a repository; what settings may allow is reported, so that it counts."""
    shutil.copytree(CORPUS / name, into)
    settings = into / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    everything = 'type_checking = "report"\ntest_references = "report"\n'
    settings.write_text(text.replace("[tool.coldframe]\n", "[tool.coldframe]\n" + everything))
    draft = into.with_name(f"{name}-repository")
    init(draft)
    (draft / ".git").rename(into / ".git")
    draft.rmdir()
    commit(into, name, "2026-10-01T00:00:00Z", "29.0.0")
    return into


def _outside(places: Iterator[Place]) -> set[Place]:
    """Places in stable code, as a set."""
    return {(path, line) for path, line in places if not path.startswith("host/preview/")}


def _coldframe(root: Path, _: Path) -> Iterator[Place]:
    rules = ("stable_imports_preview", "stable_names_preview", "undecided")
    words = [word for rule in rules for word in ("--rule", rule)]
    for finding in json.loads(_output(coldframe("check", "--json", *words), root))["findings"]:
        yield finding["path"], finding["line"]


def _grep(root: Path, _: Path) -> Iterator[Place]:
    for line in _output(git("grep", "-n", "-I", "-F", "host.preview"), root).splitlines():
        path, number, text = line.split(":", 2)
        if "preview_trees" not in text:  # our own settings
            yield path, int(number)


def _import_linter(kind: str) -> Callable[[Path, Path], Iterator[Place]]:
    def look(root: Path, folder: Path) -> Iterator[Place]:
        configure(root, "host", "host.preview", folder / "settings")
        said = _output(lint_imports(folder / "settings" / f"{kind}.ini", "--no-cache"), root)
        for module, lines in re.findall(r"(host[\w.]*) -> host\.preview[\w.]* \(([^)]*)\)", said):
            path = module.replace(".", "/")
            here = path + ".py" if (root / (path + ".py")).exists() else path + "/__init__.py"
            for number in re.findall(r"\d+", lines):
                yield here, int(number)

    return look


def _tach(strings: bool) -> Callable[[Path, Path], Iterator[Place]]:
    def look(root: Path, folder: Path) -> Iterator[Place]:
        configure(root, "host", "host.preview", folder / "settings")
        toml = root / "tach.toml"
        if strings:
            toml.write_text("include_string_imports = true\n" + toml.read_text())
        said = _output(rival("tach", "check"), root, errors=True)
        toml.unlink()
        for path, number in re.findall(r"\[FAIL\] (\S+?):(\d+): .*'host\.preview", said):
            yield path, int(number)

    return look


def _ruff(root: Path, folder: Path) -> Iterator[Place]:
    configure(root, "host", "host.preview", folder / "settings")
    (root / "tach.toml").unlink()
    words = ruff(folder / "settings" / "ruff.toml", "--no-cache", "--output-format", "json", ".")
    for finding in json.loads(_output(words, root)):
        if finding["code"] == "TID251":
            path = os.path.relpath(finding["filename"], root)
            # In a notebook the line is that of the cell; the corpus has one such reference.
            yield path, ANY_LINE if path.endswith(".ipynb") else finding["location"]["row"]


def _graph(root: Path, _: Path) -> Iterator[Place]:
    words = rival("ruff", "analyze", "graph", "--preview", "--detect-string-imports", "--quiet")
    for path, targets in json.loads(_output(words, root)).items():
        if any(target.startswith("host/preview") for target in targets):
            yield path, ANY_LINE


def _semgrep(root: Path, folder: Path) -> Iterator[Place]:
    rules = folder / "semgrep.yaml"
    rules.write_text(SEMGREP)
    words = rival("semgrep", "scan", "--config", str(rules), "--json", "--quiet")
    words += ["--metrics", "off", "--disable-version-check", "--no-git-ignore", "."]
    for finding in json.loads(_output(words, root))["results"]:
        yield finding["path"].removeprefix("./"), finding["start"]["line"]


TOOLS: dict[str, Callable[[Path, Path], Iterator[Place]]] = {
    "coldframe check": _coldframe,
    "import-linter protected": _import_linter("protected"),
    "import-linter forbidden": _import_linter("forbidden"),
    "tach": _tach(strings=False),
    "tach, with string imports": _tach(strings=True),
    "ruff TID251": _ruff,
    "ruff analyze graph, with strings (by file)": _graph,
    "semgrep, 12 patterns": _semgrep,
    "git grep -F host.preview": _grep,
}


def _output(words: list[str], folder: Path, errors: bool = False) -> str:
    environment = {**os.environ, "COLUMNS": "2000", "NO_COLOR": "1", "SEMGREP_SEND_METRICS": "off"}
    # semgrep starts a helper of its own name from the path.
    environment["PATH"] = f"{Path(words[0]).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    return done.stderr if errors else done.stdout
