"""Loads parts of the garden by name."""

import importlib


def part(name):
    return importlib.import_module(f"garden.preview.{name}")
