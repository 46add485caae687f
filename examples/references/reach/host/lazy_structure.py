# Form: the import structure of transformers and its kin
import sys

from transformers.utils import _LazyModule

_import_structure = {
    "viewer": ["preview"],
    "preview.vpn": ["Driver"],
}
_import_structure["preview.fwaas"] = ["Plugin"]

sys.modules[__name__] = _LazyModule(__name__, __file__, _import_structure)
