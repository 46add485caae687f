from . import v2
from ..v1 import loyalty as v1
from ... import loyalty as service, util
from ...db import loyalty as db
from ...db.models.loyalty import Card
from ..v1.loyalty import get
