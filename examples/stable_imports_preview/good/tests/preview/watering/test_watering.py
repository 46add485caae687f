from garden.preview.watering import Schedule


def test_schedule():
    assert Schedule()
