"""What the runtime refuses, and why: each error says what to do in its second line."""

from __future__ import annotations


class Refusal(Exception):
    """Something was asked of a preview feature that cannot be.

    ``what`` says what, with names; ``remedy`` what to do; ``feature`` is its name as it was asked.
    """

    def __init__(self, what: str, remedy: str = "", feature: str = "") -> None:
        super().__init__(what, remedy, feature)
        self.what = what
        self.remedy = remedy
        self.feature = feature

    def __str__(self) -> str:
        return f"{self.what}\n  {self.remedy}" if self.remedy else self.what


class UnknownFeature(Refusal, LookupError):
    """The preview tree has no feature of that name."""


class EndedFeature(UnknownFeature):
    """The feature was promoted, retired or extracted; the error tells its story."""


class FeatureIsOff(Refusal, RuntimeError):
    """The feature would have to be on."""


class ForbiddenFeature(Refusal, RuntimeError):
    """The deployment both names the feature and forbids it."""


class RefusedImport(Refusal, ImportError):
    """A module of a preview feature was imported by somebody who may not, or while it is off."""
