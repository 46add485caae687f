from django.apps import AppConfig


class Loyalty(AppConfig):
    name = "shop.preview.loyalty"
    label = "loyalty"
