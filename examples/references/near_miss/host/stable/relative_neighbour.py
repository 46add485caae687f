# Near miss: relative imports of the stable module
from . import preview
from .preview import Image

preview.Image()
