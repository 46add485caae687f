"""Calls that import by name, patch by name, or run code from a string."""

from __future__ import annotations

import _ast as ast
import re

from coldframe.regex import regex
from coldframe.source.python.parse import parse_expression
from coldframe.source.references.attributes import chains, entered
from coldframe.source.references.imports import stays
from coldframe.source.references.pieces import Pieces, Verdict, complete, verdict
from coldframe.source.references.places import Places
from coldframe.source.references.scopes import Node, children
from coldframe.source.references.values import Values
from coldframe.source.references.walk import Module, Site

# Called with a name, these import it. importlib and what frameworks built on it.
_BY_NAME = frozenset(
    ("__import__", "find_spec", "find_loader", "resolve_name", "run_module",
     "importorskip", "load_object", "locate", "symbol_by_name", "reload_module",
     "spec_from_file_location", "load_class", "load_attr")
)  # fmt: skip
_BY_NAME_PATTERN = regex(r"_?(?:(?:lazy|try|safe|optional|maybe|soft|do|dynamic)_?)?import_?")
_LAZY = regex(r"lazy_?(?:import|load|module)|initpkg|deferred_import|lazyimport", re.I)
_PATCH = regex(r"patch|mock|stub_out", re.I)
_LOGGER = frozenset(("getLogger", "get_logger", "getChild"))
_CODE = {
    "exec": ("0", "source"), "eval": ("0", "source"), "compile": ("0", "source"),
    "timeit": ("0", "1", "stmt", "setup"), "repeat": ("0", "1", "stmt", "setup"),
    "Timer": ("0", "1", "stmt", "setup"), "run": (), "runctx": ("0",),
}  # fmt: skip
_ANNOTATION_CALLS = {"cast": 1, "TypeVar": 99, "ForwardRef": 1, "NewType": 99}
_PACKAGING = ("packages", "package_data", "package_dir", "py_modules", "exclude_package_data")


class Calls:
    """What the calls of one module reach.

    ``claimed`` are the ids of the nodes whose strings have been judged; ``code`` are the
    constants that are run as Python.
    """

    def __init__(self, module: Module, values: Values, places: Places) -> None:
        self.module = module
        self.wanted = module.wanted
        self.values = values
        self.places = places
        self.claimed: set[int] = set()
        self.code: list[tuple[ast.Constant, Site]] = []
        self.notes: list[tuple[ast.Constant, Site]] = []  # annotations in strings

    def judge(self) -> None:
        """Note every call that reaches a wanted package."""
        for site in self.module.calls:
            node = site.node
            assert isinstance(node, ast.Call)
            if not node.args and not node.keywords:
                continue
            name = self.values.callee(node, site.scope)
            self._call(node, name, name.rsplit(".", 1)[-1], site)

    def claim(self, node: Node) -> None:
        """Take the strings in ``node`` as judged."""
        pending = [node]
        while pending:
            part = pending.pop()
            self.claimed.add(id(part))
            pending.extend(children(part))

    def _call(self, node: ast.Call, name: str, last: str, site: Site) -> None:
        if last == "partial" and node.args:
            inner = ast.Call(func=node.args[0], args=node.args[1:], keywords=node.keywords)
            found = self.values.callee(inner, site.scope)
            if found != "?":
                self._call(inner, found, found.rsplit(".", 1)[-1], site)
        elif last in ("getattr", "hasattr", "setattr", "delattr") and name == last:
            self._member(node, "attribute", site)
        elif name == "?" and isinstance(node.func, ast.Call):
            self._getter(node, site)
        elif last in _CODE and name.split(".")[0] in (last, "builtins", "timeit", "cProfile"):
            self._run(node, last, site)
        elif last in _ANNOTATION_CALLS:
            for argument in [*node.args[: _ANNOTATION_CALLS[last]], *_keywords(node, "bound")]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    self.notes.append((argument, site))
        elif last == "setup":
            for keyword in node.keywords:
                if keyword.arg in _PACKAGING:
                    self.claim(keyword.value)
        elif last in _LOGGER:
            self._names(node.args[:1], "log_name", site)
        elif _LAZY.search(name):
            arguments = [*node.args, *(k.value for k in node.keywords)]
            tables = [a for a in arguments if isinstance(a, ast.Dict)]
            arguments += [v for table in tables for v in table.values]
            self._names(arguments, "lazy_import", site)
        elif last in _BY_NAME or _BY_NAME_PATTERN.match(last):
            self._import(node, last, site)
        elif _PATCH.search(name) or (last.startswith("Mock") and last != "Mock"):
            arguments = [*node.args, *_keywords(node, "target", "name")]
            if not self._names(arguments, "patch", site, anywhere=True):
                self._member(node, "patch", site)

    def _import(self, node: ast.Call, last: str, site: Site) -> None:
        form = "lazy_import" if self._in_getattr(site) else "dynamic_import"
        if last == "__import__":
            texts = self._dunder_import(node, site)
        elif last in ("import_opt", "import_group"):  # oslo.config: (name, module)
            texts = [t for a in node.args[1:2] for t in self.values.strings(a, site.scope)]
        elif last in ("import_object_ns", "import_versioned_module") and len(node.args) > 1:
            texts = [*self.values.imported(node, site.scope)]
            heads = self.values.strings(node.args[0], site.scope)
            tails = self.values.strings(node.args[1], site.scope)
            texts = [(*h[:-1], f"{h[-1]}.{t[0]}") for h in heads for t in tails if h[-1] and t[0]]
            texts += tails
        else:
            texts = self.values.imported(node, site.scope)
        named = [
            *_keywords(node, "name"),
            *node.args[1 if last.endswith(("_opt", "_group")) else 0 :],
        ]
        spelled = bool(named) and id(named[0]) in self._text_ids
        at = named[0] if spelled else site.position
        hit = False
        for text in dict.fromkeys(texts):
            found = verdict(text, self.wanted, anywhere=True) or self._hinted(text)
            if found is not None and not self._at_home(node, found.target):
                hit = True
                already = form == "lazy_import" and any(
                    r.form == form and r.target == found.target for r in self.places.found.values()
                )
                if not already:
                    self.places.node(at, form, found, site.when)
        if hit:
            self.claim(node)

    def _at_home(self, node: Node, target: str) -> bool:
        """Whether ``node`` builds ``target`` from ``__name__`` and stays in its own feature.

        Like a relative import of its own, such a name moves with the feature.
        """
        if not stays(self.module, target):
            return False
        pending = [node]
        while pending:
            part = pending.pop()
            if getattr(part, "id", "") in ("__name__", "__package__"):
                return True
            pending.extend(children(part))
        return False

    def _in_getattr(self, site: Site) -> bool:
        scope = site.scope
        while scope.parent is not None:
            if scope.node in self.module.getattrs:
                return True
            scope = scope.parent
        return False

    def _hinted(self, text: Pieces) -> Verdict | None:
        """``"host." + name`` in a file that has the package's own name as a word."""
        head = text[0] if text else None
        if head is None or complete(text) is not None or "." not in head:
            return None
        certain = head.rpartition(".")[0]
        package = self.wanted.parent_of(certain)
        if not package or package.rpartition(".")[0] != certain or head != certain + ".":
            return None
        leaf = package.rsplit(".", 1)[-1]
        words = (t.node for t in self.module.texts)
        if any(isinstance(w, ast.Constant) and w.value == leaf for w in words):
            return Verdict(certain, False)
        return None

    def _dunder_import(self, node: ast.Call, site: Site) -> list[Pieces]:
        keywords = {k.arg: k.value for k in node.keywords}
        name = node.args[0] if node.args else keywords.get("name")
        if name is None:
            return []
        texts = self.values.strings(name, site.scope)
        level = node.args[4] if len(node.args) > 4 else keywords.get("level")
        if isinstance(level, ast.Constant) and isinstance(level.value, int) and level.value > 0:
            known = [t for t in map(complete, texts) if t is not None]
            bases = [self.wanted.relative(self.module.path, level.value, t) for t in known]
            texts = [(base,) for base in bases if base]
        wanted_names = node.args[3] if len(node.args) > 3 else keywords.get("fromlist")
        if isinstance(wanted_names, (ast.List, ast.Tuple)):
            inner = []
            for item in wanted_names.elts:
                for tail in map(complete, self.values.strings(item, site.scope)):
                    inner += [(f"{h}.{tail}",) for h in map(complete, texts) if h and tail]
            if any(self.wanted.package_of(t[0]) for t in inner):
                return list(inner)
        return texts

    def _names(
        self, arguments: list[ast.expr], form: str, site: Site, *, anywhere: bool = False
    ) -> bool:
        """Note the arguments that name a wanted package."""
        hit = False
        for argument in arguments:
            for text in dict.fromkeys(self.values.strings(argument, site.scope)):
                if text[:1] and text[0] and text[0].startswith(".") and self.module.package:
                    text = (self.module.package + text[0], *text[1:])
                found = verdict(text, self.wanted, anywhere=anywhere)
                if found is not None and not self._at_home(argument, found.target):
                    at = argument if id(argument) in self._text_ids else site.position
                    self.places.node(at, form, found, site.when)
                    self.claim(argument)
                    hit = True
        return hit

    @property
    def _text_ids(self) -> set[int]:
        found = self.__dict__.get("_ids")
        if found is None:
            found = self.__dict__["_ids"] = {
                id(t.node) for t in self.module.texts if t.position is t.node
            }
        ids: set[int] = found
        return ids

    def _member(self, node: ast.Call, form: str, site: Site) -> None:
        """``getattr(host, "preview")``, ``monkeypatch.setattr(host, "preview", ...)``."""
        if len(node.args) < 2:
            return
        names = [n for n in map(complete, self.values.strings(node.args[1], site.scope)) if n]
        for owner in self.values.dotted(node.args[0], site.scope):
            if self.wanted.package_of(owner) and owner not in self.wanted.modules:
                continue
            for name in names:
                if self.wanted.package_of(f"{owner}.{name}"):
                    self.places.site(site, form, Verdict(f"{owner}.{name}", True))

    def _getter(self, node: ast.Call, site: Site) -> None:
        """``operator.attrgetter("preview.x")(host)``."""
        getter = node.func
        if not isinstance(getter, ast.Call) or not node.args or not getter.args:
            return
        if self.values.callee(getter, site.scope).rsplit(".", 1)[-1] == "attrgetter":
            for owner in self.values.dotted(node.args[0], site.scope):
                for name in map(complete, self.values.strings(getter.args[0], site.scope)):
                    if name and self.wanted.package_of(f"{owner}.{name}"):
                        self.places.site(site, "attribute", Verdict(f"{owner}.{name}", True))

    def _run(self, node: ast.Call, last: str, site: Site) -> None:
        for place in _CODE[last]:
            if place.isdigit():
                chosen = node.args[int(place) : int(place) + 1]
            else:
                chosen = _keywords(node, place)
            for argument in chosen:
                if isinstance(argument, ast.Call) and argument.args:
                    argument = argument.args[0]  # textwrap.dedent("...")
                if isinstance(argument, ast.Name):
                    values = [b.value for b in site.scope.lookup(argument.id)]
                    argument = next((v for v in values if isinstance(v, ast.Constant)), argument)
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    self.code.append((argument, site))
                    self.claimed.add(id(argument))

    def judge_annotations(self) -> None:
        """Look at the annotations that are strings, or have strings in them."""
        pending = [(site.node, site) for site in self.module.annotations]
        while pending:
            node, site = pending.pop()
            if isinstance(node, ast.Subscript):
                name = getattr(node.value, "id", getattr(node.value, "attr", ""))
                if name == "Literal":
                    continue
                first = isinstance(node.slice, ast.Tuple) and name == "Annotated"
                pending.append((node.slice.elts[0] if first else node.slice, site))  # type: ignore[attr-defined]
            elif isinstance(node, (ast.Tuple, ast.List)):
                pending.extend((e, site) for e in node.elts)
            elif isinstance(node, ast.BinOp):
                pending.extend(((node.left, site), (node.right, site)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.notes.append((node, site))
        for constant, site in self.notes:
            text = str(constant.value).strip()
            if "." in text and len(text) < 1000:
                tree = parse_expression(text)
                if tree is not None:
                    self._annotation(constant, site, tree)

    def _annotation(self, node: ast.Constant, site: Site, tree: Node) -> None:
        for chain in chains(tree):
            for found in entered(chain, site.scope, self.values):
                self.claimed.add(id(node))
                self.places.node(node, "annotation", found, "type_checking")


def _keywords(node: ast.Call, *names: str) -> list[ast.expr]:
    return [k.value for k in node.keywords if k.arg in names]
