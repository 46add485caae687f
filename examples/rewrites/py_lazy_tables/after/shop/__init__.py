from typing import TYPE_CHECKING

_import_structure = {
    "customers.loyalty": ["Points"],
    "customers.loyalty.points": ["Points"],
    "money": ["EUR"],
}
if TYPE_CHECKING:
    from .customers.loyalty import Points
else:
    import sys

    sys.modules[__name__] = _LazyModule(__name__, _import_structure)
