from . import preview
from .preview import gold  # noqa: F401

NAME = preview.__name__
