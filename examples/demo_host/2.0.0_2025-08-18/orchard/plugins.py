"""Loads what an installation asks for."""

from importlib import import_module


def load(name: str) -> object:
    return import_module(f"orchard.experimental.{name}")
