from . import __name__ as me
from .deep import thing
from ...preview import common
from ...preview.common import A
from ... import money
from ...money import EUR
from ..loyalty import deep


class Points:
    def late(self):
        from ... import money, preview
        return money, preview
