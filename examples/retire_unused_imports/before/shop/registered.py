import os

import shop.preview.gold  # noqa: F401 registers its tables

NAME = os.name
