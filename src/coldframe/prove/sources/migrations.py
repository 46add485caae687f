"""Whether upgrades keep stable data: what `coldframe migrations verify --json` says.

It is about each feature that has tables: with its data there, without, and on, off and on again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.prove.evidence.fact import FAILED, PASSED, Fact
from coldframe.prove.sources.source import Source

if TYPE_CHECKING:
    from coldframe.prove.sources.source import Given

SOURCE = Source("migrations", "`coldframe migrations verify --json`")
KIND = "migrations"


def recognises(head: bytes, name: str) -> bool:
    """Whether it is what ``migrations verify --json`` writes."""
    head = head[:4096]
    return b'"passages"' in head and b'"kept"' in head


def read(given: Given) -> Iterator[Fact]:
    """One fact per walk through the migrations, for each feature with tables."""
    report = given.json()
    concerned = [
        feature
        for feature in given.features
        if feature == given.only
        or (feature.declaration is not None and feature.declaration.claims.tables)
    ]
    try:
        for passage in report["passages"]:
            stopped = passage["stopped"]
            detail = {"stable_rows": passage["stable_rows"], "tables": passage["stable_tables"]}
            if stopped:
                detail |= {"stopped": stopped["revision"], "why": stopped["why"]}
            for feature in concerned:
                yield given.fact(
                    feature,
                    KIND,
                    f"{passage['database']}, previews {passage['previews']}",
                    PASSED if passage["kept"] else FAILED,
                    float(passage["seconds"]),
                    unit="s",
                    detail=detail,
                )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.mistake(
            f"this is no JSON of migrations verify: {type(error).__name__} {error}",
            "Make it with `coldframe migrations verify --json`.",
        ) from None
