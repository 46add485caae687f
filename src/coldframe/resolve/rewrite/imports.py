"""Import statements: every imported name is asked where it has gone."""

from __future__ import annotations

import _ast as ast
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.scopes import Scope
    from coldframe.source.references.walk import Module

_DOTTED = re.compile(r"\w+(?:[\s\\]*\.[\s\\]*\w+)*")
_HEAD = re.compile(
    r"from[\s\\]*(?P<base>(?:\.[\s\\]*)*(?:\w+(?:[\s\\]*\.[\s\\]*\w+)*)?)[\s\\]*(?<![^\s\\.])c?import\b"
)
_COMMENT = re.compile(r"[, \t]*(#[^\n]*)")
_OWN_END = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?")


class Target(NamedTuple):
    """Where one imported name is now: ``from base import name``."""

    base: str
    name: str


def rewrite_imports(module: Module, source: SourceText) -> None:
    """Give every import statement the new names."""
    for site in module.imports:
        if isinstance(site.node, ast.Import):
            _plain(site.node, module, site.scope, source)
        elif isinstance(site.node, ast.ImportFrom):
            _from(site.node, source)


def _plain(node: ast.Import, module: Module, scope: Scope, source: SourceText) -> None:
    """``import a.b.c``, ``import a.b.c as d``."""
    from coldframe.resolve.rewrite.chains import keeps_name

    draft = source.draft
    for alias in node.names:
        start = source.start(alias)
        owner = draft.moved.renames.owner(alias.name)
        if not owner:
            continue
        if owner != alias.name:
            draft.leave(start, f"{owner} has no module {alias.name[len(owner) + 1 :]}")
            continue
        new = draft.moved.renames.modules[owner]
        top = alias.name.partition(".")[0]
        written = _DOTTED.match(draft.text, start)
        if written is None:
            continue
        if alias.asname or not keeps_name(module, top, new, scope, draft.moved.renames):
            replace_parts(source, start, written.end(), alias.name, new)
            if not alias.asname and scope.kind == "module" and new.partition(".")[0] != top:
                _unbound(draft, top, start)
        elif alias.name == top:
            draft.replace(start, written.end(), f"{new} as {top}", "import")
        else:
            why = f"{owner} is {new} now, but a name that this binds has another meaning here"
            draft.leave(start, why)


def _unbound(draft: Draft, name: str, start: int) -> None:
    """Leave an import that binds ``name`` no more, if that is read from this module elsewhere."""
    here = draft.moved.addresses.after(draft.path).rpartition(".")[2]
    place = draft.moved.read_through.get((here, name))
    if place:
        draft.leave(start, f"{name} is not bound here any more, and {place} may read it from here")


def replace_parts(
    source: SourceText, start: int, end: int, old: str, new: str, why: str = "import"
) -> None:
    """Write the dotted name ``new`` for ``old``, of which equal ends stay as they are written."""
    draft = source.draft
    spans = [(m.start(), m.end()) for m in re.finditer(r"\w+", draft.text[start:end])]
    first, last, text = narrowed(old, new)
    if len(spans) != old.count(".") + 1:
        draft.replace(start, end, new, why)
        return
    pieces, changing = text.split("."), spans[first : last + 1]
    begin, until = start + changing[0][0], start + changing[-1][1]
    if len(pieces) == len(changing) and "\n" in draft.text[begin:until]:
        for (one, other), piece in zip(changing, pieces, strict=True):
            draft.replace(start + one, start + other, piece, why)
    else:
        draft.replace(begin, until, text, why)


def narrowed(old: str, new: str) -> tuple[int, int, str]:
    """The first and last part of ``old`` that differ from ``new``, and what replaces them."""
    before, after = old.split("."), new.split(".")
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter - 1 and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head - 1 and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, len(before) - tail - 1, ".".join(after[head : len(after) - tail])


def _from(node: ast.ImportFrom, source: SourceText) -> None:
    draft = source.draft
    addresses, renames = draft.moved.addresses, draft.moved.renames
    if node.level:
        meant = addresses.meant(draft.path, node.level, node.module or "")
        means = addresses.means(draft.path, node.level, node.module or "")
    else:
        meant = means = node.module or ""
    if meant is None:
        return
    targets = [target_of(meant, alias.name, renames) for alias in node.names]
    if all(t == Target(means or "", a.name) for t, a in zip(targets, node.names, strict=True)):
        return
    head = _HEAD.match(draft.text, source.start(node))
    if head is None:
        draft.leave(source.start(node), f"imports from {meant}, which has moved")
        return
    bases = list(dict.fromkeys(target.base for target in targets))
    kept = means if means in bases else bases[0]
    if "" in bases:
        _whole(node, targets, source)
        return
    if kept != means:
        _base(node, head, kept, meant, source)
    going = [n for n, target in enumerate(targets) if target.base != kept]
    for number, (alias, target) in enumerate(zip(node.names, targets, strict=True)):
        if number not in going:
            _name(alias, target, source)
    if going:
        _leave_statement(node, targets, going, source)


def target_of(base: str, name: str, renames: Renames) -> Target:
    """Where ``name``, imported from the old ``base``, is now."""
    full = f"{base}.{name}" if base else name
    new = renames.modules.get(full)
    if new is not None and name != "*":
        parent, _, last = new.rpartition(".")
        return Target(parent, last)
    return Target(renames.renamed(base) or base, name)


def _spelled(node: ast.ImportFrom, base: str, source: SourceText) -> str:
    draft = source.draft
    if not node.level:
        return base
    return draft.moved.addresses.spelled(draft.path, base, node.level)


def _base(
    node: ast.ImportFrom, head: re.Match[str], base: str, meant: str, source: SourceText
) -> None:
    new = _spelled(node, base, source)
    start, end = head.span("base")
    if not node.level and new.count("."):
        replace_parts(source, start, end, meant, new)
        return
    text = source.draft.text
    end = start + len(text[start:end].rstrip(" \t\\\n"))
    if text[end : end + 1] == "i":  # from .import x
        new += " "
    source.draft.replace(start, end, new, "import")


def written(alias: ast.alias, target: Target) -> str:
    """``name``, or ``name as bound``: what the statement binds stays as it was."""
    bound = alias.asname or alias.name
    return target.name if bound in (target.name, "*") else f"{target.name} as {bound}"


def _name(alias: ast.alias, target: Target, source: SourceText) -> None:
    if target.name != alias.name:
        start, end = source.start(alias), source.end(alias)
        source.draft.replace(start, end, written(alias, target), "import")


def _whole(node: ast.ImportFrom, targets: list[Target], source: SourceText) -> None:
    """What was imported from a package stands at the top now: ``import name as bound``."""
    draft = source.draft
    start, end = source.start(node), source.end(node)
    if "#" in draft.text[start:end]:
        draft.leave(start, "imports what has moved, with comments between the names")
        return
    lines = []
    for alias, target in zip(node.names, targets, strict=True):
        if target.base:
            base = _spelled(node, target.base, source)
            lines.append(f"from {base} import {written(alias, target)}")
        else:
            lines.append(f"import {written(alias, target)}")
    draft.replace(start, end, _between(node, source).join(lines), "import")


def _between(node: ast.stmt, source: SourceText) -> str:
    """What parts two statements where ``node`` stands: a new line, or a semicolon."""
    draft = source.draft
    start, end = source.start(node), source.end(node)
    line = draft.starts[draft.line_of(start) - 1]
    last = draft.line_of(end)
    rest = draft.text[end : draft.starts[last] - 1].strip()
    indent = draft.text[line:start]
    if indent.strip() or (rest and not rest.startswith("#")):
        return "; "
    return draft.newline + indent


def _leave_statement(
    node: ast.ImportFrom, targets: list[Target], going: list[int], source: SourceText
) -> None:
    """Take some names out of the statement and import them by statements of their own."""
    draft = source.draft
    names = node.names
    spans = [(source.start(a), source.end(a)) for a in names]
    groups: dict[str, list[str]] = {}
    comments: list[str] = []
    for number in going:
        base = _spelled(node, targets[number].base, source)
        comment = _COMMENT.match(draft.text, spans[number][1])
        text = written(names[number], targets[number])
        end = source.end(node)
        if comment is not None and comment.start(1) < end:
            comments.append(f"from {base} import {text}  {comment[1].rstrip()}")
        else:
            groups.setdefault(base, []).append(text)
    run: list[int] = []
    for number in [*going, -1]:
        if run and number != run[-1] + 1:
            _remove(run, spans, source)
            run = []
        run.append(number)
    lines = [f"from {base} import {', '.join(texts)}" for base, texts in groups.items()] + comments
    for line in reversed(lines):
        add_statement(node, line, source)


def add_statement(after: ast.stmt, line: str, source: SourceText) -> None:
    """Write the statement ``line`` behind the statement ``after``; repeated, once."""
    draft = source.draft
    between, end = _between(after, source), source.end(after)
    if between != "; ":
        last = draft.line_of(end)
        end = draft.starts[last] - 1
        end -= 1 if draft.text[end - 1] == " " and draft.is_return(end - 1) else 0
    draft.insert(end, between + line, "import")


def _remove(run: list[int], spans: list[tuple[int, int]], source: SourceText) -> None:
    first, last = run[0], run[-1]
    if last + 1 < len(spans):
        begin, end = spans[first][0], spans[last + 1][0]
    else:
        begin, end = spans[first - 1][1], spans[last][1]
    draft = source.draft
    own = sum(_COMMENT.match(draft.text, spans[n][1], end) is not None for n in run)
    if draft.text.count("#", begin, end) == own:
        draft.replace(begin, end, "", "import")
        return
    for number in run:  # comments that stand by themselves, or belong to others, stay
        begin, end = spans[number]
        tail = _OWN_END.match(draft.text, end)
        end = tail.end() if tail is not None else end
        line = draft.text.rfind("\n", 0, begin) + 1
        if not draft.text[line:begin].strip() and draft.text[end : end + 1] == "\n":
            begin, end = line, end + 1
        draft.replace(begin, end, "", "import")
