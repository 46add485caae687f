# Form: the tree among other names in parentheses
from host import (
    forms,
    preview,
)
