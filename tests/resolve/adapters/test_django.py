"""The Django adapter: names of applications follow their modules, labels stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.declare.feature import PreviewTree
from coldframe.resolve.adapters.adapter import Relocation, Ties
from coldframe.resolve.adapters.django import Django
from coldframe.resolve.rewrite.renames import Renames
from coldframe.source.worktree import WorkTree

APPS = """\
from django import apps


class Config(apps.AppConfig):
    name = 'reviews'  # ours
    verbose_name = 'reviews'
"""


def ties(root: Path, files: dict[str, str], new: str = "shop.preview.said") -> Ties:
    relocation = Relocation(
        WorkTree(str(write(root, files))),
        Renames({"reviews": new, "reviews.apps": f"{new}.apps"}),
        new,
        PreviewTree("shop.preview", "shop/preview"),
    )
    return Django().ties(relocation)


@pytest.mark.parametrize(
    "text",
    [
        "class Config(AppConfig):\n    name = 'other'\n",
        "class Config(AppConfig):\n    name = NAME\n",
        "class Config:\n    name = 'reviews'  # no AppConfig\n",
        "INSTALLED_APPS = ['review', 'reviews_more', 'shop.reviews']\n",
        "APPS = ['reviews']  # no INSTALLED_APPS\n",
        "INSTALLED_APPS = get_apps()\nx = 'reviews'\n",
    ],
)
def test_what_stays(text: str, tmp_path: Path) -> None:
    assert ties(tmp_path, {"a.py": text}) == Ties()


def test_a_new_name_and_the_old_label(tmp_path: Path) -> None:
    for end in ("\n", "\r\n"):
        found = ties(tmp_path, {"apps.py": APPS.replace("\n", end)})
        (edit,) = found.edits
        after = APPS.replace(
            "'reviews'  # ours\n", "'shop.preview.said'  # ours\n    label = 'reviews'\n"
        )
        assert (edit.after or b"").decode() == after.replace("\n", end)
        assert "keeps its label reviews" in found.notes[0]


def test_a_label_is_written_only_if_it_would_change(tmp_path: Path) -> None:
    (edit,) = ties(tmp_path, {"apps.py": APPS}, "shop.preview.reviews").edits
    assert (edit.after or b"").decode() == APPS.replace("'reviews'  #", "'shop.preview.reviews'  #")
    written = APPS + "    label = 'words'\n"
    (edit,) = ties(tmp_path, {"apps.py": written}).edits
    assert (edit.after or b"").decode() == written.replace("'reviews'  #", "'shop.preview.said'  #")


def test_a_name_that_is_the_new_one_already_gets_its_label(tmp_path: Path) -> None:
    text = APPS.replace("'reviews'  #", "'shop.preview.said'  #")
    (edit,) = ties(tmp_path, {"apps.py": text}).edits
    assert b"    label = 'reviews'\n" in (edit.after or b"")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("INSTALLED_APPS = [\n    'reviews',\n]\n", "INSTALLED_APPS = [\n    'shop.preview.said',\n]\n"),
        ('INSTALLED_APPS += ("reviews",)\n', 'INSTALLED_APPS += ("shop.preview.said",)\n'),
        ("configure(INSTALLED_APPS=['reviews'])\n", "configure(INSTALLED_APPS=['shop.preview.said'])\n"),
    ],
)  # fmt: skip
def test_installed_applications(before: str, after: str, tmp_path: Path) -> None:
    found = ties(tmp_path, {"settings.py": before})
    assert [(edit.after or b"").decode() for edit in found.edits] == [after]
    assert {path for path, _ in found.settled} == {"settings.py"}


def test_labels_are_settled(tmp_path: Path) -> None:
    text = """\
dependencies = [("reviews", "0001_initial")]
to = "reviews.Review"
app_label = "reviews"
path = "reviews/a.html"
title = "reviews"
"""
    found = ties(tmp_path, {"apps.py": APPS, "migrations/a.py": text})
    assert sorted(line for path, line in found.settled if path == "migrations/a.py") == [1, 2, 3]


def test_an_application_without_configuration_is_listed(tmp_path: Path) -> None:
    models = {"shop/preview/said/models.py": "from django.db import models\n"}
    found = ties(tmp_path, models)
    assert [(one.path, one.line) for one in found.left] == [("shop/preview/said/models.py", 1)]
    assert 'label = "reviews"' in found.left[0].why
    assert ties(tmp_path, {"apps.py": APPS, **models}).left == ()


@pytest.mark.parametrize(
    ("files", "fits"),
    [
        ({"requirements.txt": "", "setup.py": "setup(install_requires=['Django>=5'])\n"}, True),
        ({"a.py": "from django.db import models\n"}, True),
        ({"a.py": "import djangoish\n"}, False),
    ],
)
def test_django_is_required_or_imported(files: dict[str, str], fits: bool, tmp_path: Path) -> None:
    assert Django().fits(WorkTree(str(write(tmp_path, files)))) is fits
