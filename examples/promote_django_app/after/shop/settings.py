SECRET_KEY = "only an example"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "shop.loyalty",
]
ROOT_URLCONF = "shop.urls"
MIDDLEWARE = ["shop.loyalty.middleware.Points"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
