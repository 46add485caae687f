"""Scaffold a rule: its file, its place in the catalogue, its examples, its test, its news.

``python -m tools.new_rule missing_feedback --family approval``

The new rule works at once: it reports features whose code contains a marker, and its
examples and its test pass.  Replace the marker by what the rule is really about.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from pathlib import Path

from tools.sdists import ROOT

MARKER = "CHANGE-ME"

RULE = '''"""{Title}.

Say here, in two or three sentences, what goes wrong without this rule and where the rule
comes from.  `coldframe explain {name}` and the page of the rule show this text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="{name}",
    family="{family}",
    why="Say in one sentence whom it hurts, and how.",
    hint="Say what to do about a finding, if possible with the command.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per file of a feature that contains the marker."""
    for path in host.tree.search(["{marker}"]):
        feature = host.feature_of(path)
        if feature is not None:
            lines = host.tree.read(path).splitlines()
            line = next(n for n, text in enumerate(lines, 1) if b"{marker}" in text)
            yield RULE.at(path, line, f"{{feature.name}} still says {marker}", feature=feature.name)
'''

TEST = '''"""Near misses of ``{name}``; what it finds is shown in its examples."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, write

from coldframe.check.run import check


def test_stable_code_is_not_looked_at(tmp_path: Path) -> None:
    write(
        tmp_path,
        {{
            "garden/__init__.py": "",
            "garden/beds.py": "# {marker}\\n",
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": "",
        }},
    )
    commit_all(tmp_path)
    assert list(check(str(tmp_path), rules=["{name}"]).findings) == []
'''


class Refused(Exception):
    """The rule cannot be scaffolded; the text says why and what to do."""


def scaffold(root: Path, name: str, family: str) -> list[str]:
    """Write a new rule into the checkout ``root``; returns the paths written or changed.

    Raises Refused, having written nothing, for a name that is no snake_case word or is
    taken, and for a family that does not exist or is ``probe``, whose rules begin with
    something to measure in a subprocess, not with a file.
    """
    rooms = root / "src" / "coldframe" / "check"
    families = sorted(
        path.parent.name
        for path in rooms.glob("*/__init__.py")
        if path.parent.name != "__pycache__"
    )
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise Refused(f"{name!r} is no snake_case name; write, for example, missing_feedback")
    if family not in families:
        raise Refused(f"there is no family {family!r}; families are {', '.join(families)}")
    catalogue = rooms / "catalogue.py"
    text = catalogue.read_text(encoding="utf-8")
    if any(rooms.glob(f"*/{name}.py")) or (root / "examples" / name).exists():
        raise Refused(f"{name} is taken; see src/coldframe/check/*/{name}.py or examples/{name}")
    words = {
        "name": name,
        "family": family,
        "marker": MARKER,
        "Title": name.replace("_", " ").capitalize(),
    }
    trees = {
        f"examples/{name}/{side}/{path}": content
        for side, watering in (("bad", f"# {MARKER}\n"), ("good", "LITRES = 3\n"))
        for path, content in (
            ("garden/__init__.py", ""),
            ("garden/preview/__init__.py", ""),
            ("garden/preview/watering/__init__.py", watering),
        )
    }
    files = {
        f"src/coldframe/check/{family}/{name}.py": RULE.format(**words),
        "src/coldframe/check/catalogue.py": listed(text, name, family),
        **trees,
        f"examples/{name}/findings.txt": "garden/preview/watering/__init__.py:1"
        f" watering still says {MARKER}\n",
        f"tests/check/{family}/test_{name}.py": TEST.format(**words),
        f"news/{name}.feature.md": f"A new rule, `{name}`: say in a sentence what it finds.\n",
    }
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    return list(files)


def listed(catalogue: str, name: str, family: str) -> str:
    """The catalogue's text with the rule imported and, after its family, in the tuple."""
    module = f"coldframe.check.{family}"
    tree = ast.parse(catalogue)
    lines = catalogue.splitlines()
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    same = next((node for node in imports if node.module == module), None)
    names = sorted([name, *(alias.name for alias in same.names)] if same else [name])
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "RULES"
    )
    if not isinstance(table, ast.Tuple) or table.end_lineno is None:
        raise Refused("RULES in src/coldframe/check/catalogue.py is no tuple any more")
    members = [element for element in table.elts if isinstance(element, ast.Name)]
    after = [element.lineno for element in members if element.id in names]
    # From the bottom up, so that line numbers above stay right.
    lines.insert(after[-1] if after else table.end_lineno - 1, f"    {name},")
    statement = [f"from {module} import (", *(f"    {each}," for each in names), ")"]
    one_line = f"from {module} import {', '.join(names)}"
    if len(one_line) <= 100 and (same is None or same.lineno == same.end_lineno):
        statement = [one_line]
    if same is not None:
        lines[same.lineno - 1 : same.end_lineno] = statement
    else:
        later = [
            n.lineno for n in imports if (n.module or "") > module and n.module != "__future__"
        ]
        lines[later[0] - 1 : later[0] - 1] = statement
    return "\n".join(lines) + "\n"


def main() -> int:
    """Scaffold, say what was written and how to try it."""
    parser = argparse.ArgumentParser(prog="python -m tools.new_rule", description=__doc__)
    parser.add_argument("name", help="snake_case; names the file, the key, the page, the test")
    parser.add_argument("--family", required=True, help="a folder of src/coldframe/check")
    arguments = parser.parse_args()
    try:
        written = scaffold(ROOT, arguments.name, arguments.family)
    except Refused as refusal:
        print(f"new_rule: {refusal}", file=sys.stderr)
        return 2
    empty = ("garden/__init__.py", "preview/__init__.py")
    print(*(path for path in written if not path.endswith(empty)), sep="\n")
    print(f"\nTry it: make test ARGS='-k {arguments.name}'")
    return 0


if __name__ == "__main__":
    sys.exit(main())
