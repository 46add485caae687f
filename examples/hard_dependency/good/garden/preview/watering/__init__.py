"""Waters beds by schedule (preview)."""

import croniter
import yaml


def load(text: str) -> object:
    """The schedule in ``text``."""
    return croniter.croniter(yaml.safe_load(text))
