"""Waters each bed when its soil is dry."""


def sensor():
    import moisture_sensor

    return moisture_sensor.Sensor()
