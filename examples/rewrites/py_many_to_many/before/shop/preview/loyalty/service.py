from . import db
from .util import once
from .api import v1, v2


class Service:
    db = db
