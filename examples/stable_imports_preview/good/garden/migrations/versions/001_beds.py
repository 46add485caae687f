"""Create the tables."""


def upgrade():
    from garden.preview.watering import Schedule

    return Schedule
