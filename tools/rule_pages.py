"""The generated part of the documentation: a page per rule, and the table of modules.

Written where it is maintained: a rule's page is its docstring, its record and its example
trees; the table of modules is the first line of each module.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tools.sdists import ROOT

if TYPE_CHECKING:
    from coldframe.check.rule import RuleModule

LEXERS = {".py": "python", ".pyi": "python", ".toml": "toml", ".yaml": "yaml", ".rst": "rst"}


def write_rules(into: Path) -> None:
    """Write ``into/<rule>.md`` for every built-in rule, and ``into/index.md``."""
    from coldframe.check.catalogue import every_rule

    rules = every_rule()
    pages = {module.RULE.name: rule_page(module) for module in rules}
    write_all(into, {**pages, "index": _index(rules)})


def write_modules(into: Path) -> None:
    """Write ``into/modules.md``: every module of Coldframe and its first sentence."""
    lines = ["| module | what it is for |", "|---|---|"]
    source = ROOT / "src"
    for path in sorted((source / "coldframe").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        first = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
        name = path.relative_to(source).as_posix().removesuffix("/__init__.py")
        lines.append(f"| `{name}` | {first.replace('|', chr(92) + '|')} |")
    write_all(into, {"modules": "\n".join(lines) + "\n"})


def rule_page(module: RuleModule) -> str:
    """The page of one rule, in MyST Markdown."""
    rule = module.RULE
    parts = [
        f"# {rule.name}",
        f"Family: {rule.family}. Severity: `{rule.severity}`, unless the settings say otherwise."
        + (" Runs only in `coldframe check --probe`." if rule.probe else "")
        + (" Runs in `coldframe migrations check`." if rule.recorded else ""),
        (module.__doc__ or "").strip(),
        f"**Why.** {rule.why}",
        f"**What to do.** {rule.hint}",
    ]
    example = ROOT / "examples" / rule.name
    if example.is_dir():
        parts += _example(example)
    parts += [
        "## Settings",
        f'```toml\n[tool.coldframe.rules]\n{rule.name} = "{_other(rule.severity)}"\n```',
    ]
    return "\n\n".join(parts) + "\n"


def _example(example: Path) -> Iterator[str]:
    bad, good = _files(example / "bad"), _files(example / "good")
    findings = example / "findings.txt"
    said = findings.read_text(encoding="utf-8") if findings.exists() else ""
    # Files that are the same in both trees explain nothing, unless a finding is in them.
    named = {line.split(":", 1)[0] for line in said.splitlines()}
    yield "## Broken"
    for path, text in bad.items():
        if text.strip() and (good.get(path) != text or path in named):
            yield _block(path, text)
    if said:
        yield "Coldframe says:"
        yield f"```text\n{said.rstrip()}\n```"
    yield "## Kept"
    for path, text in good.items():
        if text.strip() and bad.get(path) != text:
            yield _block(path, text)


def _files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _block(path: str, text: str) -> str:
    lexer = LEXERS.get(Path(path).suffix, "text")
    return f"````{{code-block}} {lexer}\n:caption: {path}\n:force:\n\n{text.rstrip()}\n````"


def _other(severity: str) -> str:
    return "error" if severity == "warn" else "warn"


def _index(modules: tuple[RuleModule, ...]) -> str:
    families: dict[str, list[RuleModule]] = {}
    for module in modules:
        families.setdefault(module.RULE.family, []).append(module)
    parts = [
        "# Rules",
        "One name finds everything: a rule's name is its file, its key in the settings, its page"
        " here, its examples and its test. `coldframe explain NAME` prints the same text.",
    ]
    for family, members in families.items():
        parts.append(f"## {family}")
        parts.append((import_module(f"coldframe.check.{family}").__doc__ or "").strip())
        parts.append(
            "\n".join(f"* [{m.RULE.name}]({m.RULE.name}.md): {_first(m)}" for m in members)
        )
    names = "\n".join(module.RULE.name for module in modules)
    parts.append(f"```{{toctree}}\n:hidden:\n\n{names}\n```")
    return "\n\n".join(parts) + "\n"


def _first(module: RuleModule) -> str:
    return (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


def write_all(into: Path, pages: dict[str, str]) -> None:
    """Write the pages by name, and remove those that are no longer there."""
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.md"):
        if old.stem not in pages:
            old.unlink()
    for name, text in pages.items():
        path = into / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
