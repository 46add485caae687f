"""Cranes, which are a preview."""

from .lift import Crane as Crane
