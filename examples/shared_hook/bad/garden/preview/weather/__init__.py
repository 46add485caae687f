"""Looks at the sky."""


from garden import beds


class Sensor:
    """Says how much it rains."""


def litres(bed):
    return 0


beds.Bed.litres = litres
beds.PUMPS["electric"] = Sensor


@beds.shown.register
def _(bed: beds.Bed):
    return "a bed in the rain"


def install(app):
    @app.exception_handler(beds.Dry)
    def dry(request, error):
        return None

    app.dependency_overrides[beds.store] = Sensor
