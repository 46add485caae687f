from typing import TYPE_CHECKING

_import_structure = {
    "preview.loyalty": ["Points"],
    "preview.loyalty.points": ["Points"],
    "money": ["EUR"],
}
if TYPE_CHECKING:
    from .preview.loyalty import Points
else:
    import sys

    sys.modules[__name__] = _LazyModule(__name__, _import_structure)
