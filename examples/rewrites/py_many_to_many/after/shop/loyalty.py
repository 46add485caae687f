from .db import loyalty as db
from .util import once
from .api.v1 import loyalty as v1
from .api.loyalty import v2


class Service:
    db = db
