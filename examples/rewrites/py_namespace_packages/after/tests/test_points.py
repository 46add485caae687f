from acme.shop.loyalty.points import rules
from unittest import mock

P = mock.patch('acme.shop.loyalty.points.rules')
