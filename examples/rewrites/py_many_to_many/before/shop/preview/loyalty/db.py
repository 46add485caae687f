from .db_models import Card
from . import db_models, util
import shop.preview.loyalty.db_models as m
