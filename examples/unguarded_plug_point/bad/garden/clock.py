"""Runs the schedules that a deployment names."""

from importlib.metadata import entry_points


def schedule(name: str) -> object:
    (found,) = entry_points(group="garden.schedules", name=name)
    return found.load()()
