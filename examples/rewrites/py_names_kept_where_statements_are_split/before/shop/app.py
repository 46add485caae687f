from shop.preview import gifts, \
    loyalty
from shop.preview import loyalty, \
    gifts as g
from shop.preview import gifts, loyalty as l, news; X = 1
if X: from shop.preview import loyalty, gifts
if X: from shop.preview import (loyalty,
                                gifts); Y = 2
else: from shop.preview import gifts, loyalty  # both
try: from shop.preview import loyalty, gifts
except ImportError: pass
class A: from shop.preview import gifts, loyalty
def f():
	from shop.preview import gifts, loyalty
	return gifts
def g():
    if X:
        from shop.preview import (
            gifts,

            # the card
            loyalty,
        )   
    else: pass
    from .preview import loyalty, gifts  # noqa
    from . preview import gifts , loyalty ; return loyalty
from shop.preview import ( loyalty , gifts , )
from shop.preview import (gifts, loyalty,)
from shop.preview import (
    gifts, loyalty, news,  # all
    loyalty as again)
