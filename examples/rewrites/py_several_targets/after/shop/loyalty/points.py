from ..conf.policies import loyalty as policies
from ..extensions import card
from ..extensions.card import Card
