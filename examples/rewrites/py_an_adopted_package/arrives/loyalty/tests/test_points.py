from unittest import mock

from loyalty import points, rules
from loyalty.tests import base
from . import base as same
from .. import points as p


@mock.patch("loyalty.rules.RULES")
def test(rules):
    assert points
