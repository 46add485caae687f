"""A feature is on, or loaded, although nobody asked for it.

A preview feature is optional to deploy: off, until a deployment names it.  Reported is, outside
the preview trees and tests:

* a default of an option or setting that names the feature, by its dotted name or by the name of
  its entry point (the latter if the option is called like the entry point's group);
* an entry point of the feature in a group that is always loaded as a whole: by stable code
  (``ExtensionManager``, a loop over ``entry_points(group=...)`` without a choice) or by another
  program (``pytest11``);
* a configuration file that is shipped (below ``etc``, ``conf`` or ``config``, or in the wheel)
  and names the feature on a line that is no comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.optional.defaults import Default
    from coldframe.check.optional.plugs import Plug
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference

RULE = Rule(
    name="on_by_default",
    family="optional",
    why="Whoever did not ask for a preview must not get its code, its failures or its data.",
    hint="Leave it out of the default, so that a deployment has to name it.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per default, loaded group or shipped configuration that names a feature."""
    if not host.features:
        return
    found = [*_named(host)]
    from coldframe.check.optional.plugs import plugs_of

    plugs = plugs_of(host)
    if plugs:
        named = host.tree.search(sorted({plug.entry.name for plug in plugs}))
        paths = [path for path in named if _outside(host, path)]
        found += [*_plugged_defaults(host, plugs, paths), *_configured(host, plugs, paths)]
        found += _loaded(host, plugs)
    told: set[tuple[str, int]] = set()
    for finding in sorted(found, key=lambda f: (f.path, f.line, f.message)):
        if (finding.path, finding.line) not in told:
            told.add((finding.path, finding.line))
            yield finding


def _outside(host: Host, path: str) -> bool:
    """Whether ``path`` is part of the stable product."""
    places = host.places
    if any(path.startswith(tree.path + "/") for tree in host.preview_trees):
        return False
    return not (places.is_test(path) or places.is_docs(path) or places.is_release_note(path))


def _named(host: Host) -> Iterator[Finding]:
    """Defaults and shipped configuration that name a feature by its dotted name."""
    in_code: dict[str, list[Reference]] = {}
    for reference in host.references:
        if not reference.decided or not _outside(host, reference.path):
            continue
        feature = host.feature_named(reference.target)
        if feature is None:
            continue
        if reference.form == "configuration" and _shipped(host, reference.path):
            yield _configuration(reference.path, reference.line, reference.text, feature)
        elif reference.form in ("string", "dynamic_import") and reference.path.endswith(".py"):
            in_code.setdefault(reference.path, []).append(reference)
    for path, references in in_code.items():
        for default in _defaults(host, path, [reference.line for reference in references]):
            for reference in references:
                feature = host.feature_named(reference.target)
                if feature is not None and default.names(feature.module, reference.line):
                    yield RULE.at(
                        path,
                        reference.line,
                        f"{feature.name} is a default of {_called(default)}",
                        feature=feature.name,
                        text=reference.text,
                        column=reference.column,
                    )


def _configuration(path: str, line: int, text: str, feature: Feature) -> Finding:
    return RULE.at(
        path,
        line,
        f"the shipped configuration turns {feature.name} on",
        hint="Comment the line out, so that a deployment has to turn it on.",
        feature=feature.name,
        text=text,
    )


def _called(default: Default) -> str:
    return f"{default.what} {default.option}" if default.option else f"{default.what} here"


def _defaults(host: Host, path: str, lines: Sequence[int] = ()) -> list[Default]:
    """The defaults in a module; none if all ``lines`` stand in functions that have none."""
    from coldframe.check.optional.marks import MARKS
    from coldframe.source.references.excerpt import Statements

    data = host.tree.read(path)
    if not MARKS.search(data):
        return []
    if lines and Statements(data).are_closed(lines, MARKS):
        return []
    from coldframe.check.optional.defaults import defaults
    from coldframe.check.surface.parsed import parsed

    module = parsed(host.tree, path, data)
    return list(defaults(module)) if module else []


def _plugged_defaults(host: Host, plugs: list[Plug], paths: list[str]) -> Iterator[Finding]:
    """Defaults that name a feature by the name of its entry point."""
    from coldframe.check.optional.plugs import patterns, plug_of

    quoted, option = patterns(plugs)
    for path in paths:
        if not path.endswith(".py"):
            continue
        data = host.tree.read(path)
        if not (option.search(data) and quoted.search(data)):
            continue
        lines: list[str] = []
        for default in _defaults(host, path):
            for node in default.texts():
                plug = plug_of(plugs, default.option, str(node.value))
                if plug is not None:
                    lines = lines or host.tree.read(path).decode("utf-8", "replace").splitlines()
                    yield RULE.at(
                        path,
                        node.lineno,
                        f"{plug.feature.name} is a default of {_called(default)},"
                        f" as the entry point {plug.entry.name}",
                        feature=plug.feature.name,
                        text=lines[node.lineno - 1].strip() if node.lineno <= len(lines) else "",
                    )


def _loaded(host: Host, plugs: list[Plug]) -> Iterator[Finding]:
    """Entry points in groups of which every member is loaded."""
    from coldframe.check.optional.loaders import LOADED_BY, loaders

    loaded = dict(LOADED_BY)
    groups = sorted({plug.entry.group for plug in plugs} - set(loaded))
    for path in host.tree.search(groups) if groups else ():
        if path.endswith(".py") and _outside(host, path):
            data = host.tree.read(path)
            if b"ExtensionManager" not in data and b"entry_points" not in data:
                continue
            from coldframe.check.surface.parsed import parsed

            module = parsed(host.tree, path, data)
            for loader in loaders(module) if module else ():
                loaded.setdefault(loader.group, f"{path}:{loader.line}")
    for entry, feature in plugs:
        if entry.group in loaded:
            yield RULE.at(
                entry.path,
                entry.line,
                f"{feature.name} is always loaded:"
                f" {loaded[entry.group]} loads all of {entry.group}",
                hint="Load only the members of the group that a deployment names.",
                feature=feature.name,
                text=f"{entry.name} = {entry.value}",
            )


def _configured(host: Host, plugs: list[Plug], paths: list[str]) -> Iterator[Finding]:
    """Shipped configuration that names a feature by the name of its entry point."""
    from coldframe.check.optional.plugs import in_line

    for path in paths:
        if not path.endswith(_SUFFIXES) or not _shipped(host, path):
            continue
        text = host.tree.read(path).decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            plug = in_line(plugs, line)
            if plug is not None:
                yield _configuration(path, number, line.strip(), plug.feature)


_SUFFIXES = (".conf", ".ini", ".cfg", ".toml", ".yaml", ".yml", ".json", ".properties")
_FOLDERS = frozenset({"etc", "conf", "config"})


def _shipped(host: Host, path: str) -> bool:
    """Whether a deployment gets this configuration file without asking for it."""
    from coldframe.check.isolation.sides import TOOL_FILES

    folders = path.split("/")[:-1]
    if not folders or path.rpartition("/")[2] in TOOL_FILES or folders[0].startswith("."):
        return False
    if _FOLDERS & set(folders):
        return True
    return bool(host.packaging.sources.backend) and host.packaging.verdict(path).packed is True
