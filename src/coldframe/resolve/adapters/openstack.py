"""OpenStack: projects built with pbr, and what Neutron derives from the names of modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.adapters.adapter import Ties
from coldframe.resolve.plan import Change, Edit, Left
from coldframe.source.python.parse import parse

if TYPE_CHECKING:
    from coldframe.declare.feature import PreviewTree
    from coldframe.resolve.adapters.adapter import Relocation
    from coldframe.source.tree import Tree

_REASON = "Implicit ties"
_PROVIDER = re.compile(rb"\bProviderConfiguration\(\s*['\"]([\w.]+)['\"]")


class OpenStack:
    """The adapter for OpenStack projects."""

    name = "openstack"

    def fits(self, tree: Tree) -> bool:
        """Whether the project is built by pbr and uses a library of oslo."""
        from coldframe.check.packaging.packaging import Packaging

        packaging = Packaging(tree)
        sources = packaging.sources
        pbr = sources.backend.startswith("pbr") or "pbr" in sources.setup_py
        return pbr and any(r.distribution.startswith("oslo") for r in packaging.requirements)

    def own_modules(self, host: Tree, package: str, project: Tree, adopted: str) -> dict[str, str]:
        """The module of translations, if the host's has every name that the project uses.

        A project that asks for its own domain by name keeps its module.
        """
        own = _module_file(host, f"{package}._i18n")
        theirs = _module_file(project, f"{adopted}._i18n")
        if not own or not theirs:
            return {}
        names = _bound(project.read(theirs))
        users = [path for path in project.search(["_i18n"], suffix=".py") if path != theirs]
        by_name = any(re.search(rb"\bDOMAIN\b", project.read(path)) for path in users)
        if by_name or not names <= _bound(host.read(own)):
            return {}
        return {f"{adopted}._i18n": f"{package}._i18n"}

    def ties(self, relocation: Relocation) -> Ties:
        """The folder of the extensions, their class names, provider files, and catalogues."""
        edits: list[Edit] = []
        left: list[Left] = []
        notes: list[str] = []
        folder = _folder(relocation)
        tree = relocation.tree
        extensions = [
            path for path in tree.under(f"{folder}/extensions") if not path.endswith("__init__.py")
        ]
        if extensions and relocation.preview is not None:
            edit = _taught(tree, relocation.preview)
            if edit is not None:
                edits += [edit] if edit.after != edit.before else []
            else:
                left += _finders(tree)
        elif extensions and tree.search(["get_extensions_path"], suffix="api/extensions.py"):
            left.append(_out_of_sight(extensions[0], relocation.package))
        left += _misnamed(tree, extensions)
        code = [path for path in tree.under(folder) if path.endswith(".py")]
        left += _providers(relocation, code)
        if any(path.endswith(".po") for path in tree.under(f"{folder}/locale")):
            notes.append(
                f"The catalogues in {folder}/locale are of a domain of their own: merge them into"
                " the host's, if its _i18n is used."
            )
        return Ties(tuple(edits), tuple(left), tuple(notes))

    def untied(self, tree: Tree, preview: PreviewTree) -> tuple[Edit, ...]:
        """The line that looks for extensions, as it was, if no feature has any."""
        if any("/extensions/" in path for path in tree.under(preview.path)):
            return ()
        return tuple(_untaught(tree, preview))


def _module_file(tree: Tree, module: str) -> str:
    place = module.replace(".", "/")
    candidates = (f"{place}.py", f"src/{place}.py")
    return next((path for path in candidates if tree.exists(path)), "")


def _bound(data: bytes) -> set[str]:
    """The names that are defined or assigned at the top level of a module."""
    found: set[str] = set()
    for node in parse(data).tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return found


def _folder(relocation: Relocation) -> str:
    if relocation.preview is None:
        return relocation.package.replace(".", "/")
    return f"{relocation.preview.path}/{relocation.package.rpartition('.')[2]}"


def _out_of_sight(path: str, package: str) -> Left:
    """An extension that a promotion puts where Neutron does not look."""
    place = f"{package.partition('.')[0]}.extensions"
    return Left(
        path,
        1,
        f"{package}.extensions",
        f"extensions are looked for in {place} only, so nothing here would be loaded: give that"
        f' part a place there (extensions = "{place}" in the table of targets), or set'
        " api_extensions_path",
    )


def _finders(tree: Tree) -> Iterator[Left]:
    """Where Neutron takes the first word of a plugin's module for the package of extensions."""
    for path, statement, data in _statements(tree):
        line = data.decode("utf-8", "replace").splitlines()[statement.lineno - 1]
        yield Left(
            path,
            statement.lineno,
            line.strip(),
            "extensions are looked for in the first package of a plugin's name, which is the"
            " host's now: teach this line, or set api_extensions_path",
        )


def _statements(tree: Tree) -> Iterator[tuple[str, ast.Assign, bytes]]:
    for path in tree.search(["get_extensions_path"], suffix="api/extensions.py"):
        data = tree.read(path)
        for function in ast.walk(parse(data).tree):
            if not isinstance(function, ast.FunctionDef) or function.name != "get_extensions_path":
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and ".__module__.split('.')[0]" in ast.unparse(
                    node
                ):
                    yield path, node, data


def _taught(tree: Tree, preview: PreviewTree) -> Edit | None:
    """The edit that makes Neutron look into the feature's own package; None if it is unclear."""
    found = list(_statements(tree))
    if len(found) != 1:
        return None
    path, statement, data = found[0]
    lesson = _lesson(statement, preview, data)
    if lesson is None:
        return None
    lines = data.decode("utf-8").splitlines(keepends=True)
    last = statement.end_lineno or statement.lineno
    text = "".join(lines[last:])
    if text.startswith(lesson):
        return Edit(path, data, data, _REASON)
    after = "".join([*lines[:last], lesson, text]).encode()
    why = "extensions of a plugin are looked for in the first package of its name"
    return Edit(path, data, after, _REASON, (Change(last + 1, "", lesson, why),))


def _lesson(statement: ast.Assign, preview: PreviewTree, data: bytes) -> str | None:
    """The lines below ``statement`` that teach it where ``preview`` is; None if it is unclear.

    They only add to what is there, so that taking them out leaves the host's own bytes.
    """
    call = statement.value
    if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
        return None
    if not re.fullmatch(r"\w+\.__module__\.split\('\.'\)\[0\]", ast.unparse(call.args[0])):
        return None
    line = data.decode("utf-8").splitlines(keepends=True)[statement.lineno - 1]
    indent, end = line[: statement.col_offset], "\r\n" if line.endswith("\r\n") else "\n"
    if indent.strip():
        return None
    plugin = ast.unparse(call.args[0]).partition(".")[0]
    inner = preview.module.split(".")[1:]
    return end.join(
        (
            f"{indent}parts = {plugin}.__module__.split('.')",
            f"{indent}if parts[1:{len(inner) + 1}] == {inner!r}:",
            f"{indent}    # A preview feature has its extensions in its own package.",
            f"{indent}    {ast.unparse(statement.targets[0])} = {ast.unparse(call.func)}(",
            f"{indent}        '.'.join(parts[:{len(inner) + 2}]))",
            "",
        )
    )


def _untaught(tree: Tree, preview: PreviewTree) -> Iterator[Edit]:
    """The edits that take the lesson on ``preview`` out again, where it is exactly as written."""
    for path, statement, data in _statements(tree):
        lesson = _lesson(statement, preview, data)
        lines = data.decode("utf-8").splitlines(keepends=True)
        last = statement.end_lineno or statement.lineno
        text = "".join(lines[last:])
        if lesson and text.startswith(lesson):
            after = "".join([*lines[:last], text.removeprefix(lesson)]).encode()
            why = "no preview feature has extensions any more"
            yield Edit(path, data, after, _REASON, (Change(last + 1, lesson, "", why),))


def _misnamed(tree: Tree, extensions: list[str]) -> Iterator[Left]:
    """Extensions whose class is not called as their file is: Neutron skips them silently."""
    for path in extensions:
        name = path.rpartition("/")[2].removesuffix(".py")
        if not path.endswith(".py") or name.startswith("_"):
            continue
        data = tree.read(path)
        classes = [n for n in parse(data).tree.body if isinstance(n, ast.ClassDef)]
        if classes and name.capitalize() not in {node.name for node in classes}:
            yield Left(
                path,
                classes[0].lineno,
                f"class {classes[0].name}",
                f"an extension's class is called as its file is, capitalised: no class here is"
                f" {name.capitalize()}, so nothing would be loaded",
            )


def _providers(relocation: Relocation, code: list[str]) -> Iterator[Left]:
    """Names of modules that are names of configuration files as well."""
    for path in code:
        data = relocation.tree.read(path)
        for match in _PROVIDER.finditer(data):
            name = match[1].decode()
            if relocation.renames.renamed(name):
                line = data.count(b"\n", 0, match.start()) + 1
                yield Left(
                    path,
                    line,
                    data.splitlines()[line - 1].decode("utf-8", "replace").strip(),
                    f"{name!r} is the name of a module and of the file {name}.conf: with a new"
                    " name operators' files would be read no longer, so it is left",
                )
