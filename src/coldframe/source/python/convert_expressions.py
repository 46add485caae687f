"""Expressions of tree-sitter's Python tree as ``ast`` nodes."""

from __future__ import annotations

import _ast as ast
from typing import Any, TypeVar

from coldframe.source.python.convert_strings import TRIVIA, string_node, string_value

_LOAD = ast.Load()
_N = TypeVar("_N")
_OPERATORS: dict[str, ast.operator] = {"+": ast.Add(), "%": ast.Mod(), "/": ast.Div()}
_OTHER_OPERATOR = ast.Sub()


def located(node: _N, at: Any) -> _N:
    """``node`` with the position of the tree-sitter node ``at``."""
    node.lineno = at.start_point[0] + 1  # type: ignore[attr-defined]
    node.col_offset = at.start_point[1]  # type: ignore[attr-defined]
    node.end_lineno = at.end_point[0] + 1  # type: ignore[attr-defined]
    node.end_col_offset = at.end_point[1]  # type: ignore[attr-defined]
    return node


class Expressions:
    """Expressions, by tree-sitter's node type."""

    def text(self, node: Any) -> str:
        """The source of ``node``."""
        found: bytes = node.text
        return found.decode("utf-8", "replace")

    def dotted(self, node: Any) -> str:
        """A dotted name without the white space that may stand in it."""
        names = [self.text(c) for c in node.children if c.type == "identifier"]
        return ".".join(names) if names else self.text(node)

    def opaque(self, node: Any) -> ast.expr:
        """An expression whose value is unknown, with all its parts."""
        parts = [self.expression(c) for c in node.named_children if c.type not in TRIVIA]
        left: ast.expr = located(ast.Constant(None, None), node)
        return located(ast.Compare(left, [ast.Eq() for _ in parts], parts), node)

    def expression(self, node: Any) -> ast.expr:
        """What ``node`` stands for."""
        method = getattr(self, "as_" + node.type, None)
        if method is None:
            return self.opaque(node)
        try:
            found: ast.expr = method(node)
        except (AttributeError, IndexError, TypeError, ValueError):
            return self.opaque(node)  # a node with an error in it lacks parts
        return found

    def _only(self, node: Any) -> ast.expr:
        children = [c for c in node.named_children if c.type not in TRIVIA]
        return self.expression(children[0]) if len(children) == 1 else self.opaque(node)

    as_parenthesized_expression = as_type = as_case_pattern = as_as_pattern_target = _only

    def as_identifier(self, node: Any) -> ast.expr:
        return located(ast.Name(self.text(node), _LOAD), node)

    def as_dotted_name(self, node: Any) -> ast.expr:
        names = [c for c in node.children if c.type == "identifier"]
        out = self.as_identifier(names[0])
        for name in names[1:]:
            out = located(ast.Attribute(out, self.text(name), _LOAD), node)
        return out

    def as_attribute(self, node: Any) -> ast.expr:
        value = self.expression(node.child_by_field_name("object"))
        name = self.text(node.child_by_field_name("attribute"))
        return located(ast.Attribute(value, name, _LOAD), node)

    def as_member_type(self, node: Any) -> ast.expr:
        children = [c for c in node.named_children if c.type not in TRIVIA]
        out = self.expression(children[0])
        return located(ast.Attribute(out, self.text(children[-1]), _LOAD), node)

    def as_string(self, node: Any) -> ast.expr:
        return located(string_node([node], self), node)

    def as_concatenated_string(self, node: Any) -> ast.expr:
        strings = [c for c in node.named_children if c.type == "string"]
        return located(string_node(strings, self), node)

    def as_integer(self, node: Any) -> ast.expr:
        try:
            value: int | float = int(self.text(node).replace("_", ""), 0)
        except ValueError:
            value = 0.5  # Python 2 octals and longs: a number nobody indexes with
        return located(ast.Constant(value, None), node)

    def _constant(self, node: Any) -> ast.expr:
        value = {"true": True, "false": False, "none": None}.get(node.type, ...)
        return located(ast.Constant(value, None), node)

    as_true = as_false = as_none = as_ellipsis = _constant

    def as_float(self, node: Any) -> ast.expr:
        return located(ast.Constant(0.5, None), node)

    def as_binary_operator(self, node: Any) -> ast.expr:
        pending = []
        while node.type == "binary_operator":  # a long sum leans to the left
            pending.append(node)
            node = node.child_by_field_name("left")
        out = self.expression(node)
        for part in reversed(pending):
            sign = self.text(part.child_by_field_name("operator"))
            right = self.expression(part.child_by_field_name("right"))
            out = located(ast.BinOp(out, _OPERATORS.get(sign, _OTHER_OPERATOR), right), part)
        return out

    def as_unary_operator(self, node: Any) -> ast.expr:
        value = self.expression(node.child_by_field_name("argument"))
        minus = self.text(node).startswith("-")
        return located(ast.UnaryOp(ast.USub() if minus else ast.UAdd(), value), node)

    def as_not_operator(self, node: Any) -> ast.expr:
        return located(ast.UnaryOp(ast.Not(), self._field(node, "argument")), node)

    def as_boolean_operator(self, node: Any) -> ast.expr:
        parts = [self._field(node, "left"), self._field(node, "right")]
        return located(ast.BoolOp(ast.Or(), parts), node)

    def as_comparison_operator(self, node: Any) -> ast.expr:
        parts = [self.expression(c) for c in node.named_children if c.type not in TRIVIA]
        sign = ast.In() if any(c.type == "in" for c in node.children) else ast.Eq()
        return located(ast.Compare(parts[0], [sign for _ in parts[1:]], parts[1:]), node)

    def as_conditional_expression(self, node: Any) -> ast.expr:
        parts = [c for c in node.named_children if c.type not in TRIVIA]
        body, test, orelse = (self.expression(c) for c in parts)
        return located(ast.IfExp(test, body, orelse), node)

    def as_named_expression(self, node: Any) -> ast.expr:
        name = located(ast.Name(self.text(node.child_by_field_name("name")), _LOAD), node)
        return located(ast.NamedExpr(name, self._field(node, "value")), node)

    def _field(self, node: Any, name: str) -> ast.expr:
        return self.expression(node.child_by_field_name(name))

    def as_await(self, node: Any) -> ast.expr:
        return located(ast.Await(self._only(node)), node)

    def as_list_splat(self, node: Any) -> ast.expr:
        return located(ast.Starred(self._only(node), _LOAD), node)

    as_list_splat_pattern = as_list_splat

    def _sequence(self, node: Any) -> list[ast.expr]:
        return [self.expression(c) for c in node.named_children if c.type not in TRIVIA]

    def as_tuple(self, node: Any) -> ast.expr:
        return located(ast.Tuple(self._sequence(node), _LOAD), node)

    as_expression_list = as_pattern_list = as_tuple_pattern = as_tuple

    def as_list(self, node: Any) -> ast.expr:
        return located(ast.List(self._sequence(node), _LOAD), node)

    as_list_pattern = as_list

    def as_set(self, node: Any) -> ast.expr:
        return located(ast.Set(self._sequence(node)), node)

    def as_dictionary(self, node: Any) -> ast.expr:
        keys: list[ast.expr | None] = []
        values = []
        for child in node.named_children:
            if child.type == "pair":
                keys.append(self._field(child, "key"))
                values.append(self._field(child, "value"))
            elif child.type == "dictionary_splat":
                keys.append(None)
                values.append(self._only(child))
        return located(ast.Dict(keys, values), node)

    def as_subscript(self, node: Any) -> ast.expr:
        parts = [self.expression(c) for c in node.children_by_field_name("subscript")]
        index = parts[0] if len(parts) == 1 else located(ast.Tuple(parts, _LOAD), node)
        return located(ast.Subscript(self._field(node, "value"), index, _LOAD), node)

    def as_generic_type(self, node: Any) -> ast.expr:
        children = [c for c in node.named_children if c.type not in TRIVIA]
        inner = [self.expression(c) for c in children[-1].named_children if c.type not in TRIVIA]
        index = inner[0] if len(inner) == 1 else located(ast.Tuple(inner, _LOAD), node)
        return located(ast.Subscript(self.expression(children[0]), index, _LOAD), node)

    def as_call(self, node: Any) -> ast.expr:
        args, keywords = self.call_arguments(node.child_by_field_name("arguments"))
        return located(ast.Call(self._field(node, "function"), args, keywords), node)

    def call_arguments(self, node: Any) -> tuple[list[ast.expr], list[ast.keyword]]:
        """Positional and keyword arguments; a bare generator counts as one argument."""
        args: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        if node is None:
            return args, keywords
        if node.type == "generator_expression":
            return [self.expression(node)], keywords
        for child in node.named_children:
            if child.type == "keyword_argument":
                name = self.text(child.child_by_field_name("name"))
                keywords.append(located(ast.keyword(name, self._field(child, "value")), child))
            elif child.type == "dictionary_splat":
                keywords.append(located(ast.keyword(None, self._only(child)), child))
            elif child.type not in TRIVIA:
                args.append(self.expression(child))
        return args, keywords

    def as_lambda(self, node: Any) -> ast.expr:
        args = self.arguments(node.child_by_field_name("parameters"))
        return located(ast.Lambda(args, self._field(node, "body")), node)

    def arguments(self, node: Any) -> ast.arguments:
        """The parameters of a function; all of them count as positional or keyword."""
        out = ast.arguments([], [], None, [], [], None, [])
        for child in node.named_children if node is not None else ():
            default = child.child_by_field_name("value")
            annotation = child.child_by_field_name("type")
            name = child.child_by_field_name("name") or child
            while name.type not in ("identifier",) and name.named_children:
                name = name.named_children[0]
            if child.type in TRIVIA or name.type != "identifier":
                continue
            note = self.expression(annotation) if annotation is not None else None
            out.kwonlyargs.append(located(ast.arg(self.text(name), note, None), child))
            value = self.expression(default) if default is not None else None
            out.kw_defaults.append(value)
        return out

    def _comprehension(self, node: Any) -> ast.expr:
        body = node.child_by_field_name("body")
        generators: list[ast.comprehension] = []
        for child in node.named_children:
            if child.type == "for_in_clause":
                target = self._field(child, "left")
                rights = [self.expression(r) for r in child.children_by_field_name("right")]
                generators.append(ast.comprehension(target, rights[0], [], 0))
            elif child.type == "if_clause" and generators:
                generators[-1].ifs.extend(self._sequence(child))
        if body.type == "pair":
            key, value = self._field(body, "key"), self._field(body, "value")
            return located(ast.DictComp(key, value, generators), node)
        return located(ast.ListComp(self.expression(body), generators), node)

    as_list_comprehension = as_set_comprehension = _comprehension
    as_dictionary_comprehension = as_generator_expression = _comprehension

    def fragment(self, node: Any) -> str | None:
        """The value of a piece of a string literal; see convert_strings."""
        return string_value(node)
