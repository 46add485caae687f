"""What importing the features showed."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """Importing ``module`` changed ``key`` of ``registry``.

    ``before`` and ``after`` are None where there was, or is, no such key.
    """

    registry: str
    key: str
    before: str | None
    after: str | None
    module: str
    path: str
    line: int


class Failure(NamedTuple):
    """``what`` could not be imported: the file where it failed, and the last line of why.

    ``ended`` says that the whole process ended, and how.
    """

    what: str
    path: str
    line: int
    why: str
    ended: bool = False


class FeatureProbe(NamedTuple):
    """What the probe of one feature found."""

    changes: tuple[Change, ...] = ()
    failures: tuple[Failure, ...] = ()
    broken_tests: tuple[Failure, ...] = ()


class ProbeOutcome(NamedTuple):
    """The probes of all features, by the feature's module."""

    features: dict[str, FeatureProbe]
