"""The settings of one shop."""

SECRET_KEY = "not-for-your-eyes"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "shop.preview.loyalty",  # since spring
]
MIDDLEWARE = ["shop.preview.loyalty.middleware.points"]
PREVIEW_LOYALTY_RATE = 7
ROOT_URLCONF = "shop.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "PASSWORD": "not-for-your-eyes"}}
