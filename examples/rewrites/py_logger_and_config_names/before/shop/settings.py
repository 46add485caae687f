import logging

INSTALLED_APPS = ["shop.preview.loyalty", "shop.preview.loyalty.apps.Config", "other"]
MIDDLEWARE = ("shop.preview.loyalty.points.Points",)
LOGGING = {
    "loggers": {
        "shop.preview.loyalty": {"level": "INFO"},
        "shop.preview.loyalty.points": {"level": "INFO"},
        "shop.preview": {"level": "INFO"},
    },
    "handlers": {"x": {"()": "shop.preview.loyalty.points.Points", "class": "logging.Handler"}},
}
log = logging.getLogger("shop.preview.loyalty")
child = logging.getLogger("shop.preview.loyalty.cards")
url = ("loyalty/", "shop.preview.loyalty.points", "shop.preview.loyalty:points", "shop.preview.loyalty/points")
celery = {"shop.preview.loyalty.tasks.run": {"queue": "loyalty"}}
mapping = {"shop.preview.loyalty.points.*": "x", "shop.preview.loyalty*": "y", "shop.preview.*": "z"}
metric = "shop.preview.loyalty.requests.total"
topic = "shop.preview.loyalty-events", "shop.preview.loyalty_events", "x.shop.preview.loyalty"
mail = "loyalty@shop.preview.loyalty", "a shop.preview.loyalty b", "shop.preview.loyalty, shop.preview.gifts"
bare = "preview.loyalty", "loyalty.points", "loyalty"
