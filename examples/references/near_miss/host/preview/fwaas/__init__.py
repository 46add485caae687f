# A relative import that stays in its feature.
from .plugin import Plugin
