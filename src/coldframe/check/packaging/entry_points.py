"""The entry points of a host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.packaging.sources import table, texts

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources


class EntryPoint(NamedTuple):
    """``name`` of ``group`` loads ``value`` (``package.module:object``)."""

    group: str
    name: str
    value: str
    path: str
    line: int

    @property
    def module(self) -> str:
        """The module that it loads."""
        return self.value.split(":")[0].split("[")[0].strip()


def entry_points(sources: Sources) -> Iterator[EntryPoint]:
    """Every entry point that can be read, scripts included."""
    project = table(sources.pyproject, "project")
    groups: dict[str, Any] = dict(table(project, "entry-points"))
    poetry = table(sources.pyproject, "tool", "poetry")
    scripts = {name: _of_poetry(value) for name, value in table(poetry, "scripts").items()}
    groups["console_scripts"] = {**scripts, **table(project, "scripts")}
    groups["gui_scripts"] = table(project, "gui-scripts")
    groups.update(table(poetry, "plugins"))
    yield from _all(sources, "pyproject.toml", groups)
    section = {**sources.setup_cfg.get("options.entry_points", {})}
    section.update(sources.setup_cfg.get("entry_points", {}))
    yield from _all(sources, "setup.cfg", section)
    keyword = sources.setup_py.get("entry_points")
    if isinstance(keyword, dict):
        yield from _all(sources, "setup.py", keyword)


def _of_poetry(value: Any) -> Any:
    """What one of Poetry's scripts loads; nothing if it is a file."""
    if not isinstance(value, dict):
        return value
    return "" if value.get("type") == "file" else value.get("reference", value.get("callable", ""))


def _all(sources: Sources, path: str, groups: dict[str, Any]) -> Iterator[EntryPoint]:
    text = ""
    for group, members in groups.items():
        if isinstance(members, dict):
            pairs = [(str(k), str(v)) for k, v in members.items() if v != ""]
        else:
            split = (line.partition("=") for line in texts(members))
            pairs = [(name.strip(), value.strip()) for name, _, value in split if value]
        for name, value in pairs:
            if not text:
                text = sources.tree.read(path).decode("utf-8", "replace")
                text = "\n".join(text.splitlines())
            yield EntryPoint(group, name, value, path, _line(text, name, value))


def _line(text: str, name: str, value: str) -> int:
    """The first line that holds both; 1 if none does."""
    at = text.find(value)
    while at >= 0:
        first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        last = len(text) if last < 0 else last
        if at + len(value) <= last and text.find(name, first, last) >= 0:
            return text.count("\n", 0, first) + 1
        at = text.find(value, max(last, at) + 1)
    return 1
