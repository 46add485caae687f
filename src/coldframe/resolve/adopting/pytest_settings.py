"""Settings of pytest that a project's tests rely on and the host does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import Sources, table

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

# Where tests are, and how much is told, is the host's business.
_HOSTS = frozenset(
    ("addopts", "console_output_style", "log_cli", "minversion", "norecursedirs", "python_files",
     "testpaths")
)  # fmt: skip
_INI = (("pytest.ini", "pytest"), ("tox.ini", "pytest"), ("setup.cfg", "tool:pytest"))


def lacking(host: Tree, project: Tree) -> list[str]:
    """The settings of ``project`` that are others in ``host``, by name."""
    there = _settings(host)
    return sorted(
        key
        for key, value in _settings(project).items()
        if key not in _HOSTS and _plain(there.get(key)) != _plain(value)
    )


def _settings(tree: Tree) -> dict[str, Any]:
    import configparser

    found = dict(table(Sources(tree).pyproject, "tool", "pytest", "ini_options"))
    for path, section in _INI:
        if tree.exists(path):
            parser = configparser.RawConfigParser(strict=False)
            try:
                parser.read_string(tree.read(path).decode("utf-8", "replace"))
            except configparser.Error:
                continue
            if parser.has_section(section):
                found.update(parser.items(section))
    return found


def _plain(value: Any) -> str:
    lines = value if isinstance(value, list) else str(value).splitlines()
    return "\n".join(str(line).strip() for line in lines if str(line).strip())
