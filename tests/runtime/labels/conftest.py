"""A host whose feature claims commands and flags."""

from __future__ import annotations

import pytest

CLAIMS = """\
title = "Loyalty points"

[claims]
commands = ["loyalty *", "report points"]
options = ["--with-points"]
"""


@pytest.fixture
def commands(bare):
    """The previews of a host that claims commands; ``report`` itself is stable."""
    bare.feature("loyalty", CLAIMS)
    return bare.previews()
