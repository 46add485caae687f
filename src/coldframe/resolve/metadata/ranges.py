"""What two version ranges have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet


def parsed(text: str) -> Requirement | None:
    """The requirement that a line says, or None if it says none (a comment, an option)."""
    from packaging.requirements import InvalidRequirement, Requirement

    text = re.sub(r"(^|\s)#.*", "", text).strip()
    if not text or text.startswith("-"):
        return None
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def same_name(text: str) -> str:
    """A distribution's or an extra's name as it is compared."""
    return re.sub(r"[-_.]+", "-", text).lower()


def implies(first: SpecifierSet, second: SpecifierSet) -> bool:
    """Whether every version that ``first`` allows is allowed by ``second``."""
    return all(second.contains(v, True) for v in _samples(first, second) if first.contains(v, True))


def common(first: SpecifierSet, second: SpecifierSet) -> SpecifierSet | None:
    """The versions that both allow, said as briefly as they can be; None if there is none."""
    from packaging.specifiers import SpecifierSet

    both = first & second
    if not any(both.contains(version, True) for version in _samples(first, second)):
        return None
    parts = sorted(both, key=str)
    for part in list(parts):
        rest = SpecifierSet(",".join(str(other) for other in parts if other is not part))
        if implies(rest, SpecifierSet(str(part))):
            parts.remove(part)
    return SpecifierSet(",".join(map(str, parts)))


def said(requirement: Requirement) -> str:
    """``requirement`` as people write it: lower bounds first."""
    order = ["===", "==", "~=", ">=", ">", "!=", "<=", "<"]
    parts = sorted(requirement.specifier, key=lambda part: order.index(part.operator))
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}{extras}{','.join(map(str, parts))}{marker}"


def _samples(*ranges: SpecifierSet) -> list[str]:
    """A version at, just below and just above every bound: ranges that agree on these agree."""
    bounds = {"0", "1"}
    for part in (part for one in ranges for part in one):
        version = part.version.removesuffix(".*")
        bounds.add(version)
        numbers = [int(n) for n in re.findall(r"\d+", re.split(r"[a-z+!-]", version)[0])] or [0]
        if part.operator == "~=":
            numbers = numbers[:-1] or [0]
        bounds.add(".".join(map(str, [*numbers[:-1], numbers[-1] + 1])))
    samples = {"99999"}
    for bound in bounds:
        release = re.split(r"[a-z+-]", bound.lower())[0].rstrip(".")
        numbers = [int(n) for n in re.findall(r"\d+", release.rpartition("!")[2])] or [0]
        samples |= {bound, f"{release}.0.0.1", f"{release}.99999"}
        while numbers and not numbers[-1]:
            numbers.pop()
        if numbers:
            epoch = f"{release.partition('!')[0]}!" if "!" in release else ""
            below = [*numbers[:-1], numbers[-1] - 1, 99999]
            samples.add(epoch + ".".join(map(str, below)))
    return sorted(samples)
