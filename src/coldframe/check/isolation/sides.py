"""Which references cross the fence: what stands in stable places and is not allowed there."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference

# Forms that load the module when the line runs; all others only name it.
IMPORTING_FORMS = frozenset({"import", "attribute", "dynamic_import", "lazy_import", "executed"})

# Forms that only tell a reader about the module.
DOCS_FORMS = frozenset({"docs", "docstring", "doctest"})

# Files that steer tools of the developers and are not read by the running product.  They name
# preview code in order to build, type-check, measure or fence it; only their entry points count.
TOOL_FILES = frozenset(
    {
        ".coveragerc",
        ".flake8",
        ".importlinter",
        ".pre-commit-config.yaml",
        ".readthedocs.yaml",
        "coldframe.toml",
        "mkdocs.yml",
        "mypy.ini",
        "noxfile.py",
        "pyproject.toml",
        "pyrightconfig.json",
        "pytest.ini",
        "ruff.toml",
        "setup.cfg",
        "tach.toml",
        "tox.ini",
        "tox.toml",
    }
)
_SPHINX = ("doc/conf.py", "docs/conf.py", "doc/source/conf.py", "docs/source/conf.py")


def from_stable(host: Host) -> Iterator[Reference]:
    """The references that cross the fence, by path and line; read once for each host."""
    yield from host.crossings


def crossings(host: Host) -> Iterator[Reference]:
    """The references that stand outside the preview trees and are not allowed there.

    Allowed are: in tests, in examples and benchmarks at the top of the tree, and below
    ``if TYPE_CHECKING``, as the settings say; in a database migration, everything but an
    import at module level; in docs that are the feature's own or tell their reader that it is
    a preview, and in release notes; in entry points that the feature claims; in the settings
    of tools.
    """
    folders = tuple(tree.path + "/" for tree in host.preview_trees)
    labelled: dict[str, bool] = {}  # a page may hold hundreds of references
    for reference in host.references:
        if reference.path.startswith(folders) or _allowed(host, reference):
            continue
        if reference.form in DOCS_FORMS:
            path = reference.path
            if path not in labelled:
                labelled[path] = _labelled(host, path)
            if labelled[path]:
                continue
        yield reference


def _allowed(host: Host, reference: Reference) -> bool:
    """Whether ``reference`` may stand where it does, whatever the text around it says."""
    settings, places, path = host.settings, host.places, reference.path
    feature = host.feature_named(reference.target)
    if reference.form == "entry_point":
        return feature is not None and claims_entry_point(feature, reference)
    if path.rpartition("/")[2] in TOOL_FILES or path.endswith(_SPHINX):
        return True
    if reference.scope == "type_checking" and settings.type_checking == "allow":
        return True
    if places.is_example(path) and settings.test_references == "allow":
        return True
    if places.is_test(path):
        if settings.test_references == "allow":
            return True
        return feature is not None and places.is_test_of(path, feature)
    if places.is_migration(path):
        loads = reference.form in IMPORTING_FORMS and reference.scope == "module"
        return settings.migration_imports or not loads
    if places.is_release_note(path):
        return True
    if feature is not None and places.is_docs_of(path, feature):
        return True
    return reference.form in DOCS_FORMS and places.is_docs(path) and _is_reference_page(host, path)


def _is_reference_page(host: Host, path: str) -> bool:
    """Whether a page is called by the name of something in a preview tree, as autodoc's are."""
    page = path.rpartition("/")[2].rpartition(".")[0] + "."
    return any(page.startswith(tree.module + ".") for tree in host.preview_trees)


def _labelled(host: Host, path: str) -> bool:
    """Whether the page, or docstring's file, at ``path`` says that it speaks of a preview."""
    from coldframe.declare.label import says_preview

    return says_preview(host.tree.read(path).decode("utf-8", "replace"), host.settings.label)


def claims_entry_point(feature: Feature, reference: Reference) -> bool:
    """Whether ``feature`` claims the entry point on the line of ``reference``."""
    if feature.declaration is None:
        return False
    name = reference.text.split("=", 1)[0].strip(" \t'\"[")
    return any(
        fnmatchcase(name, claim.rpartition(":")[2])
        for claim in feature.declaration.claims.entry_points
    )
