"""What kind of file a path is, and so which reader it gets."""

from __future__ import annotations

PYTHON, NOTEBOOK, DOCS, CONFIGURATION, COMMANDS = "python", "notebook", "docs", "config", "commands"

_BY_SUFFIX = {
    PYTHON: ("py pyi pyw pyx pxd wsgi tac rpy pth sage star bzl",),
    NOTEBOOK: ("ipynb",),
    DOCS: ("rst md mdx txt inc markdown myst qmd rest",),
    CONFIGURATION: (
        "ini cfg conf toml yaml yml json jsonc json5 xml zcml properties env service config",
        "template tmpl j2 jinja2 sample dist spec editorconfig",
    ),
    COMMANDS: ("sh bash zsh fish ksh ps1 bat cmd mk make dockerfile groovy",),
}
_BY_NAME = {
    COMMANDS: (
        "makefile gnumakefile dockerfile containerfile justfile",
        "procfile jenkinsfile vagrantfile rakefile",
    ),
    PYTHON: ("sconstruct sconscript snakefile wscript",),
    CONFIGURATION: (".coveragerc .flake8 .pylintrc pylintrc .env pipfile entry_points.txt",),
    DOCS: ("readme contributing install changes",),
}
# Fences name what they fence off; declarations what they declare.
_FENCES = frozenset(("coldframe.toml", "preview.toml", "ended.toml", ".importlinter", "tach.toml"))
_SUFFIXES = {word: k for k, rows in _BY_SUFFIX.items() for row in rows for word in row.split()}
_NAMES = {word: k for k, rows in _BY_NAME.items() for row in rows for word in row.split()}
_NO_DOCS = ("requirements", "constraints", "sources.txt", "record", "top_level.txt")


def kind(path: str, first: bytes) -> str:
    """The kind of file; ``first`` are its first bytes. Empty: it holds no references."""
    name = path.rsplit("/", 1)[-1].lower()
    known = _NAMES.get(name) or _NAMES.get(name.partition(".")[0] if name[:1] != "." else "")
    if known and (known != DOCS or "." not in name):
        return known
    for tail in (".in", ".test", ".example", ".default"):  # what it is made from, or for
        if "." in name.removesuffix(tail).lstrip("."):
            name = name.removesuffix(tail)
    stem, dot, suffix = name.rpartition(".")
    if dot and stem:
        found = _SUFFIXES.get(suffix, "")
        if found == DOCS and suffix == "txt" and name.startswith(_NO_DOCS):
            return ""
        if found or suffix not in ("cgi", "script", "run"):
            return found
    if first[:2] == b"#!":
        line = first.split(b"\n", 1)[0]
        if b"python" in line or b"uv run" in line or b"pypy" in line:
            return PYTHON
        if b"sh" in line:
            return COMMANDS
    return ""


def may_hold(path: str) -> bool:
    """Whether a file of that name is worth reading at all."""
    name = path.rsplit("/", 1)[-1].lower()
    if name in _FENCES or name.endswith(".preview.toml"):
        return False
    suffix = name.rpartition(".")[2]
    return "." not in name.lstrip(".") or suffix in _SUFFIXES or bool(kind(path, b"#!python"))
