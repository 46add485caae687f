"""Hides what is gone in every Python that the host's tests start, then does what was here before.

Python imports this at its start, because the folder is on the path.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import os
import sys


def _run(spec: importlib.machinery.ModuleSpec | None, name: str) -> object:
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _begin() -> None:
    said = json.loads(os.environ.get("COLDFRAME_ABSENT", "{}"))
    if said.get("gone"):
        name = "_coldframe_gone"
        module = _run(importlib.util.spec_from_file_location(name, said["finder"]), name)
        module.hide(said["gone"])  # type: ignore[attr-defined]
    here = os.path.dirname(os.path.abspath(__file__))
    others = [place for place in sys.path if os.path.abspath(place or ".") != here]
    own = sys.modules.pop("sitecustomize", None)
    if _run(importlib.machinery.PathFinder.find_spec("sitecustomize", others), "sitecustomize"):
        return
    if own is not None:
        sys.modules["sitecustomize"] = own


_begin()
