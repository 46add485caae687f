"""Runs rules on a host, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coldframe.check.finding import Finding
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.rule import RuleModule
    from coldframe.source.tree import Tree

LINE = 2000  # characters of an offending line that are kept


def run_all(
    modules: Sequence[RuleModule], host: Host, plugged: Sequence[RuleModule] = ()
) -> dict[str, list[Finding]]:
    """The findings of ``modules``, run in this order, by rule."""
    for module in modules:
        begin = getattr(module, "begin", None)
        if begin is not None:
            begin(host)
    return {module.RULE.name: run(module, host, plugged) for module in modules}


def run(module: RuleModule, host: Host, plugged: Sequence[RuleModule] = ()) -> list[Finding]:
    """The findings of one rule by place, each with its line; ``plugged`` are rules of plugins."""
    name = module.RULE.name
    if module in plugged:
        try:
            found = list(module.check(host))
        except Mistake:
            raise
        except Exception as error:  # a stranger's code: say whose it is
            raise Mistake(
                f"the rule {name}, from a plugin, failed: {type(error).__name__}: {error}",
                f'Report it to the plugin\'s authors; until then, set {name} = "off".',
                host.settings.path or None,
                host.settings.line("plugins"),
            ) from error
    else:
        found = list(module.check(host))
    return sorted(_with_text(dict.fromkeys(found), host.tree), key=_place)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (finding.path, finding.line, finding.column, finding.message)


def _with_text(findings: Iterable[Finding], tree: Tree) -> Iterable[Finding]:
    """Fill in the line that a finding points to, where its rule left it out."""
    lines: dict[str, list[bytes]] = {}
    for finding in findings:
        path, line = finding.path, finding.line
        if finding.text or line < 1:
            # Generated files have lines of megabytes; no report wants them whole.
            yield finding._replace(text=finding.text[:LINE]) if finding.text[LINE:] else finding
            continue
        if path not in lines:
            lines[path] = tree.read(path).splitlines() if tree.exists(path) else []
        if line <= len(lines[path]):
            text = lines[path][line - 1].decode("utf-8", "replace").strip()[:LINE]
            finding = finding._replace(text=text)
        yield finding
