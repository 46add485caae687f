"""How a place can reach, or name, a module."""

from __future__ import annotations

FORMS: dict[str, str] = {
    "import": "an import statement of any shape",
    "attribute": "attribute access on a package that was imported, or getattr with a constant",
    "dynamic_import": "importlib, __import__, runpy, pkgutil and their like, with a name",
    "lazy_import": "a table that the package's __getattr__, or a lazy loader, imports from",
    "executed": "code in a string that is run: exec, eval, compile, timeit, python -c",
    "string": "a dotted name, or a.b:C, in a string",
    "patch": "the target of mock.patch, monkeypatch.setattr and their like",
    "annotation": "an annotation in a string or in a type comment",
    "log_name": "the name of a logger",
    "doctest": "an example in a docstring",
    "docstring": "a cross-reference in a docstring",
    "command": "python -m, python -c, or a name given to a program, in a script or a build file",
    "entry_point": "an entry point in the packaging metadata",
    "configuration": "a dotted name in a configuration file",
    "docs": "a directive, a role or an example in the documentation",
}
