from ..points import Points
from .import inner
