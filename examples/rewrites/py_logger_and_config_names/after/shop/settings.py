import logging

INSTALLED_APPS = ["shop.customers.cards", "shop.preview.loyalty.apps.Config", "other"]
MIDDLEWARE = ("shop.customers.cards.points.Points",)
LOGGING = {
    "loggers": {
        "shop.customers.cards": {"level": "INFO"},
        "shop.customers.cards.points": {"level": "INFO"},
        "shop.preview": {"level": "INFO"},
    },
    "handlers": {"x": {"()": "shop.customers.cards.points.Points", "class": "logging.Handler"}},
}
log = logging.getLogger("shop.customers.cards")
child = logging.getLogger("shop.preview.loyalty.cards")
url = ("loyalty/", "shop.customers.cards.points", "shop.customers.cards:points", "shop.preview.loyalty/points")
celery = {"shop.preview.loyalty.tasks.run": {"queue": "loyalty"}}
mapping = {"shop.customers.cards.points.*": "x", "shop.preview.loyalty*": "y", "shop.preview.*": "z"}
metric = "shop.preview.loyalty.requests.total"
topic = "shop.preview.loyalty-events", "shop.preview.loyalty_events", "x.shop.preview.loyalty"
mail = "loyalty@shop.preview.loyalty", "a shop.preview.loyalty b", "shop.customers.cards, shop.preview.gifts"
bare = "preview.loyalty", "loyalty.points", "loyalty"
