"""Python code: one analyser for files, scripts, notebooks, doctests and code in strings."""

from __future__ import annotations

import _ast as ast

from coldframe.regex import regex
from coldframe.source.python.parse import parse_expression, parse_natively, parse_text
from coldframe.source.references.attributes import attributes, chains, entered
from coldframe.source.references.calls import Calls
from coldframe.source.references.imports import imports
from coldframe.source.references.lazy_tables import LazyTables
from coldframe.source.references.literals import Literals
from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.scopes import Scope
from coldframe.source.references.values import Values
from coldframe.source.references.walk import Module, Site
from coldframe.source.references.wanted import Wanted

_TYPE_COMMENT = regex(r"#\s*type:(?!\s*ignore\b)(.+)$")
_NAME = regex(r"[^\W\d]\w*(?:\.\w+)+")
_EXAMPLE = regex(r"\s*(?:>>>|\.\.\.)(?: (.*))?$")
_NESTED = 3  # code in strings in code in strings


def in_code(tree: ast.Module, text: str, path: str, wanted: Wanted) -> Places:
    """The references in a parsed module whose source is ``text``."""
    places = Places(path, text.split("\n"))
    module = Module(tree, path, wanted)
    _Analysis(module, places).run()
    module.scope.forget()
    return places


class _Analysis:
    def __init__(self, module: Module, places: Places, nested: int = 0) -> None:
        self.module = module
        self.places = places
        self.nested = nested

    def run(self, form: str = "") -> None:
        """All kinds of places; ``form`` replaces the forms that load a module."""
        module, places = self.module, self.places
        values = Values(module)
        calls = Calls(module, values, places)
        imports(module, places, form or "import")
        LazyTables(calls).judge()
        calls.judge()
        calls.judge_annotations()
        literals = Literals(calls)
        literals.judge(set(values.followed))
        attributes(module, values, places, form or "attribute")
        for node, site in calls.code:
            self._run_code(node, site, "executed")
        for node, site, kind in literals.code:
            self._run_code(node, site, kind)
        if not self.nested:
            self._docstrings()
            self._type_comments(values)

    def _run_code(self, node: ast.Constant, site: Site, form: str) -> None:
        """Code in the string ``node``; its lines are the file's if the literal spans as many."""
        text = str(node.value)
        if self.nested >= _NESTED or not any(w in text for w in self.module.wanted.leaves):
            return
        code = _dedent(text)
        tree = parse_natively(code)
        if tree is None:
            if form == "string":
                return
            tree = parse_text(code).tree
        scope = Scope("executed", site.scope)
        inner = Module(tree, self.module.path, self.module.wanted, scope)
        lines = code.split("\n")
        found = Places(self.places.path, lines)
        _Analysis(inner, found, self.nested + 1).run(form)
        at = site.position
        first = getattr(at, "lineno", 1)
        spans = getattr(at, "end_lineno", first) - first >= text.rstrip("\n").count("\n") > 0
        column = self.places.column(first, getattr(at, "col_offset", 0))
        for reference in found.references():
            line = first + reference.line - 1 if spans else first
            place = reference.column if spans and reference.line > 1 else column
            when = reference.scope if site.when == "module" else site.when
            verdict = Verdict(reference.target, reference.decided)
            self.places.at(line, place, reference.form, verdict, when)

    def _docstrings(self) -> None:
        wanted = self.module.wanted
        for site in self.module.docstrings:
            node = site.node
            assert isinstance(node, ast.Constant) and isinstance(node.value, str)
            if not any(leaf in node.value for leaf in wanted.leaves):
                continue
            from coldframe.source.references.cross_references import cross_references

            first, last = node.lineno, node.end_lineno or node.lineno
            lines = self.places.lines[first - 1 : last]
            examples = [_EXAMPLE.match(line) for line in lines]
            code = "\n".join((m[1] or "") if m else "" for m in examples)
            if any(leaf in code for leaf in wanted.leaves):
                inner = Module(parse_text(code).tree, self.module.path, wanted)
                found = Places(self.places.path, lines)
                _Analysis(inner, found, self.nested + 1).run("doctest")
                inner.scope.forget()
                for r in found.references():
                    line = r.line
                    match = examples[line - 1] if line <= len(examples) else None
                    column = r.column + (match.start(1) if match and match[1] else 0)
                    verdict = Verdict(r.target, r.decided)
                    self.places.at(first + line - 1, column, r.form, verdict, "function")
            for number, line_text in enumerate(lines):
                for column, target in cross_references(line_text, wanted):
                    self.places.at(
                        first + number, column, "docstring", Verdict(target, True), site.when
                    )

    def _type_comments(self, values: Values) -> None:
        wanted = self.module.wanted
        inside: set[int] | None = None
        for number, line in enumerate(self.places.lines, 1):
            if "type:" not in line or not any(leaf in line for leaf in wanted.leaves):
                continue
            found = _TYPE_COMMENT.search(line)
            if found is None:
                continue
            if inside is None:
                inside = {
                    n
                    for site in (*self.module.texts, *self.module.docstrings)
                    for n in range(
                        getattr(site.node, "lineno", 0), getattr(site.node, "end_lineno", 0)
                    )
                }
            if number in inside:
                continue
            for name in _NAME.finditer(found[1]):
                tree = parse_expression(name[0])
                for chain in chains(tree) if tree is not None else ():
                    for reached in entered(chain, self.module.scope, values):
                        column = found.start(1) + name.start() + 1
                        self.places.at(number, column, "annotation", reached, "type_checking")


def _dedent(text: str) -> str:
    """``text`` without the white space that all its lines begin with."""
    lines = text.split("\n")
    margins = [len(ln) - len(ln.lstrip()) for ln in lines if ln.strip()]
    margin = min(margins, default=0)
    return "\n".join(ln[margin:] if ln.strip() else "" for ln in lines)
