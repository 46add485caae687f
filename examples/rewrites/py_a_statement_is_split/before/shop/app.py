from shop.preview import gifts, loyalty
from shop.preview import (
    loyalty,  # noqa: F401
    gifts,
)
from shop.preview import gifts, loyalty as cards; y = 2
from .preview import (gifts,
                      loyalty)


class Till:
    from shop.preview import loyalty, gifts  # both
