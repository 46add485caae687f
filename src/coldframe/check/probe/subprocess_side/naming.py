"""Names for objects that are the same in every run: no addresses."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

_PLAIN = (str, bytes, int, float, bool, complex, type(None))


def name_of(thing: Any) -> str:
    """A short text that says which object it is."""
    try:
        if isinstance(thing, ModuleType):
            return f"module {thing.__name__}"
        if type(thing) in _PLAIN:
            return _short(repr(thing))
        if type(thing) in (tuple, list, set, frozenset):
            items = [name_of(item) for item in list(thing)[:20]]
            items = sorted(items) if type(thing) in (set, frozenset) else items
            return _short(f"{type(thing).__name__}({', '.join(items)})")
        if type(thing) is dict:
            return f"a dict of {len(thing)}"
        if hasattr(thing, "name") and type(thing).__module__ == "signal":
            return str(thing.name)
        name = getattr(thing, "__qualname__", None) or getattr(thing, "__name__", None)
        if isinstance(name, str):
            module = getattr(thing, "__module__", None)
            return f"{module}.{name}" if isinstance(module, str) and module != "builtins" else name
        kind = type(thing)
        return f"a {kind.__module__}.{kind.__qualname__}".replace("a builtins.", "a ")
    except BaseException:  # a hostile __getattr__ or repr
        return "an object"


def _short(text: str) -> str:
    text = re.sub(r" at 0x[0-9A-Fa-f]+", "", text)
    return text if len(text) <= 80 else text[:77] + "..."
