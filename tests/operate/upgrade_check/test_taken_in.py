"""Projects without entry points, which a release has adopted, are known by their code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hosts import EXAMPLES, write
from upgrades import installed

from coldframe.operate.upgrade_check.fixing import corrected
from coldframe.operate.upgrade_check.upgrade_check import upgrade_check


def files_of(folder: Path) -> dict[str, str]:
    """The modules below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.py")}


def test_an_application_of_django_that_was_adopted(tmp_path: Path) -> None:
    example = EXAMPLES / "adopt_django"
    source = files_of(example / "source/reviews")
    site = installed(tmp_path / "site", {f"reviews/{p}": t for p, t in source.items()}, "", "django-reviews", "2.0")  # fmt: skip
    settings = tmp_path / "settings.py"
    shutil.copy(example / "host/shop/settings.py", settings)
    found = upgrade_check(str(example / "after"), [str(settings)], site_packages=[str(site)], version="3.0")  # fmt: skip
    assert corrected(found)[str(settings)] == (example / "after/shop/settings.py").read_bytes()
    assert [one.remedy for one in found.stops if one.kind == "distribution"] == [
        "pip uninstall django-reviews"
    ]
    assert {one.what.partition(";")[0] for one in found.stops} == {
        "django-reviews 2.0 is the preview feature customer_reviews of shop now"
    }


OTHER = "".join(f"B{n} = {n}\n" for n in range(30))


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, True),
        ({"pricing/settings.py": "A = 1\n" * 3}, True),
        ({"pricing/routes.py": OTHER}, False),
        ({f"pricing/more{n}.py": "C = 3\n" for n in range(9)}, False),
    ],
)
def test_only_what_is_mostly_the_same(changed: dict[str, str], known: bool, tmp_path: Path) -> None:
    example = EXAMPLES / "adopt_fastapi"
    source = files_of(example / "source/src/pricing")
    old = {**{f"pricing/{path}": text for path, text in source.items()}, **changed}
    site = installed(tmp_path / "site", old, "", "pricing", "1.0")
    write(tmp_path, {".env": "ROUTERS=pricing.routes:router\n"})
    path = str(tmp_path / ".env")
    found = upgrade_check(str(example / "after"), [path], site_packages=[str(site)], version="3.0")
    stops = [(one.kind, one.new) for one in found.stops]
    expected = [("distribution", ""), ("class path", "shop.preview.pricing.routes")]
    assert stops == (expected if known else [])
