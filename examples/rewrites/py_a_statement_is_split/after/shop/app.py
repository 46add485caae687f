from shop.preview import gifts
from shop import loyalty
from shop.preview import (
    gifts,
)
from shop import loyalty  # noqa: F401
from shop.preview import gifts; from shop import loyalty as cards; y = 2
from .preview import (gifts)
from . import loyalty


class Till:
    from shop.preview import gifts  # both
    from shop import loyalty
