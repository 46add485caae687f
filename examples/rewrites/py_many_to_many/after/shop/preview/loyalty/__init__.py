"""Loyalty."""
from shop.db import loyalty as db
from shop import loyalty as service
from shop.loyalty import Service

__all__ = ["db", "service", "Service", "api", "util"]
