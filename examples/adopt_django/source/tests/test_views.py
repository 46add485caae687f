from unittest import mock

from django.test import TestCase

from reviews.models import Review


class Views(TestCase):
    def test_index(self):
        Review.objects.all().delete()
        self.assertEqual(self.client.get("/reviews/").content, b"none")

    def test_table(self):
        self.assertEqual(Review._meta.db_table, "reviews_review")

    @mock.patch("reviews.views.COUNTED", [])
    def test_middleware(self):
        from reviews import views

        Review.objects.all().delete()
        self.client.get("/reviews/")
        self.assertEqual(len(views.COUNTED), 1)
