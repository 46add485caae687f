"""Python: imports, names, strings and docstrings, edited at the places of the parsed nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.source.python.parse import parse, parse_natively
from coldframe.source.references import kinds
from coldframe.source.references.excerpt import Statements, excerpt
from coldframe.source.references.walk import Module

if TYPE_CHECKING:
    import _ast as ast

    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.moved import Moved

_RELATIVE = re.compile(rb"\bfrom[ \t\\]*\.|[\"']\.+[\w{\"']|\b__all__\b")
_FROM_HERE = re.compile(rb"\bfrom[ \t\\]*\.")
_IMPORTS = re.compile(
    rb"^(?:from[ \t][^\n(;\\]*(?:\([^)]*\)[^\n;]*)?"
    rb"|import[ \t]+[\w.]+[ \t]+as[ \t]+\w+[ \t]*(?:#.*)?)$",
    re.MULTILINE,
)
_OWN_NAME = re.compile(rb"\b(?:__name__|__package__|__import__|import_module)\b")
_COMMENT = re.compile(r"#[^\n]*")
_TYPE_COMMENT = re.compile(r"#\s*type:(?!\s*ignore\b)")


def rewrite_python(draft: Draft) -> None:
    """Rewrite a file; one that cannot be read exactly is left to a person."""
    data = draft.data
    imports = _imports_alone(draft)
    if imports is not None:
        _rewrite(draft, imports, draft.text, docstrings=False)
        return
    if draft.path.endswith((".pyx", ".pxd")):
        data = data.replace(b"cimport", b"import ")  # Cython's own word, same length
    parsed = parse(data)
    if parsed.inexact:
        _leave_references(draft, data, _rewrite_statements(draft, data))
        _leave_all(
            draft, f"names what has moved, in a file that is read inexactly: {parsed.inexact}"
        )
    elif not _rewrite(draft, parsed.tree, parsed.text, docstrings=True):
        _leave_all(draft, "the file is in an encoding that is not rewritten")


def _imports_alone(draft: Draft) -> ast.Module | None:
    """The imports of a large module in which nothing else can have to do with what moved."""
    moved, data = draft.moved, draft.data
    here = moved.old_path(draft.path) != draft.path or draft.path.endswith("/__init__.py")
    if here or not moved.goes_as_a_whole or any(f"{word}/" in draft.text for word in moved.words):
        return None
    part = excerpt(data, moved.sift.hits(data), moved.sift.names)
    if part is None:
        return None
    text = part.decode()
    names = moved.name_pattern
    if sum(1 for _ in names.finditer(text)) < sum(1 for _ in names.finditer(draft.text)):
        return None
    return parse_natively(text)


def _rewrite_statements(draft: Draft, data: bytes) -> set[int]:
    """Rewrite the statements that are certain in a file which cannot be read exactly: their lines.

    That is so of an import at the margin that binds names of its own, whatever stands elsewhere.
    """
    from coldframe.resolve.rewrite.imports import rewrite_imports
    from coldframe.resolve.rewrite.source_text import SourceText

    if b"\r" in data or data.startswith(b"\xef\xbb\xbf"):
        return set()
    try:
        data.decode()
    except UnicodeDecodeError:
        return set()
    statements = Statements(data)
    kept, at = [], 0
    for found in _IMPORTS.finditer(data):
        if not statements.in_string(found.start()):
            kept += [b"\n" * data.count(b"\n", at, found.start()), found.group()]
            at = found.end()
    tree = parse_natively(b"".join(kept).decode())
    if tree is None:
        return set()
    module = Module(tree, draft.path, draft.moved)
    rewrite_imports(module, SourceText(draft, draft.text))
    module.scope.forget()
    nodes = [(node.lineno, node.end_lineno or node.lineno) for node in tree.body]
    return {line for first, last in nodes for line in range(first, last + 1)}


def rewrite_code(draft: Draft) -> bool:
    """Rewrite code that stands in a string or a notebook; False if it is no Python."""
    tree = parse_natively(draft.text)
    return tree is not None and _rewrite(draft, tree, draft.text, docstrings=False)


def _rewrite(draft: Draft, tree: ast.Module, text: str, *, docstrings: bool) -> bool:
    from coldframe.resolve.rewrite.built_names import BuiltNames
    from coldframe.resolve.rewrite.chains import rewrite_chains
    from coldframe.resolve.rewrite.context import Context
    from coldframe.resolve.rewrite.import_results import rewrite_import_results
    from coldframe.resolve.rewrite.imports import rewrite_imports
    from coldframe.resolve.rewrite.literals import rewrite_literals
    from coldframe.resolve.rewrite.loose_ends import leave_pieces
    from coldframe.resolve.rewrite.parents import keep_parents, load_parts
    from coldframe.resolve.rewrite.source_text import SourceText

    source = SourceText(draft, text)
    if not source.fits:
        return False
    module = Module(tree, draft.path, draft.moved, with_names=True)
    rewrite_imports(module, source)
    rewrite_chains(module, source)
    rewrite_import_results(module, source)
    keep_parents(module, source)
    if not draft.moved.goes_as_a_whole:
        load_parts(module, source)
    _exports(draft, module)
    context = Context(module, draft)
    context.rewrite_relatives(source)
    rewrite_literals(module, source, context)
    built = BuiltNames(module, source, context.values)
    if draft.moved.old_path(draft.path) != draft.path or may_build(
        draft.path, draft.data, draft.moved
    ):
        built.leave()
    context.leave_rest(source, built.home)
    leave_pieces(draft)
    if docstrings:
        words = draft.moved.words
        for site in module.docstrings:
            if _has(site.node, words):
                _docstring(draft, site.node)
        _comments(draft, module)
    module.scope.forget()
    return True


def may_name(path: str, data: bytes, moved: Moved) -> bool:
    """Whether a Python file may have to be rewritten: a look at its bytes alone."""
    if moved.old_path(path) != path or path.endswith("/__init__.py"):
        if _RELATIVE.search(data) is not None:  # a package may name what has left it
            return True
    elif _FROM_HERE.search(data) is not None and moved.sift.hits(data):
        return True
    return (
        moved.sift.survives(path, data, kinds.PYTHON)
        or any(name.encode() in data for name in moved.path_tops)
        or may_build(path, data, moved)
    )


def may_build(path: str, data: bytes, moved: Moved) -> bool:
    """Whether a Python file may put the name of something moved together: a look at its bytes."""
    if path.rpartition("/")[0] in moved.parent_folders and _OWN_NAME.search(data) is not None:
        return True
    return any(name.encode() in data for name in moved.beginnings)


def _has(node: ast.AST, words: tuple[str, ...]) -> bool:
    value = getattr(node, "value", None)
    return not isinstance(value, str) or any(word in value for word in words)


def _docstring(draft: Draft, node: ast.AST) -> None:
    from coldframe.resolve.rewrite.docs import rewrite_page_lines

    first, last = node.lineno - 1, node.end_lineno  # type: ignore[attr-defined]
    rewrite_page_lines(draft, draft.lines[first:last], draft.starts[first:last])


def _comments(draft: Draft, module: Module) -> None:
    """Names in comments are left, except in those that are types."""
    from coldframe.resolve.rewrite.configuration import leave_name
    from coldframe.resolve.rewrite.loose_ends import leave_split

    words = draft.moved.words
    inside: set[int] | None = None
    for comment in _COMMENT.finditer(draft.text):
        if not any(word in comment[0] for word in words):
            continue
        if inside is None:
            inside = _string_lines(module)
        if draft.line_of(comment.start()) in inside:
            continue
        for match in draft.moved.name_pattern.finditer(draft.text, *comment.span()):
            named = draft.moved.named(draft.text, match.start())
            if named is None or draft.is_settled(*match.span()):
                continue
            if _TYPE_COMMENT.match(comment[0]) and named.known:
                draft.rename(named, "annotation")
            else:
                leave_name(draft, named, "stands in a comment")
        leave_split(draft, *comment.span())


def _string_lines(module: Module) -> set[int]:
    """The lines that a string goes over, or on which one has a number sign."""
    found: set[int] = set()
    for site in (*module.texts, *module.docstrings):
        node = site.node
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
        value = getattr(node, "value", "")
        if last > first or (isinstance(value, str) and "#" in value):
            found.update(range(first, last + 1))
    return found


def _exports(draft: Draft, module: Module) -> None:
    """``__all__`` of a package that a module has left."""
    addresses, renames = draft.moved.addresses, draft.moved.renames
    if module.name != module.package:
        return
    here = addresses.after(draft.path.rpartition("/")[0])
    for target, value, _ in module.assigned:
        if getattr(target, "id", "") != "__all__":
            continue
        for item in getattr(value, "elts", ()):
            name = getattr(item, "value", "")
            new = renames.modules.get(f"{module.name}.{name}")
            if new and new != f"{here}.{name}" and name not in module.scope.names:
                draft.leave(draft.starts[item.lineno - 1], f"{name} is {new} now, not in {here}")


def _leave_references(draft: Draft, data: bytes, done: set[int]) -> None:
    from coldframe.source.references.find import read_references

    for one in read_references(draft.path, data, draft.moved):
        new = draft.moved.renames.renamed(one.target)
        if one.line not in done:
            draft.leave(draft.starts[one.line - 1], f"{one.target} is {new} now")


def _leave_all(draft: Draft, why: str) -> None:
    for match in draft.moved.name_pattern.finditer(draft.text):
        named = draft.moved.named(draft.text, match.start())
        if draft.is_settled(*match.span()):
            continue
        if named is not None and ("." in named.module or named.rest):
            draft.leave(match.start(), why)
