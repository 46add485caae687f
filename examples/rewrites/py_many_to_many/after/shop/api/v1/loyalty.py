from ..loyalty import v2
from ... import util
from ...loyalty import Service
from shop.api.loyalty import v2 as other


def get():
    return v2, other, Service, util
