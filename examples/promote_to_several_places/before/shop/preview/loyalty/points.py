from . import policies
from .extensions.card import Card

RULES = policies.RULES
Points = Card
