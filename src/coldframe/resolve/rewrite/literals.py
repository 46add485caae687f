"""String literals that name what has moved: certain by their shape, or by who is given them."""

from __future__ import annotations

import _ast as ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.chains import bound_to, bring, is_free, keeps_name
from coldframe.resolve.rewrite.configuration import is_url, leave_name
from coldframe.resolve.rewrite.imports import narrowed, replace_parts
from coldframe.resolve.rewrite.loose_ends import leave_split
from coldframe.resolve.rewrite.path_tokens import paths_in
from coldframe.resolve.rewrite.prose import is_word
from coldframe.resolve.rewrite.spelling import replace, spelling, tokens
from coldframe.source.references.wanted import NOT_MODULES

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.context import Context
    from coldframe.resolve.rewrite.moved import Named
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.resolve.rewrite.spelling import Spelling
    from coldframe.source.references.scopes import Scope
    from coldframe.source.references.walk import Module

# What may follow a name of which the string is all.
_TAIL = re.compile(
    r"(?:::?\w[\w.]*|\(\)|\.\*|[.:]|\s*\[[^\]]*\]|[.:](?:%s|%\(\w+\)s|\{\w*\})[\w.:%(){}]*)?\s*"
)
_NAME = r"[\w.]+(?::[\w.]+)?"
_DOTTED = r"\w+(?:\.\w+)+(?::[\w.]+)?"
_LIST = re.compile(rf"\s*{_DOTTED}(?:(?:\s*[,;]\s*|\s+){_DOTTED})+[,;]?\s*")
_ENTRY = re.compile(rf"\s*[\w.\- ]+\s*=\s*{_NAME}\s*(?:\[[^\]]*\])?\s*")
_FIELDS = re.compile(r"[\w.\-]*(?::[\w.\-]*){2,}")
_CODE = re.compile(r"^[ \t]*(?:from\s+[\w.]+\s+import\s|import\s+[\w.]+)", re.MULTILINE)

# The hole of an f-string up to a name in it that is part of no string and no format.
_HOLE = re.compile(r"(?<!\{)(?:\{\{)*\{(?:[^{}'\":#]*[^{}'\":#.])?\Z")


def rewrite_literals(module: Module, source: SourceText, context: Context) -> None:
    """Rewrite the strings of a module that is not written in strings itself."""
    words = source.draft.moved.words
    for site in module.texts:
        if site.position is not site.node:
            continue  # in an f-string, of which the outermost text is looked at as a whole
        for leaf in _leaves(site.node):
            if isinstance(leaf, ast.JoinedStr):
                _formatted(leaf, site.scope, module, source)
            elif isinstance(leaf, ast.Constant):
                value = leaf.value
                if isinstance(value, str) and any(word in value for word in words):
                    _plain(leaf, value, source, context)


def _leaves(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp):
        yield from _leaves(node.left)
        yield from _leaves(node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield node.func.value
    elif isinstance(node, (ast.Constant, ast.JoinedStr)):
        yield node


def _plain(node: ast.Constant, value: str, source: SourceText, context: Context) -> None:
    draft = source.draft
    start = source.start(node)
    spelled = spelling(draft, start, source.end(node))
    if spelled is None or len(spelled.value) != len(value):
        return
    new = context.relative(node)
    if new:
        replace(draft, spelled, 0, len(value), new, context.form(node))
        return
    if _CODE.search(value) and _rewrite_code(value, spelled, source, certain=context.runs(node)):
        return
    leave_split(draft, start, source.end(node))
    called = context.form(node)
    for match in draft.moved.name_pattern.finditer(value):
        named = draft.moved.named(value, match.start())
        if named is None or is_url(value, match.start()):
            continue
        if value[match.end() : match.end() + 1] in ("/", "-", "@"):
            continue  # a path, or another name
        if called == "annotation" and named.known:
            why = ""
        else:
            why = doubt(value, named, match.end(), called=bool(called))
        if why:
            placed = named._replace(start=spelled.places[named.start])
            leave_name(draft, placed, why)
        else:
            _rename(named, value, spelled, source, called or "string")
    _paths(value, spelled, source)


def doubt(value: str, named: Named, end: int, *, called: bool) -> str:
    """Why the name, which ends at ``end``, may be none of a module; ``""`` if that is certain."""
    single = "." not in named.module
    if not named.known:
        return "has nothing of that name"
    if named.rest.partition(".")[0] in NOT_MODULES and not called:
        return "may be part of the name of a file"
    before = value[: named.start]
    whole = not before.strip() and _TAIL.fullmatch(value, end)
    if single and not named.rest and not called and is_word(value, named.start, end):
        return "is prose"
    if single and not named.rest:
        return "" if called and whole else "may be a module, or something else that is called so"
    if whole or _LIST.fullmatch(value):
        return ""
    if _ENTRY.fullmatch(value):
        return "" if "=" in before else "is the name of an entry point"
    if _FIELDS.fullmatch(value) or re.search(r"(?:^|\s)-m\s+$", before):
        return ""
    return "is prose" if " " in value else "stands in other text"


def _rename(named: Named, value: str, spelled: Spelling, source: SourceText, why: str) -> None:
    old = value[named.start : named.end]
    spans = [(m.start(), m.end()) for m in re.finditer(r"[\w\\]+", old)]
    first, last, text = narrowed(named.module, named.new)
    if len(spans) != named.module.count(".") + 1:
        first, last, text = 0, -1, named.new
    start, end = named.start + spans[first][0], named.start + spans[last][1]
    replace(source.draft, spelled, start, end, text, why)


def _paths(value: str, spelled: Spelling, source: SourceText) -> None:
    draft = source.draft
    for found in paths_in(value, draft.path, draft.moved):
        if not found.plain or "\n" in value[: found.end]:
            continue
        whole = not value[: found.start].strip(" ./") and not value[found.end :].strip(" /")
        if found.new and whole:
            replace(draft, spelled, found.start, found.end, found.new, "path")
        elif not draft.is_settled(spelled.places[found.start], spelled.places[found.end - 1] + 1):
            why = found.why or "a path that has moved stands in other text"
            draft.leave(spelled.places[found.start], why)


def _rewrite_code(value: str, spelled: Spelling, source: SourceText, *, certain: bool) -> bool:
    """Rewrite Python in a string, or leave it to a person; False if it is none."""
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.python import rewrite_code

    for head in ("", "if 1:\n"):
        inner = Draft(
            source.draft.path, (head + value).encode("utf-8", "replace"), source.draft.moved
        )
        if rewrite_code(inner):
            break
    else:
        return False
    for start, end, new, why in inner.edits():
        first, last = start - len(head), end - len(head)
        if certain:
            replace(source.draft, spelled, first, last, new, why)
        else:
            why = "code that nothing is seen to run: it may be an example, or be about the old name"
            source.draft.leave(spelled.places[first], why)
    for offset, why in inner.doubts():
        source.draft.leave(spelled.places[max(0, offset - len(head))], why)
    return True


def _formatted(node: ast.JoinedStr, scope: Scope, module: Module, source: SourceText) -> None:
    """The literal beginning of an f-string, names in its holes, and what else it says."""
    draft = source.draft
    begins = source.start(node)
    for number, token in enumerate(tokens(draft, begins, source.end(node))):
        opening = draft.text.find("{", token.start, token.end) if "f" in token.prefix else -1
        until = token.end if opening < 0 else opening
        for match in draft.moved.name_pattern.finditer(draft.text, token.start, token.end):
            named = draft.moved.named(draft.text, match.start())
            if named is None or is_url(
                draft.text[token.start : token.end], match.start() - token.start
            ):
                continue
            if "." not in named.module and not named.rest:
                literal = draft.text[token.start : token.end]
                if is_word(literal, match.start() - token.start, match.end() - token.start):
                    continue
            rest = draft.text[match.end() : until]
            first = number == 0 and match.start() == token.start and match.end() <= until
            certain = first and re.fullmatch(r"[.:][\w.:]*", rest) and "." in named.module
            hole = _HOLE.search(draft.text, token.start, match.start())
            top = named.module.partition(".")[0]
            renames = draft.moved.renames
            is_kept = keeps_name(module, top, named.new, scope, renames)
            bound = (
                bound_to(top, scope) == [top]
                and not is_kept
                and (
                    named.new.startswith(f"{top}.")
                    or is_free(named.new.partition(".")[0], scope, renames)
                )
            )
            if hole is not None and is_kept and bound_to(top, scope) == [top]:
                continue  # the import goes on binding the name
            if certain and named.known:
                replace_parts(source, named.start, named.end, named.module, named.new, "string")
            elif named.known and hole is not None and bound:
                replace_parts(source, named.start, named.end, named.module, named.new, "attribute")
                bring(module, top, named.new, scope, source)
            else:
                leave_name(draft, named, "stands in a string that is put together")
