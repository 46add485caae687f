from argparse import ArgumentParser
from importlib.metadata import entry_points

parser = ArgumentParser()
parser.add_argument("--soil", default="garden.soil")
parser.add_argument("--schedule", default="hand")


def tools() -> list[object]:
    """The tools that somebody asked for."""
    return [entry.load() for entry in entry_points(group="garden.tools") if entry.name in parser.parse_args().tools]
