from .models.loyalty import Card
from .models import loyalty as db_models
from .. import util
import shop.db.models.loyalty as m
