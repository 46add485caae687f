"""Waters the beds."""

from garden import beds
from garden.beds import PUMPS, Bed, Dry, shown


class Sensor:
    """Says how wet a bed is."""


def litres(bed):
    return 5


Bed.litres = litres
PUMPS["electric"] = Sensor


@shown.register(Bed)
def _(bed):
    return "a bed to be watered"


def install(app):
    app.add_exception_handler(Dry, lambda request, error: None)
    app.dependency_overrides[beds.store] = Sensor
