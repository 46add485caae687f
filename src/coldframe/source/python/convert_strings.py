"""String literals of tree-sitter's Python tree, with the values Python gives them."""

from __future__ import annotations

import _ast as ast
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.source.python.convert_expressions import Expressions

# Nodes that may stand anywhere and mean nothing.
TRIVIA = ("comment", "line_continuation")


def string_node(strings: list[Any], expressions: Expressions) -> ast.expr:
    """One literal, or several side by side, as ``Constant`` or ``JoinedStr``."""
    parts: list[str | ast.expr] = []
    formatted = False
    for node in strings:
        prefix = node.children[0].text.decode("ascii", "replace").rstrip("'\"").lower()
        if "b" in prefix:
            return ast.Constant(b"", None)
        if "f" in prefix or "t" in prefix:
            formatted = True
            parts.extend(_formatted(node, prefix, expressions))
        else:
            parts.append(string_value(node))
    if not formatted:
        return ast.Constant("".join(p for p in parts if isinstance(p, str)), None)
    return ast.JoinedStr(
        [_at(ast.Constant(p, None), strings[0]) if isinstance(p, str) else p for p in parts]
    )


def _at(node: ast.Constant, at: Any) -> ast.expr:
    node.lineno = node.end_lineno = at.start_point[0] + 1
    node.col_offset = node.end_col_offset = at.start_point[1]
    return node


def _formatted(node: Any, prefix: str, expressions: Expressions) -> list[str | ast.expr]:
    """Text and replacement fields of an f-string."""
    out: list[str | ast.expr] = []
    for child in node.children:
        if child.type == "string_content":
            raw = child.text.decode("utf-8", "replace").replace("{{", "{").replace("}}", "}")
            out.append(raw if "r" in prefix else unescape(raw))
        elif child.type == "interpolation":
            inner = [c for c in child.named_children if c.type not in TRIVIA]
            value = expressions.expression(inner[0]) if inner else ast.Constant(None, None)
            spec = None
            for part in inner[1:]:
                if part.type == "format_specifier":
                    spec = ast.JoinedStr([expressions.opaque(part)])
            conversion = next((ord(c.text[1:2]) for c in inner if c.type == "type_conversion"), -1)
            out.append(ast.FormattedValue(value, conversion, spec))
    return out


def string_value(node: Any) -> str:
    """The value of a plain string literal."""
    source = node.text.decode("utf-8", "replace")
    start = node.children[0].text.decode("ascii", "replace")
    end = node.children[-1].text.decode("ascii", "replace") if len(node.children) > 1 else ""
    inner = source[len(start) : len(source) - len(end)] if end[:1] in ("'", '"') else ""
    if "r" in start.lower():
        return inner
    return unescape(inner)


def unescape(raw: str) -> str:
    """``raw``, the inside of a literal, with its escapes resolved."""
    if "\\" not in raw:
        return raw
    quoted = '"""' + raw.replace('"', '\\"').replace('\\\\"', '\\"') + '"""'
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = compile(quoted, "<string>", "eval", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError):
            return raw
    value = getattr(getattr(tree, "body", None), "value", None)
    return value if isinstance(value, str) else raw
