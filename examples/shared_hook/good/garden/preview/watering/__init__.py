"""Waters the beds."""

from garden.beds import PUMPS, Bed, Dry, shown


class Sensor:
    """Says how wet a bed is."""


class Watered(Bed):
    """A bed of ours."""

    def litres(self):
        return 5


PUMPS["electric"] = Sensor


@shown.register(Watered)
def _(bed):
    return "a bed to be watered"


def install(app):
    app.add_exception_handler(Dry, lambda request, error: None)
