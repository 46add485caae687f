"""Faulty migrations, and near misses: what only looks like one of them.

One file per rule, named like it.  ``tests/check/migrations/test_planted.py`` runs them on every
engine; ``benchmarks/migrations.py`` gives the same ones to other tools.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from planted.case import Case


def _cases() -> tuple[Case, ...]:
    here = Path(__file__).parent
    names = sorted(path.stem for path in here.glob("*.py")) if here.is_dir() else []
    found: list[Case] = []
    for name in names:
        if name not in ("__init__", "case"):
            module = import_module(f"planted.{name}")
            found += [case._replace(rule=name, fault=True) for case in module.FAULTS]
            found += [case._replace(rule=name, fault=False) for case in module.NEAR_MISSES]
    return tuple(found)


CASES = _cases()
FAULTS = tuple(case for case in CASES if case.fault)
NEAR_MISSES = tuple(case for case in CASES if not case.fault)
