from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "shop.preview.customer_reviews"
    label = "reviews"
    verbose_name = "reviews"
