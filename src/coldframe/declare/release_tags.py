"""Which tags are releases, and of which version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import CalendarSettings
from coldframe.declare.version import Version, read_version
from coldframe.regex import regex

_NUMBER = r"\d+(?:[._]\d+)*[A-Za-z0-9._+!-]*"
# Prefixes under which a project releases itself as a whole; a host may have changed from one
# to another, so they are one family.  Every other prefix is the name of a part.
_OWN = r"v|V|r|rel|release|releases|version|ver|stable"
_AUTO = regex(
    rf"(?:(?:(?i:{_OWN})[-_/@.]?)?v?|(?P<name>[A-Za-z][\w.+/-]*?)(?:@|[-_/]|[-_/@]v))"
    rf"(?P<version>{_NUMBER})"
)
_PATTERNS = {
    "semver": regex(r"(?:.*[-_/@])?v?(?P<version>\d+\.\d+\.\d+(?:[-+]?[A-Za-z0-9.+-]*)?)"),
    "calver": regex(
        r"(?:.*[-_/@])?v?(?P<version>(?:(?:19|20)?\d\d)\.\d+(?:\.\d+)*[A-Za-z0-9.+-]*)"
    ),
    "openstack": regex(r"(?P<version>\d+\.\d+(?:\.\d+)*(?:[a-z]+\d+)?)"),
}
# What the release tooling of OpenStack (pbr) calls the milestones of a series: 29.0.0.0rc1.
_SERIES = regex(r"\d+\.0\.0\.0(?:a|b|rc)\d+")


class Tagged(NamedTuple):
    """One tag that names a final version."""

    tag: str
    day: str
    spelled: str
    version: Version


class TagReading(NamedTuple):
    """The tags that are final releases, whether they are OpenStack series, and remarks."""

    releases: tuple[Tagged, ...]
    series: bool = False
    notes: tuple[str, ...] = ()


def read_tags(
    tags: Iterable[tuple[str, str]], settings: CalendarSettings, names: Sequence[str] = ()
) -> TagReading:
    """The final releases among ``tags`` (tag, ISO day), as ``settings.tags`` reads them.

    When tags carry names of parts (``core-1.0``, ``plugin@2.0``), the part called like one of
    ``names`` is taken, else the one with most releases, which is then said in the notes.
    Raises Mistake if ``settings.tags`` is no usable pattern.
    """
    tags = list(tags)
    series = settings.tags == "openstack" or (
        settings.tags == "auto" and any(_SERIES.fullmatch(tag) for tag, _ in tags)
    )
    pattern = _AUTO if settings.tags == "auto" else _pattern(settings.tags)
    families: dict[str, list[Tagged]] = {}
    for tag, day in tags:
        match = pattern.fullmatch(tag)
        if match is None:
            continue
        groups = match.groupdict()
        spelled = groups["version"] or ""
        if "." not in spelled or re.match(r"\d+_\d", spelled):
            spelled = spelled.replace("_", ".")
        version = read_version(spelled)
        if version is None or not version.final:
            continue
        if settings.tags == "auto" and not _plausible(spelled, tag):
            continue
        families.setdefault(groups.get("name") or "", []).append(Tagged(tag, day, spelled, version))
    if not families:
        return TagReading((), series)
    family, notes = _family(families, names)
    return TagReading(tuple(_once(_fixed(families[family]))), series, notes)


def _pattern(text: str) -> re.Pattern[str]:
    if text in _PATTERNS:
        return _PATTERNS[text]
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise Mistake(
            f"calendar.tags is no regular expression: {error}",
            "Write auto, semver, calver, openstack or a regular expression with a group"
            " (?P<version>...).",
        ) from error
    if "version" not in pattern.groupindex:
        raise Mistake(
            f"calendar.tags has no group called version: {text}",
            r"Write for example tags = 'release-(?P<version>\d+\.\d+)'.",
        )
    return pattern


def _plausible(spelled: str, tag: str) -> bool:
    """A single number is a release only behind a prefix: v31, but not 31 or 20240131."""
    return "." in spelled or (not tag[0].isdigit() and len(spelled) < 6)


def _family(families: dict[str, list[Tagged]], names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    def plain(name: str) -> str:
        return re.sub(r"[-_./]+", "-", name).strip("-").lower()

    wanted = {plain(name) for name in names}
    own = [name for name in families if plain(name.rsplit("/", 1)[-1]) in wanted]
    if len(families) == 1:
        return next(iter(families)), ()
    most = max(families, key=lambda name: (len(families[name]), name == "", name))
    if own:
        best = max(own, key=lambda name: len(families[name]))
        # The plain tags and those with the host's own name are both the host: take the fuller.
        if "" in families and len(families[""]) > len(families[best]):
            best = ""
        return best, ()
    if "" in families and 2 * len(families[""]) >= len(families[most]):
        return "", ()
    others = len(families) - 1
    return most, (
        f"The tags name {len(families)} parts; the releases of {most or 'the whole'} are taken and"
        f" those of {others} other{'s' if others > 1 else ''} are not (setting calendar.tags).",
    )


def _fixed(tagged: list[Tagged]) -> list[Tagged]:
    """``tagged`` without tags that are moved along: v1 next to v1.4.2, and not older than it.

    Tags as short as 1.4 that are older than their 1.4.1 are releases like others.
    """
    latest: dict[tuple[int, ...], str] = {}  # the first numbers of longer versions, and their day
    for one in tagged:
        numbers = one.version.numbers
        for width in range(1, min(one.version.width, len(numbers))):
            first = numbers[:width]
            latest[first] = max(latest.get(first, ""), one.day)

    def moves(one: Tagged) -> bool:
        numbers = tuple(one.version.part(index) for index in range(one.version.width))
        last = latest.get(numbers, "")
        return one.version.width < 3 and bool(last) and one.day >= last

    return [one for one in tagged if not moves(one)]


def _once(tagged: list[Tagged]) -> list[Tagged]:
    """Each version once: the earliest dated tag, as the later ones only point at it again."""
    best: dict[tuple[object, ...], Tagged] = {}
    for one in tagged:
        old = best.get(one.version.key)
        if old is None or (one.day or "9", one.tag) < (old.day or "9", old.tag):
            best[one.version.key] = one
    return list(best.values())
