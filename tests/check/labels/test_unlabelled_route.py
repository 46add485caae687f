"""Near misses of ``unlabelled_route``; what it finds is shown in its examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write

from coldframe.check.run import check

DECLARATION = 'title = "Watering"\n[claims]\nroutes = ["/beds/*"]\n'
ROUTES = """\
from flask import Blueprint

beds = Blueprint("beds", __name__, url_prefix="/beds")


def soil(bed):
    {docstring}


beds.add_url_rule("/<bed>", view_func=soil)
"""


def found(root: Path, files: dict[str, str]) -> list[str]:
    write(
        root,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": "",
            "garden/preview/watering/preview.toml": DECLARATION,
            **files,
        },
    )
    commit_all(root)
    findings = check(str(root), rules=["unlabelled_route"]).findings
    return [f"{finding.path}:{finding.line}" for finding in findings]


@pytest.mark.parametrize(
    ("docstring", "lines"),
    [
        ('"""How wet it is."""', ["garden/preview/watering/api.py:10"]),
        ('"""How wet it is (preview)."""', []),
    ],
)
def test_the_docstring_of_the_function_counts(
    tmp_path: Path, docstring: str, lines: list[str]
) -> None:
    api = ROUTES.format(docstring=docstring)
    assert found(tmp_path, {"garden/preview/watering/api.py": api}) == lines


@pytest.mark.parametrize(
    "line",
    [
        "from coldframe.runtime.labels.wsgi import label_wsgi",
        "from coldframe.runtime.labels import (\n    asgi,\n    openapi,\n)",
        "import coldframe.runtime.labels.openapi",
    ],
)
def test_the_runtime_labels_what_is_claimed(tmp_path: Path, line: str) -> None:
    api = ROUTES.format(docstring='"""How wet it is."""')
    files = {"garden/preview/watering/api.py": api, "garden/app.py": f"{line}\n"}
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(
    ("claim", "lines"),
    [
        ("/beds/{bed_id}", []),
        ("/beds/<int:bed>", []),
        ("/beds/:bed", []),
        ("/beds/{bed}/soil", ["garden/preview/watering/api.py:10"]),
    ],
)
def test_a_claim_with_a_parameter(tmp_path: Path, claim: str, lines: list[str]) -> None:
    """The code calls it ``<bed>``."""
    files = {
        "garden/preview/watering/api.py": ROUTES.format(docstring='"""How wet it is."""'),
        "garden/preview/watering/preview.toml": DECLARATION.replace("/beds/*", claim),
        "garden/app.py": "from coldframe.runtime.labels import wsgi\n",
    }
    assert found(tmp_path, files) == lines


@pytest.mark.parametrize(
    "line",
    [
        "# coldframe.runtime.labels would do it",
        "from coldframe.runtime.labels import metrics",
        "from coldframe.runtime.labels.startup import announce  # no openapi",
    ],
)
def test_other_labels_of_the_runtime_do_not(tmp_path: Path, line: str) -> None:
    api = ROUTES.format(docstring='"""How wet it is."""')
    files = {"garden/preview/watering/api.py": api, "garden/app.py": f"{line}\n"}
    assert found(tmp_path, files) == ["garden/preview/watering/api.py:10"]


def test_stable_code_and_other_frameworks_are_not_looked_at(tmp_path: Path) -> None:
    django = "from django.urls import path\nurlpatterns = [path('beds/', print)]\n"
    stable = ROUTES.format(docstring='"""How wet it is."""')
    assert (
        found(tmp_path, {"garden/preview/watering/urls.py": django, "garden/api.py": stable}) == []
    )
