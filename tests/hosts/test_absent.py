"""Neutron does without the adopted neutron-fwaas; and a line that needs it is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from neutron_trees import Adopted

from coldframe.resolve.absent import absent

pytestmark = [pytest.mark.host, pytest.mark.timeout(900)]


def test_neutron_without_fwaas(adopted: Adopted, python: Path) -> None:
    """Imports and entry points, with one line in the way; the installed Neutron is another one."""
    planted = adopted.after / "neutron/services/planted.py"
    planted.write_text(
        "from neutron.preview.fwaas.common import fwaas_constants\n\nfwaas_constants\n"
    )
    try:
        found = absent("fwaas", str(adopted.after), python=str(python), skip=("tests", "wheels"))
    finally:
        planted.unlink()
    imports, starts, _, _, names = found.parts
    (broken,) = imports.breaks
    assert (broken.path, broken.line) == ("neutron/services/planted.py", 1)
    assert broken.why == "ModuleNotFoundError: No module named 'neutron.preview.fwaas'"
    assert [(one.path, one.line) for one in names.breaks] == [("neutron/services/planted.py", 1)]
    assert imports.tried > 1000 and len(imports.before) <= 2
    # Neutron's own entry point of its migrations names a module as if it were an attribute.
    assert starts.outcome == "passed" and starts.tried > 200 and len(starts.before) <= 1
    assert found.removed > 200
