"""Loyalty."""
from . import db, service
from .service import Service

__all__ = ["db", "service", "Service", "api", "util"]
