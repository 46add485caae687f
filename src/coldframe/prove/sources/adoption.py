"""Who uses a feature, and since when: a TOML or JSON file that the host keeps.

[[adopters]]
feature = "fwaas"
who = "Example Cloud"
since = 2026-03-01
where = "https://example.org/cloud"
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.prove.evidence.fact import NOTED, Fact
from coldframe.prove.sources.source import Source
from coldframe.prove.sources.tested import moment_or_none

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("adoption", "a list of adopters in TOML or JSON", once=False)
KIND = "adoption"
_KEYS = {"feature", "who", "since", "where", "size", "note"}


def recognises(head: bytes, name: str) -> bool:
    """Whether it lists adopters."""
    return b"[[adopters]]" in head or (head.lstrip()[:1] == b"{" and b'"adopters"' in head[:4096])


def read(given: Given) -> Iterator[Fact]:
    """One fact per adopter. Raises Mistake for a record that does not say who, or of what."""
    said = given.json() if given.data.lstrip()[:1] == b"{" else _toml(given)
    listed = said.get("adopters") if isinstance(said, dict) else None
    if not isinstance(listed, list):
        raise given.mistake("there is no list of adopters", "Write [[adopters]] tables.")
    for number, one in enumerate(listed, 1):
        fact = _adopter(given, number, one)
        if fact is not None:
            yield fact


def _adopter(given: Given, number: int, one: Any) -> Fact | None:
    if not isinstance(one, dict) or not str(one.get("who") or "").strip():
        raise given.mistake(
            f"adopter {number} does not say who it is", 'Write for example: who = "Example Cloud"'
        )
    if unknown := sorted(one.keys() - _KEYS):
        raise given.mistake(
            f"adopter {number} has a key {unknown[0]!r}", f"There are {', '.join(sorted(_KEYS))}."
        )
    name = str(one.get("feature") or "")
    feature = given.whose.named(name) if name else given.only
    if feature is None:
        raise given.mistake(
            f"adopter {number} uses {name!r}, which is no feature here"
            if name
            else f"adopter {number} does not say which feature it uses",
            'Write for example: feature = "loyalty"; `coldframe status` lists the features.',
        )
    since = str(one.get("since") or "")
    if since and not moment_or_none(since):
        raise given.mistake(
            f"adopter {number} uses it since {since!r}, which is no day",
            "Write: since = 2026-03-01",
        )
    rest = {key: str(one[key]) for key in ("since", "where", "size", "note") if key in one}
    if not given.wanted([feature]):
        return None
    when = moment_or_none(since) if since else ""
    return given.fact(feature, KIND, str(one["who"]), NOTED, time=when, detail=rest)


def _toml(given: Given) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(given.text())
    except tomllib.TOMLDecodeError as error:
        raise given.mistake(f"this is no TOML: {error}") from None
