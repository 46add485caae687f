from .loyalty import *
from .loyalty.points import *  # noqa: F403
