from .points import *
from .preview.loyalty.rest import get
from .preview.loyalty import *
