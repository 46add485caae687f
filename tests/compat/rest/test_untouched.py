"""What is passed over because it is the same changes no finding."""

from __future__ import annotations

import pytest

from benchmarks.compat import made
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import checked
from coldframe.compat.rest.untouched import Untouched


def test_what_is_passed_over_differs_in_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = made(schemas=30, operations=40, changed=3)
    base, head = checked(old, "base.json"), checked(new, "head.json")
    found = compare(base, head)
    assert {"request_type_changed", "response_type_changed"} <= {each.rule for each in found}
    monkeypatch.setattr(Untouched, "values", lambda self, one, other: False)
    monkeypatch.setattr(Untouched, "operation", lambda self, old, new: False)
    assert sorted(compare(base, head)) == sorted(found)
