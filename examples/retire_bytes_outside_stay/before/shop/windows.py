import os

from shop.preview import gold, silver
from shop.preview.gold import Gold

NAME = os.name, silver
