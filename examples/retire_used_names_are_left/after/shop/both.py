import shop.preview.gold

VERSION = shop.__name__
