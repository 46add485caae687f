from shop.conf.policies import loyalty as policies
from shop.extensions.card import Card

RULES = policies.RULES
Points = Card
