from shop.preview.loyalty.api import *
from .points import *
from . import points, rest
