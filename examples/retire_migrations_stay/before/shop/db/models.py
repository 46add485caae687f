from shop.preview.gold import models  # noqa: F401
