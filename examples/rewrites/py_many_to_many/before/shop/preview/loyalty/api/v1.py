from . import v2
from .. import util
from ..service import Service
from shop.preview.loyalty.api import v2 as other


def get():
    return v2, other, Service, util
