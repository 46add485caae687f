"""Cranes, which are a preview."""

from ..cranes.lift import Crane as Crane
