"""``__import__("a.b.c")`` gives ``a``: what is read from it follows the name in the string."""

from __future__ import annotations

import _ast as ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.walk import Module

_PARTS = re.compile(r"(?:\s*\.\s*\w+)+")


def rewrite_import_results(module: Module, source: SourceText) -> None:
    """Rewrite ``__import__("a.b").b``; leave what ``__import__`` gives if that is another top."""
    draft = source.draft
    renames = draft.moved.renames
    if "__import__" not in draft.text:
        return
    for site in module.attributes:
        attributes: list[ast.Attribute] = []
        node: ast.AST = site.node
        while isinstance(node, ast.Attribute):
            attributes.insert(0, node)
            node = node.value
        top = _imported(node).partition(".")[0]
        if not top or site.position is not site.node:
            continue
        owner = renames.owner(".".join([top, *(one.attr for one in attributes)]))
        new = renames.modules.get(owner, "")
        start, end = source.end(node), source.end(attributes[owner.count(".") - 1])
        if not new or "." not in owner:
            continue
        if new.partition(".")[0] == top and _PARTS.fullmatch(draft.text, start, end):
            draft.replace(start, end, new.removeprefix(top), "attribute")
        else:
            draft.leave(start, f"{owner} is {new} now, and this leads to {top}")
    for site in module.calls:
        name = _imported(site.node)
        new = renames.renamed(name)
        start = source.start(site.node)
        line = draft.starts[draft.line_of(start) - 1]
        is_used = bool(draft.text[line:start].strip())
        if new and is_used and new.partition(".")[0] != name.partition(".")[0]:
            draft.leave(start, f"{name} is {new} now, and this gives {new.partition('.')[0]}")


def _imported(node: ast.AST) -> str:
    """The name in ``__import__("a.b")`` that gives ``a``: it has no ``fromlist``."""
    if not isinstance(node, ast.Call) or not node.args or len(node.args) > 3:
        return ""
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    value = getattr(node.args[0], "value", None)
    if called != "__import__" or any(one.arg != "globals" for one in node.keywords):
        return ""
    return value if isinstance(value, str) else ""
