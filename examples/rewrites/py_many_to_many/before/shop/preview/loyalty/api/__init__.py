from . import v1, v2
from .. import service, db, util
from ..db_models import Card
from .v1 import get
