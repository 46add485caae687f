"""All models of the depot, for autogenerate."""

from depot.db import models
from depot.db.models import Base


def get_metadata():
    assert models
    return Base.metadata
