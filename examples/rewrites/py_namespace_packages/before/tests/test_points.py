from acme.shop.preview.loyalty.points import rules
from unittest import mock

P = mock.patch('acme.shop.preview.loyalty.points.rules')
