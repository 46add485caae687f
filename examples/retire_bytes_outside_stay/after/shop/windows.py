import os

from shop.preview import silver

NAME = os.name, silver
