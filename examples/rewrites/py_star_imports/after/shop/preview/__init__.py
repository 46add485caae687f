from .loyalty import *
from ..points import *  # noqa: F403
