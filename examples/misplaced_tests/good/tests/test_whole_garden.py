from garden import beds, paths
from garden.preview.watering import Schedule


def test_all_together() -> None:
    assert beds and paths and Schedule
