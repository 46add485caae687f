from . import preview

NAME = preview.__name__
