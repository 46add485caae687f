"""The settings; the database here is the deployment's, and no test of migrations uses it."""

import os

SECRET_KEY = os.environ.get("SHOP_SECRET", "only for tests")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "shop.orders",
    "shop.preview.loyalty",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SHOP_DATABASE", "shop.db"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
