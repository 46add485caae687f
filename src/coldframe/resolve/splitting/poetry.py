"""What ``[tool.poetry]`` says about a project, as keys of a ``[project]`` table.

Source: https://python-poetry.org/docs/pyproject/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.poetry import specifiers
from coldframe.check.packaging.sources import table, texts
from coldframe.resolve.metadata.licenses import expression

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_COPIED = ("name", "description", "keywords", "classifiers")
_PERSON = re.compile(r"\s*([^<>]*?)\s*(?:<([^<>]+)>)?\s*")


def of_poetry(sources: Sources, notes: list[str]) -> dict[str, Any]:
    """The static part of the metadata; ``notes`` says what a wheel cannot hold."""
    tool = table(sources.pyproject, "tool", "poetry")
    found: dict[str, Any] = {key: tool[key] for key in _COPIED if tool.get(key)}
    readme = texts(tool.get("readme", []))
    if readme:
        found["readme"] = readme[0]
        if readme[1:]:
            notes.append(f"Of several readmes only {readme[0]} is packed.")
    python = table(tool, "dependencies").get("python")
    if isinstance(python, str):
        said = specifiers(python)
        if said is None:
            notes.append(f"python = {python!r} cannot be said in a wheel: any Python is allowed.")
        elif said:
            found["requires-python"] = said
    licence = tool.get("license")
    if isinstance(licence, str) and licence:
        if said := expression(licence):
            found["license"] = said
        else:
            notes.append(f"The license {licence!r} is no SPDX expression: only its file is packed.")
    for key in ("authors", "maintainers"):
        if people := [_person(one) for one in texts(tool.get(key, []))]:
            found[key] = people
    urls = {name.capitalize(): tool[name] for name in ("homepage", "repository", "documentation")
            if isinstance(tool.get(name), str)}  # fmt: skip
    urls |= {name: url for name, url in table(tool, "urls").items() if isinstance(url, str)}
    if urls:
        found["urls"] = urls
    unsaid = [
        name
        for name, value in table(tool, "dependencies").items()
        if name != "python" and not _is_said(value)
    ]
    if unsaid:
        notes.append(
            f"What Poetry says of {', '.join(unsaid)} cannot be said in a wheel: they are required"
            " in any version."
        )
    return found


def _is_said(value: Any) -> bool:
    from coldframe.check.packaging.poetry import requirements

    any_version = value == "*" or (isinstance(value, dict) and value.get("version") == "*")
    return bool(any_version) or "?" not in requirements("?", value)


def _person(text: str) -> dict[str, str]:
    read = _PERSON.fullmatch(text)
    name, email = read.groups() if read else (text, None)
    return {key: value for key, value in (("name", name), ("email", email)) if value}
