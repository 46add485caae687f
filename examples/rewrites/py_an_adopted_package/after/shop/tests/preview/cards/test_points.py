from unittest import mock

from shop.preview.cards import points, rules
from shop.tests.preview.cards import base
from . import base as same
from shop.preview.cards import points as p


@mock.patch("shop.preview.cards.rules.RULES")
def test(rules):
    assert points
