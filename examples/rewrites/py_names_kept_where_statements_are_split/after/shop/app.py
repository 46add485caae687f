from shop.preview import gifts
from shop import loyalty
from shop.preview import gifts as g
from shop import loyalty
from shop.preview import gifts, news; from shop import loyalty as l; X = 1
if X: from shop.preview import gifts; from shop import loyalty
if X: from shop.preview import (gifts); from shop import loyalty; Y = 2
else: from shop.preview import gifts; from shop import loyalty  # both
try: from shop.preview import gifts; from shop import loyalty
except ImportError: pass
class A: from shop.preview import gifts; from shop import loyalty
def f():
	from shop.preview import gifts
	from shop import loyalty
	return gifts
def g():
    if X:
        from shop.preview import (
            gifts,

            # the card
        )   
        from shop import loyalty
    else: pass
    from .preview import gifts  # noqa
    from . import loyalty
    from . preview import gifts; from . import loyalty ; return loyalty
from shop.preview import ( gifts , )
from shop import loyalty
from shop.preview import (gifts,)
from shop import loyalty
from shop.preview import (
    gifts, news,  # all
    )
from shop import loyalty, loyalty as again
