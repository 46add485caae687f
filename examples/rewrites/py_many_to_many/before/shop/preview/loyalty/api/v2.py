from .v1 import get
from . import v1
from ..db_models import (
    Card,  # a card
)
from ... import __name__ as name
