# Form: relative import of the tree itself
from .. import preview
