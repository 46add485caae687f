from argparse import ArgumentParser
from importlib.metadata import entry_points

parser = ArgumentParser()
parser.add_argument("--soil", default="garden.preview.watering.soil")
parser.add_argument("--schedule", default="watering")


def tools() -> list[object]:
    """The tools."""
    return [entry.load() for entry in entry_points(group="garden.tools")]
