from .points import *
from .rest import get
from . import *
