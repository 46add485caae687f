from django.apps import AppConfig


class Loyalty(AppConfig):
    name = "shop.loyalty"
    label = "loyalty"
