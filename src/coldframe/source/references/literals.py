"""String literals that name a module: alone, as an entry point, in a command, as code."""

from __future__ import annotations

import _ast as ast
import re

from coldframe.regex import regex
from coldframe.source.references.calls import Calls
from coldframe.source.references.pieces import Verdict, complete, verdict
from coldframe.source.references.walk import Site

_ENTRY_POINT = regex(r"\s*[\w.\- ]+\s*=\s*([\w.]+(?:\s*:\s*[\w.]+)?)\s*(?:\[[^\]]*\])?\s*")
# "router,host.preview.x": words with commas between, or dotted names with spaces as well.
_DOTTED = r"\w+(?:\.\w+)+(?::\w[\w.]*)?"
_LIST = regex(rf"\s*(?:[\w.:]+(?:,[\w.:]+)+|{_DOTTED}(?:[,\s]+{_DOTTED})+),?\s*")
_SEPARATOR = regex(r"[,\s]+")
_MODULE_OPTION = regex(r"(?:^|\s)-m\s+([\w.]+)")
_IMPORT = regex(r"^\s*(?:from\s+[\w.]+\s+import\s|import\s+[\w.]+)", re.MULTILINE)


class Literals:
    """The string literals of one module that no call has claimed."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.wanted = calls.wanted
        self.places = calls.places
        self.code: list[tuple[ast.Constant, Site, str]] = []
        self._before = ""  # the literal before the one that is looked at

    def judge(self, followed: set[int]) -> None:
        """Note them.

        ``followed`` are the nodes whose value a call took: what they leave open is said
        there, once.
        """
        self._exports()
        before = ""
        for site in self.calls.module.texts:
            node = site.node
            self._before = before
            before = str(node.value) if isinstance(node, ast.Constant) else ""
            if id(node) in self.calls.claimed:
                continue
            if isinstance(node, ast.Constant):
                assert isinstance(node.value, str)
                if any(leaf in node.value for leaf in self.wanted.leaves):
                    self._constant(node, node.value, site)
                continue
            for pieces in dict.fromkeys(self.calls.values.strings(node, site.scope)):
                text = complete(pieces)
                if text is not None:
                    self._constant(node, text, site)
                    continue
                found = verdict(pieces, self.wanted)
                if found is not None and (found.decided or id(node) not in followed):
                    self.places.site(site, "string", found)

    def _constant(self, node: ast.AST, text: str, site: Site) -> None:
        target = self.wanted.target(text)
        if target:
            if self._before == "-m":  # ["python", "-m", "host.preview.x"]
                self.places.site(site, "command", Verdict(target, True))
            else:
                self.places.site(site, "string", Verdict(target, self.wanted.known(target)))
            return
        if not any(leaf in text for leaf in self.wanted.leaves):
            return
        if len(text) < 2000 and _LIST.fullmatch(text):
            for name in _SEPARATOR.split(text):
                target = self.wanted.target(name)
                if target:
                    verdict = Verdict(target, self.wanted.known(target))
                    self.places.site(site, "string", verdict)
            return
        entry = _ENTRY_POINT.fullmatch(text) if "=" in text and "\n" not in text else None
        if entry is not None:
            target = self.wanted.target(re.sub(r"\s", "", entry[1]))
            if target:
                form = "entry_point" if ":" in entry[1] or " = " in text else "string"
                self.places.site(site, form, Verdict(target, True))
            return
        for found in _MODULE_OPTION.finditer(text):
            target = self.wanted.target(found[1])
            if target:
                self.places.site(site, "command", Verdict(target, True))
        if _IMPORT.search(text) and isinstance(node, ast.Constant):
            self.code.append((node, site, "executed" if self._before == "-c" else "string"))

    def _exports(self) -> None:
        """``__all__ = ["preview"]``: a star import of the package imports the submodule."""
        module = self.calls.module
        for target, value, site in module.assigned:
            if getattr(target, "id", "") != "__all__" or site.scope is not module.scope:
                continue
            for item in value.elts if isinstance(value, (ast.List, ast.Tuple)) else ():
                if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                    continue
                name = f"{module.name}.{item.value}"
                is_package = module.name == module.package and module.name is not None
                if (
                    is_package
                    and name in self.wanted.modules
                    and item.value not in module.scope.names
                ):
                    self.places.node(item, "string", Verdict(name, True), site.when)
                self.calls.claimed.add(id(item))
