"""The faults that benchmarks put into code are what they say, and keep every line where it is."""

from __future__ import annotations

import ast
import random

import pytest

from benchmarks.mutations import KINDS, Fault, faults, functions

CODE = '''\
class Shop:
    """A shop."""

    def price(self, bed, count=1):
        """What it costs."""
        LOG.debug("asked for %s", bed)
        if bed["name"] in self.free and count > 1:
            raise KeyError(bed)
        total = self.sum(bed, count,
                         rounded=True)
        self.asked += 1
        return total
'''


def planted(seed: int) -> list[Fault]:
    (price,) = functions(ast.parse(CODE))
    return faults("shop.py", CODE, price, random.Random(seed))


@pytest.mark.parametrize("seed", range(20))
def test_a_fault_changes_one_place_and_no_line_number(seed: int) -> None:
    for fault in planted(seed):
        ast.parse(fault.source)
        before, after = CODE.splitlines(), fault.source.splitlines()
        assert len(before) == len(after)
        changed = [
            at for at, pair in enumerate(zip(before, after, strict=True), 1) if len({*pair}) > 1
        ]
        assert changed[0] == fault.line and changed[-1] - changed[0] <= 1
        assert fault.name == "Shop.price" and fault.now in fault.source


def test_there_is_a_fault_of_every_kind_and_none_in_what_only_tells() -> None:
    found = [fault for seed in range(20) for fault in planted(seed)]
    assert {fault.kind for fault in found} == set(KINDS)
    assert not {3, 5, 6} & {fault.line for fault in found}
