from ... import money
from . import rules


class Points:
    def worth(self) -> int:
        return money.EUR * rules.FACTOR
