"""Poetry's own requirements, as all other tools write them (PEP 508).

Sources: https://python-poetry.org/docs/dependency-specification/ and
https://python-poetry.org/docs/pyproject/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table, texts
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_VERSION = regex(
    r"(\d+(?:\.\d+)*)((?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|dev|post)[-_.]?\d*)*)(\.\*)?"
)
_PART = regex(r"(===|[<>!~=]=|[<>=^~]|)\s*v?(\d\S*|\*)")
# Between two parts stands a comma, or nothing but a space.
_BETWEEN = regex(r"\s*,\s*|(?<=[\w*])\s+(?=[<>=!~^\d*])")


def dependencies(sources: Sources) -> dict[str, tuple[str, ...]]:
    """What ``[tool.poetry.dependencies]`` holds, by name: each with one requirement or more.

    Optional ones are among them, ``python`` is not.  A requirement that no other tool could
    read, of a folder or with alternative ranges, is only the name.
    """
    values = table(sources.pyproject, "tool", "poetry", "dependencies")
    return {name: requirements(name, value) for name, value in values.items() if name != "python"}


def requirements(name: str, value: Any) -> tuple[str, ...]:
    """One entry of a table of Poetry's dependencies; several if it is a list."""
    values = value if isinstance(value, list) else [value]
    return tuple(_requirement(name, one) or name for one in values)


def optional(value: Any) -> bool:
    """Whether an entry is installed with an extra only."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, dict) and one.get("optional") is True for one in values)


def specifiers(text: str) -> str | None:
    """A constraint of Poetry's as version specifiers, empty for any version.

    None for what they cannot say: alternatives, and what is no range of versions.
    """
    found = []
    for part in _BETWEEN.split(text.strip()):
        said = _PART.fullmatch(part.strip())
        one = _specifier(*said.groups()) if said else None
        if one is None:
            return None
        found += [one] if one else []
    return ",".join(found)


def _specifier(sign: str, version: str) -> str | None:
    if version == "*":
        return "" if sign in ("", "==", "=") else None
    read = _VERSION.fullmatch(version)
    if read is None or (read[3] and sign not in ("", "=", "==", "!=")):
        return None
    if sign in ("^", "~"):
        numbers = [int(number) for number in read[1].split(".")]
        return f">={version},<{_next(sign, numbers)}"
    return f"{'==' if sign in ('', '=') else sign}{version}"


def _next(sign: str, numbers: list[int]) -> str:
    """The first version that is out of the range: ``^`` keeps the first number that is not 0."""
    if sign == "~":
        kept = numbers[:2]
    else:
        first = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
        kept = numbers[: first + 1]
    kept[-1] += 1
    return ".".join(map(str, kept))


def _requirement(name: str, value: Any) -> str:
    """One requirement; empty if it cannot be said."""
    entry = value if isinstance(value, dict) else {"version": value}
    extras = ",".join(texts(entry.get("extras", [])))
    start = f"{name}[{extras}]" if extras else name
    place = _place(entry)
    if place:
        start += f" @ {place}"
    else:
        version = entry.get("version")
        found = specifiers(version) if isinstance(version, str) else None
        if found is None:
            return ""
        start += found
    markers = list(_markers(entry))
    if None in markers:
        return ""
    said = [marker for marker in markers if marker]
    joined = " and ".join(f"({one})" if " or " in one else one for one in said)
    return f"{start}{' ' if place else ''}; {joined}" if joined else start


def _place(entry: dict[str, Any]) -> str:
    """The address of what is no range of versions."""
    if isinstance(entry.get("git"), str):
        at = next((entry[key] for key in ("rev", "tag", "branch") if entry.get(key)), "")
        within = f"#subdirectory={entry['subdirectory']}" if entry.get("subdirectory") else ""
        return f"git+{entry['git']}{f'@{at}' if at else ''}{within}"
    return entry["url"] if isinstance(entry.get("url"), str) else ""


def _markers(entry: dict[str, Any]) -> Iterator[str | None]:
    if isinstance(entry.get("markers"), str):
        yield entry["markers"]
    if isinstance(entry.get("python"), str):
        found = specifiers(entry["python"])
        yield (
            None if found is None else " and ".join(map(_python, found.split(","))) if found else ""
        )
    if isinstance(entry.get("platform"), str):
        yield f'sys_platform == "{entry["platform"]}"'


def _python(specifier: str) -> str:
    sign, version = re.fullmatch(r"([<>=!~]+)(.*)", specifier).groups()  # type: ignore[union-attr]
    numbers = version.removesuffix(".*").split(".")
    if sign in (">", "<=") and len(numbers) == 2:
        # Poetry compares whole versions: 3.12.1 is more than 3.12.
        return f'python_full_version {sign} "{version}"'
    name = "python_version" if len(numbers) == 2 else "python_full_version"
    return f'{name} {sign} "{version}"'
