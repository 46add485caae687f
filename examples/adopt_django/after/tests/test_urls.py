from django.test import SimpleTestCase
from django.urls import reverse


class Urls(SimpleTestCase):
    def test_reviews(self):
        self.assertEqual(reverse("reviews:all"), "/reviews/")
