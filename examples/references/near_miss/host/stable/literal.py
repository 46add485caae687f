# Near miss: a Literal
from typing import Literal

Stage = Literal["preview", "stable"]
