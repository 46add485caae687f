from . import policies
from .extensions import card
from .extensions.card import Card
