from ..loyalty import points
from ..conf.policies import loyalty as policies


class Card:
    pass
