"""One application, and its documents as neighbouring releases of FastAPI and Pydantic make them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from coldframe.compat.change import Change
from coldframe.compat.rest.applications.loading import load_application
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document
from tools.once import once
from tools.sdists import CACHE

pytestmark = pytest.mark.host

BROAD = Path(__file__).parents[1] / "support/broad_fastapi.py"
# FastAPI, Pydantic: one step changes one of them, or both.
RELEASES = (
    ("0.100.1", "2.0.3"),
    ("0.103.2", "2.4.2"),
    ("0.110.3", "2.7.4"),
    ("0.115.14", "2.9.2"),
    ("0.115.14", "2.11.10"),
    ("0.120.4", "2.12.5"),
    ("0.130.0", "2.12.5"),
    ("0.140.13", "2.13.5"),
    ("0.165.0", "2.14.4"),
)


def libraries(fastapi: str, pydantic: str) -> Path:
    """A folder with both, made once; a skip if they cannot be had."""
    wanted = [f"fastapi=={fastapi}", f"pydantic=={pydantic}", "python-multipart", "httpx"]

    def build(place: Path) -> None:
        # uv does not read pip's settings.
        for installer in (["uv", "pip", "install", "--python", sys.executable], ["pip", "install"]):
            words = [sys.executable, "-m", *installer, "-q", "--target", str(place), *wanted]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            if not done.returncode:
                return
        pytest.skip(f"{' '.join(wanted)} cannot be installed: {done.stderr.strip()[-300:]}")

    return once(CACHE / f"fastapi-{fastapi}-{pydantic}", " ".join(wanted), build)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    folder = tmp_path_factory.mktemp("broad")
    shutil.copy(BROAD, folder / "broad.py")
    (folder / "versions.py").write_text(
        "import fastapi, pydantic\nfrom broad import app\n"
        "app.description = f'{fastapi.__version__} {pydantic.VERSION}'\n",
        encoding="utf-8",
    )
    found = []
    for release in RELEASES:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(libraries(*release)))
            document = load_application("versions:app", str(folder)).document
        assert document.value["info"]["description"] == " ".join(release)
        found.append(document)
    return found


def told(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(change.rule, change.subject, change.message) for change in changes]


def test_nothing_is_reported_between_neighbours(documents: list[Document]) -> None:
    assert len(documents[1].value["paths"]) > 30
    for base, head in pairwise(documents[1:]):
        assert told(compare(base, head)) == []
        assert told(compare(head, base)) == []
    assert told(compare(documents[1], documents[-1])) == []


def test_before_answers_had_schemas_of_their_own_documents_said_something_else(
    documents: list[Document],
) -> None:
    """FastAPI 0.100 and 0.101 showed answers as what is validated, not as what is sent."""
    changes = compare(documents[0], documents[1])
    assert {
        change.message.rpartition(": ")[2] for change in changes if "excluded" in change.message
    } == {"excluded is gone"}
    assert {
        change.subject.partition(" ")[2].split("/")[1]
        for change in changes
        if change.severity == "error"
    } == {"things", "texts", "points"}


def test_a_change_is_still_reported_between_releases(documents: list[Document]) -> None:
    base, head = documents[5], documents[-1]
    value = {**head.value, "paths": dict(head.value["paths"])}
    del value["paths"]["/pets"]
    assert ("operation_removed", "POST /pets") in {
        each[:2] for each in told(compare(base, head._replace(value=value)))
    }
