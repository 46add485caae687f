"""All models of the depot, for autogenerate."""

from depot.db import models
from depot.db.models import Base
from depot.preview.alarms.db import models as alarms_models  # noqa


def get_metadata():
    assert models
    return Base.metadata
