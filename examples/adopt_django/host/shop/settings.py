SECRET_KEY = "no secret"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "shop.stock",
    "reviews",  # from outside
]
ROOT_URLCONF = "shop.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = ["reviews.middleware.count"]
