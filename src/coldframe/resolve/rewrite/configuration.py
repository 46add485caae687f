"""Configuration: names of modules and paths, where their section and key say what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.moved import relative
from coldframe.resolve.rewrite.path_tokens import Written, paths_in
from coldframe.resolve.rewrite.prose import is_word
from coldframe.source.references.configuration import (
    commented,
    holds_entry_points,
    in_configuration,
    is_fence,
    keyed_lines,
    near,
    stands_alone,
)
from coldframe.source.references.wanted import NOT_MODULES

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.draft import Draft
    from coldframe.resolve.rewrite.moved import Named

# Keys whose values are names of modules even if these are a single word.
_MODULES = re.compile(
    r"source|source[-_]pkgs|source_modules|forbidden_modules|independent_modules|modules|module"
    r"|root_packages?|containers|layers|packages?|known[-_]\w+|import_exceptions|include"
    r"|local-check-factory|python_packages|(?:exclude[-_])?package[-_](?:data|dir)|autodoc_mock_imports|ignore_imports|top_level",
    re.IGNORECASE,
)
_PATHS = re.compile(
    r"files|testpaths|omit|(?:extend-)?(?:include|exclude)|src|paths?|norecursedirs|test_path"
    r"|pythonpath|mypy_path|directory|source|only-include|ignore-path|spec|docs?|tests?"
    r"|packages|where|from",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"(?:--(?:cov|source|source-pkgs|pyargs|package|packages|module)(?:=|\s+)|(?:^|\s)-[pm]\s+"
    r"|\{posargs:(?:[^{}]*\s)?)$"
)
_SAID_TO_MODULES = re.compile(r"\b(?:pylint|coverage|mypy|stestr|pyright|sphinx-apidoc)\b")
_PAGES = re.compile(r"mkdocs.*\.ya?ml|_toctree\.yml")
_PAGE = re.compile(r"^\s*-?\s*(?:[^:#]+:\s+)?[\"']?([^\s\"'#:]+)[\"']?\s*$")
_DATA_FILES = re.compile(r"data[-_]files|shared-data")


def rewrite_configuration(draft: Draft) -> None:
    """Rewrite the names and paths in an INI, TOML, YAML, JSON or XML file."""
    name = draft.path.rsplit("/", 1)[-1]
    moved = draft.moved
    found = in_configuration(draft.text, draft.path, moved).references()
    certain = {(one.line, one.column) for one in found if one.decided}
    keyed = {number: (section, key) for number, _, section, key in keyed_lines(draft.lines, name)}
    suffix = name.rsplit(".", 1)[-1]
    for number, line in enumerate(draft.lines, 1):
        section, key = keyed.get(number, ("", ""))
        comment = number not in keyed
        start = draft.starts[number - 1]
        for match in moved.name_pattern.finditer(line):
            named = moved.named(draft.text, start + match.start())
            if named is None or is_url(line, match.start()):
                continue
            after = line[match.end() : match.end() + 1]
            if after in ("/", "-", "@"):
                continue  # a path, or another name
            at = (number, match.start() + 1)
            piece, first, _ = near(line, *match.span())
            if comment or commented(piece, first, suffix):
                leave_name(draft, named, "stands in a comment")
            else:
                _decide(draft, named, line, section, key, at in certain)
        if _PAGES.fullmatch(name) and not comment:
            _page(draft, line, start)
        for written in paths_in(line, draft.path, moved):
            if not written.plain and (comment or not _is_path(line, written, key)):
                continue
            if _DATA_FILES.search(section) and line[written.end :].lstrip("\"' ").startswith("="):
                continue  # the place in which files are installed
            if written.new:
                draft.replace(start + written.start, start + written.end, written.new, "path")
            else:
                draft.leave(start + written.start, written.why)


def _page(draft: Draft, line: str, start: int) -> None:
    """A page in the list of contents of MkDocs or doc-builder, written from its own folder."""
    found = _PAGE.match(line)
    if found is None or "://" in found[1]:
        return
    folder = draft.path.rpartition("/")[0]
    if draft.path.rpartition("/")[2].startswith("mkdocs"):
        said = re.search(r"^docs_dir:\s*[\"']?([^\s\"'#]+)", draft.text, re.MULTILINE)
        folder = "/".join(filter(None, (folder, said[1].strip("./") if said else "docs")))
    for suffix in ("", ".md", ".mdx", ".ipynb"):
        new = draft.moved.new_paths.get(f"{folder}/{found[1]}{suffix}".lstrip("/"))
        if new is not None:
            text = relative(new.removesuffix(suffix) if suffix else new, folder)
            draft.replace(start + found.start(1), start + found.end(1), text, "page")


def _decide(draft: Draft, named: Named, line: str, section: str, key: str, certain: bool) -> None:
    start = draft.starts[draft.line_of(named.start) - 1]
    column, end = named.start - start, named.end - start
    is_key = not line[:column].strip(" \t\"'") and re.match(r"[\"']?\s*=", line[end:])
    if (
        (is_key or not named.rest)
        and holds_entry_points(section, "")
        and not _value_of(line, column)
    ):
        return  # an entry point's name, or its group
    if key == "namespace":
        return  # of the generators of OpenStack: the name of an entry point
    if section == line.strip().strip("[]").strip():
        if "." not in named.module and section == named.module:
            leave_name(draft, named, "may be a module, or something else that is called so")
        elif section.startswith("mypy-") or not re.search(r"[-:]", section):
            draft.rename(named, "configuration")
        return
    if not named.known:
        leave_name(draft, named, "has nothing of that name")
    elif line[end : end + 1] == "*":
        leave_name(draft, named, "stands in a pattern that fits other names as well")
    elif is_fence(section):
        draft.rename(named, "configuration")
    elif "." not in named.module and not named.rest:
        option = _OPTION.search(line[:column])
        if option or (_MODULES.fullmatch(key) and stands_alone(line, column, end)):
            draft.rename(named, "configuration")
        elif not is_word(line[(value := _value_at(line)) :], column - value, end - value):
            leave_name(draft, named, "may be a module, or something else that is called so")
    elif certain or (_MODULES.fullmatch(key) and stands_alone(line, column, end)):
        draft.rename(named, "entry point" if holds_entry_points(section, key) else "configuration")
    else:
        leave_name(draft, named, "stands in other text")


def _is_path(line: str, written: Written, key: str) -> bool:
    """Whether a single word is a path, because its key says so and it stands by itself."""
    around = line[: written.start][-1:] + line[written.end :][:1]
    return _PATHS.fullmatch(key) is not None and not set(around) & set("|()")


def _value_of(line: str, column: int) -> bool:
    """Whether an equals sign stands before: the name is a value."""
    return "=" in line[:column]


def _value_at(line: str) -> int:
    """Where the value begins that a key has."""
    found = re.match(r"\s*[\w.\-]+\s*[=:]\s*", line)
    return found.end() if found else 0


def is_url(line: str, at: int) -> bool:
    """Whether what stands at ``at`` is part of a web address."""
    before = line[max(0, at - 300) : at]
    word = re.split(r"[\s\"'<>()`]", before)[-1]
    return "://" in word or word.startswith(("www.", "mailto:"))


def leave_name(draft: Draft, named: Named, why: str) -> None:
    """Leave a name to a person; a single word in prose or the name of a file is not even that."""
    if not named.known and named.rest.partition(".")[0] in NOT_MODULES:
        return
    if "." not in named.module and not named.rest and why in ("stands in a comment", "is prose"):
        return
    new = draft.moved.renames.modules[named.module]
    draft.leave(named.start, f"{named.module} {why}; the module is {new} now")
