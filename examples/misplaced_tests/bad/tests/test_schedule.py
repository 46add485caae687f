from garden.preview.watering import Schedule


def test_schedule() -> None:
    assert Schedule()
