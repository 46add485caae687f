"""The category of warnings about preview features."""

from __future__ import annotations


class PreviewWarning(FutureWarning):
    """A preview feature is used.

    `FutureWarning`, because Python shows it to users by default: it is they who have to know.
    """
