from ..v1.loyalty import get
from ..v1 import loyalty as v1
from ...db.models.loyalty import (
    Card,  # a card
)
from ...preview import __name__ as name
