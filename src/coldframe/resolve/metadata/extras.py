"""Adds an extra to a host's metadata, and removes it: what only a feature needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.metadata.ranges import common, implies, parsed, said, same_name

if TYPE_CHECKING:
    from coldframe.check.packaging.requirements import Requirement as Hard
    from coldframe.check.packaging.sources import Sources
    from coldframe.declare.toml_lines import Where
    from coldframe.resolve.metadata.toml_text import Item
    from coldframe.resolve.plan import Edit, Left, Refusal
    from coldframe.source.tree import Tree

REASON = "Requirements"
_PYPROJECT, _SETUP_CFG, _SETUP_PY = "pyproject.toml", "setup.cfg", "setup.py"


class Extra(NamedTuple):
    """How an extra gets into the metadata, and what there is to say about it.

    ``refusals`` are requirements that cannot be met together with the host's own; ``left``
    are places where the host speaks against one; ``met`` are those that the host always has.
    """

    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    left: tuple[Left, ...] = ()
    met: tuple[str, ...] = ()


def with_extra(tree: Tree, name: str, requirements: Sequence[str]) -> Extra:
    """The extra ``name`` with ``requirements``, lines as in a requirements file.

    What the host always requires in a range that is as narrow is left out, and so is the
    host itself.  A requirement that the extra has already is narrowed.
    """
    from coldframe.check.packaging.packaging import Packaging

    packaging = Packaging(tree)
    task = _Task(tree, packaging.sources, packaging.requirements, name)
    for line in requirements:
        task.require(line)
    return task.extra()


def without_extra(tree: Tree, name: str) -> list[Edit]:
    """The edits that remove the extra ``name``; none if there is none that can be edited."""
    from coldframe.check.packaging.sources import Sources

    task = _Task(tree, Sources(tree), (), name)
    place = task.place
    if not task.known or place is None:
        return []
    if place.path == _PYPROJECT:
        from coldframe.resolve.metadata.toml_edit import without_key

        text = without_key(task.text, (*place.table, task.name))
    else:
        from coldframe.resolve.metadata.cfg_text import without_member

        section = str(place.table[0])
        text = without_member(task.text, section, task.name, re.compile(".*"))
    return task.edits(text)


def extras(tree: Tree) -> dict[str, tuple[str, ...]]:
    """The extras that a host has, with their requirements, as far as they can be read."""
    from coldframe.check.packaging.sources import Sources

    return _known(Sources(tree))


class _Place(NamedTuple):
    path: str
    table: Where


class _Task:
    """One extra while its requirements are collected."""

    def __init__(self, tree: Tree, sources: Sources, hard: Sequence[Hard], name: str) -> None:
        self.tree = tree
        self.sources = sources
        self.hard = hard
        all_extras = _known(sources)
        self.name = next((n for n in all_extras if same_name(n) == same_name(name)), name)
        self.known = all_extras.get(self.name, ())
        self.place = _place(sources, self.name)
        self.text = ""
        if self.place is not None and tree.exists(self.place.path):
            self.text = tree.read(self.place.path).decode("utf-8-sig", "surrogateescape")
        self.new: list[str] = []
        self.replaced: dict[str, str] = {}
        self.notes: list[str] = []
        self.refusals: list[Refusal] = []
        self.left: list[Left] = []
        self.met: list[str] = []

    def require(self, line: str) -> None:
        """Take ``line`` into the extra, as far as the host does not have it already."""
        wanted = parsed(line)
        bare = re.sub(r"(^|\s)#.*", "", line).strip()
        if wanted is None:
            if bare:
                self.notes.append(f"{bare}: this is no requirement that an extra can have.")
            return
        if same_name(wanted.name) == same_name(_host_name(self.sources)):
            self.notes.append(f"{bare}: this is the host itself, so no extra needs it.")
            return
        if self._is_met(wanted, bare):
            return
        if not any(same_name(h.distribution) == same_name(wanted.name) for h in self.hard):
            from coldframe.resolve.metadata.bans import bans

            self.left += bans(self.tree, bare, same_name(wanted.name))
        for number, text in enumerate([*self.known, *self.new]):
            there = parsed(self.replaced.get(text, text))
            if there is None or same_name(there.name) != same_name(wanted.name):
                continue
            if str(there.marker) != str(wanted.marker) or there.url or wanted.url:
                continue
            both = common(there.specifier, wanted.specifier)
            if both is None:
                where = f"the extra {self.name} of the host has {text}"
                self._refuse(bare, where)
                return
            if not implies(there.specifier, wanted.specifier) or wanted.extras - there.extras:
                there.specifier = both
                there.extras |= wanted.extras
                if number < len(self.known):
                    self.replaced[text] = said(there)
                else:
                    self.new[number - len(self.known)] = said(there)
                self.notes.append(f"{bare}: together with {text} this is {said(there)}.")
            return
        self.new.append(bare)

    def _is_met(self, wanted: Any, bare: str) -> bool:
        """Whether the host always brings it along, or refuses it."""
        for hard in self.hard:
            there = parsed(hard.text)
            if same_name(hard.distribution) != same_name(wanted.name):
                continue
            where = f"{hard.path}:{hard.line}"
            if there is None or there.url or wanted.url:
                self.notes.append(f"{bare}: {where} has {hard.text}; compare the two by hand.")
                continue
            if there.marker is not None and str(there.marker) != str(wanted.marker):
                continue
            both = common(there.specifier, wanted.specifier)
            if both is None:
                self._refuse(bare, f"{where} has {hard.text}")
                return True
            if implies(there.specifier, wanted.specifier) and wanted.extras <= there.extras:
                self.met.append(f"{bare}: {where} requires {hard.text} anyway.")
                return True
            there.specifier = both
            self.notes.append(f"{bare}: {where} has {hard.text}; together this is {said(there)}.")
        return False

    def _refuse(self, bare: str, where: str) -> None:
        from coldframe.resolve.plan import Refusal

        self.refusals.append(
            Refusal(
                "requirements",
                f"{bare} is needed, but {where}: no version is in both ranges",
                "Widen one of the two ranges.",
                waivable=False,
            )
        )

    def extra(self) -> Extra:
        """The edits, and what was collected."""
        edits: list[Edit] = []
        if self.new or self.replaced:
            if self.place is None:
                self.left += self._by_hand()
            elif self.place.path == _PYPROJECT:
                edits = self.edits(self._in_toml())
            else:
                edits = self.edits(self._in_cfg())
        return Extra(
            tuple(edits), tuple(self.notes), tuple(self.refusals), tuple(self.left), tuple(self.met)
        )

    def edits(self, text: str) -> list[Edit]:
        """The edit to ``text``, checked."""
        from coldframe.resolve.metadata.checked import edit_of

        assert self.place is not None
        edit = edit_of(self.tree, self.place.path, text, REASON)
        return [edit] if edit else []

    def _by_hand(self) -> list[Left]:
        from coldframe.resolve.plan import Left

        path = _SETUP_PY if self.sources.setup_py else _PYPROJECT
        why = f"what the extra {self.name} needs; here it has to be added by hand"
        return [Left(path, 1, text, why) for text in [*self.new, *self.replaced.values()]]

    def _in_toml(self) -> str:
        from coldframe.resolve.metadata.toml_edit import quoted, with_element, with_key
        from coldframe.resolve.metadata.toml_text import TomlText

        assert self.place is not None
        where = (*self.place.table, self.name)
        text, new = self.text, list(self.new)
        if TomlText(text).item(where) is None:
            return with_key(text, self.place.table, self.name, _array(text, self.place.table, new))
        for old, replacement in self.replaced.items():
            item = _element(TomlText(text), where, old)
            if item is not None:
                value = quoted(replacement, item.kind)
                text = text[: item.value] + value + text[item.end :]
        for requirement in new:
            text = with_element(text, where, requirement)
        return text

    def _in_cfg(self) -> str:
        from coldframe.resolve.metadata.cfg_text import with_member

        assert self.place is not None
        section, text = str(self.place.table[0]), self.text
        for old, replacement in self.replaced.items():
            text = text.replace(_for_cfg(old, section), _for_cfg(replacement, section), 1)
        for requirement in self.new:
            text = with_member(text, section, self.name, _for_cfg(requirement, section))
        return text


def _element(toml: Any, where: Where, value: str) -> Item | None:
    import tomllib

    for item in toml.under(where):
        if tomllib.loads(f"v = {toml.text[item.value : item.end]}")["v"] == value:
            return item  # type: ignore[no-any-return]
    return None


def _array(text: str, table: Where, requirements: list[str]) -> str:
    """The requirements as an array that looks like the other extras."""
    from coldframe.resolve.metadata.toml_edit import quoted
    from coldframe.resolve.metadata.toml_text import TomlText

    toml = TomlText(text)
    arrays = [item for item in toml.under(table) if item.kind == "["]
    last = text[arrays[-1].value : arrays[-1].end] if arrays else ""
    first = next(iter(toml.under(arrays[-1].where)), None) if arrays else None
    texts = [quoted(r, first.kind if first else '"') for r in requirements]
    line = f"[{', '.join(texts)}]"
    if "\n" not in last and (arrays or len(texts) < 2) and len(line) < 80:
        return line
    indent = "    "
    if first is not None and "\n" in last:
        indent = text[toml.line_start(first.start) : first.start]
        indent = indent if not indent.strip() else "    "
    return "[\n" + "".join(f"{indent}{one},\n" for one in texts) + "]"


def _for_cfg(requirement: str, section: str) -> str:
    """``requirement`` as pbr writes it: the marker behind a colon."""
    if section == "extras":
        return re.sub(r"\s*;\s*", ":", requirement)
    return requirement


def _known(sources: Sources) -> dict[str, tuple[str, ...]]:
    from coldframe.check.packaging.sources import table, texts

    found: dict[str, tuple[str, ...]] = {}
    for section in ("extras", "options.extras_require"):
        for name, value in sources.setup_cfg.get(section, {}).items():
            lines = [line.strip() for line in value.splitlines() if line.strip()]
            if section == "extras":
                lines = [re.sub(r"^([^:;]+?):\s*\(?(.*?)\)?$", r"\1;\2", line) for line in lines]
            found[name] = tuple(lines)
    keyword = sources.setup_py.get("extras_require")
    for name, value in keyword.items() if isinstance(keyword, dict) else ():
        found[str(name)] = tuple(texts(value))
    for name, members in table(sources.pyproject, "tool", "poetry", "extras").items():
        from coldframe.check.packaging.poetry import dependencies

        known = dependencies(sources)
        found[name] = tuple(r for one in texts(members) for r in known.get(one, (one,)))
    for name, value in table(sources.pyproject, "project", "optional-dependencies").items():
        found[name] = tuple(texts(value) if isinstance(value, list) else ())
    return found


def _place(sources: Sources, name: str) -> _Place | None:
    """Where the extra is, or would be, written; None for Poetry's and for ``setup.py``."""
    from coldframe.check.packaging.sources import table, texts

    project = table(sources.pyproject, "project")
    dynamic = "optional-dependencies" in texts(project.get("dynamic", []))
    if project and not dynamic:
        return _Place(_PYPROJECT, ("project", "optional-dependencies"))
    for section in ("extras", "options.extras_require"):
        if section in sources.setup_cfg:
            return _Place(_SETUP_CFG, (section,))
    if isinstance(sources.setup_py.get("extras_require"), dict):
        return None
    if table(sources.pyproject, "tool", "poetry").get("name"):
        return None
    if sources.setup_cfg.get("metadata") or sources.setup_cfg.get("options") or dynamic:
        pbr = sources.backend.startswith("pbr") or "pbr" in sources.setup_py
        return _Place(_SETUP_CFG, ("extras" if pbr else "options.extras_require",))
    return None


def _host_name(sources: Sources) -> str:
    from coldframe.check.packaging.sources import table

    name = table(sources.pyproject, "project").get("name")
    name = name or table(sources.pyproject, "tool", "poetry").get("name")
    name = name or sources.setup_cfg.get("metadata", {}).get("name")
    return str(name or sources.setup_py.get("name") or "")
