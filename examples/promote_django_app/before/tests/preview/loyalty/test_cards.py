from unittest import mock

from django.test import TestCase

from shop.preview.loyalty.models import Card


class Cards(TestCase):
    def test_cards(self):
        Card.objects.create()
        response = self.client.get("/loyalty/cards")
        self.assertEqual(response.json(), {"cards": 1})
        self.assertEqual(response["X-Points"], "1")

    @mock.patch("shop.preview.loyalty.views.Card")
    def test_patched(self, card):
        card.objects.count.return_value = 7
        self.assertEqual(self.client.get("/loyalty/cards").json(), {"cards": 7})
