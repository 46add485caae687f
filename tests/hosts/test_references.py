"""References in real code: the known violation, and two parsers that agree on every file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.source.python.convert import convert
from coldframe.source.python.decode import decode
from coldframe.source.python.parse import parse_natively
from coldframe.source.references.code import in_code
from coldframe.source.references.find import references
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

pytestmark = pytest.mark.host


def test_stable_trl_reaches_experimental_at_one_place(trl: Path) -> None:
    """trl/models/utils.py imports a shared module; the message that names it is prose."""
    tree = WorkTree(str(trl))
    found = references(tree, [("trl.experimental", "trl/experimental")])
    stable = [r for r in found if r.path.startswith("trl/") and "/experimental/" not in r.path]
    assert [(r.path, r.form, r.target, r.scope) for r in stable] == [
        (
            "trl/models/utils.py",
            "import",
            "trl.experimental.utils.create_reference_model",
            "module",
        )
    ]
    assert all(r.decided for r in found)


def test_features_of_trl_share_utils(trl: Path) -> None:
    """Relative imports between features resolve to absolute names."""
    tree = WorkTree(str(trl))
    found = references(tree, [("trl.experimental", "trl/experimental")])
    inside = {r.target for r in found if r.path == "trl/experimental/gkd/gkd_trainer.py"}
    assert "trl.experimental.utils.DataCollatorForChatML" in inside


@pytest.mark.parametrize(
    ("host", "packages"),
    [
        ("trl", [("trl.experimental", "trl/experimental"), ("trl.trainer", "trl/trainer")]),
        ("neutron", [("neutron.db", "neutron/db"), ("neutron.plugins", "neutron/plugins")]),
    ],
)
def test_both_parsers_agree(
    host: str, packages: list[tuple[str, str]], request: pytest.FixtureRequest
) -> None:
    """The same references with the same places, from ``ast`` and from tree-sitter."""
    tree = WorkTree(str(request.getfixturevalue(host)))
    wanted = Wanted(tree, packages)
    compared = 0
    for path in tree.paths():
        if not path.endswith((".py", ".pyi")):
            continue
        text, _ = decode(tree.read(path))
        native = parse_natively(text)
        if native is None:
            continue  # written for a newer Python
        converted, why = convert(text)
        assert why == "", path
        expected = in_code(native, text, path, wanted).references()
        assert in_code(converted, text, path, wanted).references() == expected, path
        compared += 1
    assert compared > 100
