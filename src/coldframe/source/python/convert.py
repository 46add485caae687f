"""Turns tree-sitter's Python tree into ``ast`` nodes.

Only the node kinds that matter to finding references keep their meaning; any other
expression becomes an ``ast.Compare`` whose operands are its parts, so that nothing inside
it is lost and nobody takes it for a value.
"""

from __future__ import annotations

import _ast as ast
import re
import sys
from typing import Any

from coldframe.source.python.convert_expressions import Expressions, located
from coldframe.source.python.convert_strings import TRIVIA

_LOAD = ast.Load()
_LAZY = re.compile(r"(?:(?<=^)|(?<=[ \t;:]))lazy[ ](?=[ \t]*(?:import|from)\b)", re.MULTILINE)
_DEEP = 20_000  # frames; pure Python calls do not use the C stack


def eager(text: str) -> str:
    """``text`` with PEP 810's lazy imports as plain ones, at the same columns."""
    return _LAZY.sub("pass;", text)


def convert(text: str) -> tuple[ast.Module, str]:
    """``text`` as a module, and why it is inexact (empty if the grammar took all of it)."""
    import tree_sitter
    import tree_sitter_python

    language = tree_sitter.Language(tree_sitter_python.language())
    root = tree_sitter.Parser(language).parse(eager(text).encode("utf-8", "replace")).root_node
    why = "syntax not understood everywhere" if root.has_error else ""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEP))
    try:
        return ast.Module(body=Statements().body(root), type_ignores=[]), why
    except RecursionError:
        return ast.Module(body=[], type_ignores=[]), "nested too deeply"
    finally:
        sys.setrecursionlimit(limit)


class Statements(Expressions):
    """Statements, by tree-sitter's node type."""

    def body(self, block: Any) -> list[ast.stmt]:
        """The statements of a block, in order."""
        out: list[ast.stmt] = []
        for child in block.named_children:
            if child.type not in TRIVIA:
                out.extend(self.statement(child))
        return out

    def statement(self, node: Any) -> list[ast.stmt]:
        """What ``node`` stands for; an unknown statement is kept as its parts."""
        method = getattr(self, "on_" + node.type, None)
        if method is not None:
            try:
                found: list[ast.stmt] = method(node)
            except (AttributeError, IndexError, TypeError, ValueError):
                return self._parts(node)  # a node with an error in it lacks parts
            return found
        return self._parts(node)

    def _parts(self, node: Any) -> list[ast.stmt]:
        """Blocks inside ``node`` as blocks, all else as expressions."""
        out: list[ast.stmt] = []
        for child in node.named_children:
            if child.type in TRIVIA:
                continue
            if child.type == "block" or hasattr(self, "on_" + child.type):
                out.extend(self.statement(child))
            elif child.type.endswith("_clause") or child.type == "ERROR":
                out.extend(self._parts(child))
            else:
                out.append(self.part(child))
        return out

    def part(self, node: Any) -> ast.stmt:
        """An expression that is no statement of its own: a string here is no docstring."""
        return located(ast.Return(self.expression(node)), node)

    def on_block(self, node: Any) -> list[ast.stmt]:
        return self.body(node)

    on_module = on_block

    def on_expression_statement(self, node: Any) -> list[ast.stmt]:
        children = [c for c in node.named_children if c.type not in TRIVIA]
        if len(children) == 1 and children[0].type == "assignment":
            return [self._assignment(children[0])]
        if len(children) == 1:
            value = self.expression(children[0])
        else:
            value = located(ast.Tuple([self.expression(c) for c in children], _LOAD), node)
        return [located(ast.Expr(value=value), node)]

    def _assignment(self, node: Any) -> ast.stmt:
        targets = [self.expression(node.child_by_field_name("left"))]
        annotation = node.child_by_field_name("type")
        right = node.child_by_field_name("right")
        while right is not None and right.type == "assignment":
            targets.append(self.expression(right.child_by_field_name("left")))
            right = right.child_by_field_name("right")
        value = self.expression(right) if right is not None else None
        if annotation is not None:
            note: Any = targets[0]
            annotated: ast.stmt = ast.AnnAssign(note, self.expression(annotation), value, simple=1)
            return located(annotated, node)
        return located(ast.Assign(targets, value or self.opaque(node), None), node)

    def on_import_statement(self, node: Any) -> list[ast.stmt]:
        return [located(ast.Import(self._aliases(node)), node)]

    def on_future_import_statement(self, node: Any) -> list[ast.stmt]:
        return []

    def on_import_from_statement(self, node: Any) -> list[ast.stmt]:
        module = node.child_by_field_name("module_name")
        level = 0
        if module.type == "relative_import":
            level = self.text(module.children[0]).count(".")
            module = module.children[1] if len(module.children) > 1 else None
        name = self.dotted(module) if module is not None else None
        aliases = self._aliases(node)
        for child in node.named_children:
            if child.type == "wildcard_import":
                aliases.append(located(ast.alias("*", None), child))
        return [located(ast.ImportFrom(name, aliases, level), node)]

    def _aliases(self, node: Any) -> list[ast.alias]:
        out = []
        for child in node.children_by_field_name("name"):
            if child.type == "aliased_import":
                name = self.dotted(child.child_by_field_name("name"))
                alias = self.text(child.child_by_field_name("alias"))
                out.append(located(ast.alias(name, alias), child))
            else:
                out.append(located(ast.alias(self.dotted(child), None), child))
        return out

    def on_decorated_definition(self, node: Any) -> list[ast.stmt]:
        out = self.statement(node.child_by_field_name("definition"))
        for child in node.named_children:
            if child.type == "decorator" and out:
                for expression in child.named_children:
                    if expression.type not in TRIVIA:
                        out[0].decorator_list.append(  # type: ignore[attr-defined]
                            self.expression(expression)
                        )
        return out

    def on_function_definition(self, node: Any) -> list[ast.stmt]:
        returns = node.child_by_field_name("return_type")
        function = ast.FunctionDef(
            name=self.text(node.child_by_field_name("name")),
            args=self.arguments(node.child_by_field_name("parameters")),
            body=self.on_block(node.child_by_field_name("body")),
            decorator_list=[],
            returns=self.expression(returns) if returns is not None else None,
        )
        return [located(function, node), *self._type_parameters(node)]

    def on_class_definition(self, node: Any) -> list[ast.stmt]:
        args, keywords = self.call_arguments(node.child_by_field_name("superclasses"))
        name = self.text(node.child_by_field_name("name"))
        body = self.on_block(node.child_by_field_name("body"))
        cls = ast.ClassDef(name=name, bases=args, keywords=keywords, body=body, decorator_list=[])
        return [located(cls, node), *self._type_parameters(node)]

    def _type_parameters(self, node: Any) -> list[ast.stmt]:
        found = node.child_by_field_name("type_parameters")
        return self._parts(found) if found is not None else []

    def on_if_statement(self, node: Any) -> list[ast.stmt]:
        orelse: list[ast.stmt] = []
        for clause in reversed(node.children_by_field_name("alternative")):
            if clause.type == "else_clause":
                orelse = self.on_block(clause.child_by_field_name("body"))
            else:
                orelse = [self._branch(clause, orelse)]
        return [self._branch(node, orelse)]

    def _branch(self, node: Any, orelse: list[ast.stmt]) -> ast.stmt:
        test = self.expression(node.child_by_field_name("condition"))
        body = self.on_block(node.child_by_field_name("consequence"))
        return located(ast.If(test, body, orelse), node)

    def on_for_statement(self, node: Any) -> list[ast.stmt]:
        loop = ast.For(
            self.expression(node.child_by_field_name("left")),
            self.expression(node.child_by_field_name("right")),
            self.on_block(node.child_by_field_name("body")),
            self._else(node),
            None,
        )
        return [located(loop, node)]

    def on_while_statement(self, node: Any) -> list[ast.stmt]:
        test = self.expression(node.child_by_field_name("condition"))
        body = self.on_block(node.child_by_field_name("body"))
        return [located(ast.While(test, body, self._else(node)), node)]

    def _else(self, node: Any) -> list[ast.stmt]:
        found = node.child_by_field_name("alternative")
        return self._parts(found) if found is not None else []

    def on_with_statement(self, node: Any) -> list[ast.stmt]:
        items = []
        for clause in node.named_children:
            if clause.type != "with_clause":
                continue
            for item in clause.named_children:
                value = item.child_by_field_name("value") if item.type == "with_item" else item
                if value.type == "as_pattern":
                    target = value.child_by_field_name("alias")
                    inner = self.expression(target.named_children[0]) if target else None
                    items.append(ast.withitem(self.expression(value.named_children[0]), inner))
                else:
                    items.append(ast.withitem(self.expression(value), None))
        body = self.on_block(node.child_by_field_name("body"))
        return [located(ast.With(items, body, None), node)]

    def on_except_clause(self, node: Any) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for child in node.named_children:
            if child.type == "block":
                out.extend(self.body(child))
            elif child.type == "as_pattern":
                alias = child.child_by_field_name("alias")
                out.append(self._bind(alias.named_children[0] if alias else None, child))
            elif child.type not in TRIVIA:
                out.append(self.part(child))
        return out

    on_except_group_clause = on_except_clause

    def on_match_statement(self, node: Any) -> list[ast.stmt]:
        subject = [self.expression(s) for s in node.children_by_field_name("subject")]
        out: list[ast.stmt] = [located(ast.Return(part), node) for part in subject]
        for case in node.child_by_field_name("body").named_children:
            if case.type == "case_clause":
                out.extend(self._case(case))
        return out

    def _case(self, node: Any) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for child in node.named_children:
            if child.type == "case_pattern":
                out.extend(self._pattern(child))
            elif child.type == "if_clause":
                out.extend(self._parts(child))
        return out + self.on_block(node.child_by_field_name("consequence"))

    def _pattern(self, node: Any) -> list[ast.stmt]:
        """Captures bind; dotted names and literals in a pattern are values."""
        if node.type == "dotted_name":
            names = [c for c in node.children if c.type == "identifier"]
            if len(names) == 1:
                return [self._bind(names[0], node)]
            return [self.part(node)]
        if node.type in ("string", "concatenated_string"):
            return [self.part(node)]
        if node.type == "identifier":
            return [self._bind(node, node)]
        return [part for child in node.named_children for part in self._pattern(child)]

    def _bind(self, target: Any, node: Any) -> ast.stmt:
        value = self.opaque(node)
        if target is None:
            return located(ast.Expr(value), node)
        return located(ast.Assign([self.expression(target)], value, None), node)

    def on_global_statement(self, node: Any) -> list[ast.stmt]:
        return [located(ast.Global([self.text(c) for c in node.named_children]), node)]

    def on_nonlocal_statement(self, node: Any) -> list[ast.stmt]:
        return [located(ast.Nonlocal([self.text(c) for c in node.named_children]), node)]

    def on_return_statement(self, node: Any) -> list[ast.stmt]:
        children = [c for c in node.named_children if c.type not in TRIVIA]
        value = self.expression(children[0]) if children else None
        return [located(ast.Return(value), node)]

    def on_pass_statement(self, node: Any) -> list[ast.stmt]:
        return [located(ast.Pass(), node)]

    def on_exec_statement(self, node: Any) -> list[ast.stmt]:
        """Python 2: ``exec "code" in namespace``."""
        args = [self.expression(c) for c in node.named_children]
        call = located(ast.Call(located(ast.Name("exec", _LOAD), node), args, []), node)
        return [located(ast.Expr(call), node)]

    def on_type_alias_statement(self, node: Any) -> list[ast.stmt]:
        right = self.expression(node.child_by_field_name("right"))
        return [located(ast.Expr(right), node), self.part(node.child_by_field_name("left"))]
