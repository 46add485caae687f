# Form: relative import, two dots
from ..preview.fwaas import Driver
