"""One application, and its documents as neighbouring releases of FastAPI and Pydantic make them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from libraries import libraries

from coldframe.compat.change import Change
from coldframe.compat.rest.applications.loading import load_application
from coldframe.compat.rest.compare import compare
from coldframe.compat.rest.document import Document

pytestmark = pytest.mark.host

SUPPORT = Path(__file__).parents[1] / "support"
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


def documents_of(
    application: str, releases: Sequence[tuple[str, str]], folder: Path
) -> list[Document]:
    """The documents that releases of FastAPI and Pydantic make of a file of ``tests/support``."""
    shutil.copy(SUPPORT / application, folder / "broad.py")
    (folder / "versions.py").write_text(
        "import fastapi, pydantic\nfrom broad import app\n"
        "app.description = f'{fastapi.__version__} {pydantic.VERSION}'\n",
        encoding="utf-8",
    )
    found = []
    for fastapi, pydantic in releases:
        wanted = (f"fastapi=={fastapi}", f"pydantic=={pydantic}", "python-multipart", "httpx")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", str(libraries(f"fastapi-{fastapi}-{pydantic}", *wanted)))
            document = load_application("versions:app", str(folder)).document
        assert document.value["info"]["description"] == f"{fastapi} {pydantic}"
        found.append(document)
    return found


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    return documents_of("broad_fastapi.py", RELEASES, tmp_path_factory.mktemp("broad"))


# With Pydantic 1; FastAPI 0.99 went from OpenAPI 3.0 to 3.1.
OLDER = (
    ("0.89.1", "1.10.24"),
    ("0.98.0", "1.10.24"),
    ("0.99.1", "1.10.24"),
    ("0.115.14", "1.10.24"),
)


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
        if change.severity != "info"
    } == {"things", "texts", "points"}


def test_a_change_is_still_reported_between_releases(documents: list[Document]) -> None:
    base, head = documents[5], documents[-1]
    value = {**head.value, "paths": dict(head.value["paths"])}
    del value["paths"]["/pets"]
    assert ("operation_removed", "POST /pets") in {
        each[:2] for each in told(compare(base, head._replace(value=value)))
    }


def test_nor_of_another_application(tmp_path: Path) -> None:
    found = documents_of("broad_fastapi_more.py", RELEASES[1:], tmp_path)
    assert len(found[0].value["paths"]) > 30
    for base, head in pairwise(found):
        assert told(compare(base, head)) == []
        assert told(compare(head, base)) == []


def test_nor_between_older_ones(tmp_path: Path) -> None:
    found = documents_of("broad_fastapi_of_old.py", OLDER, tmp_path)
    assert [document.version for document in found] == ["3.0", "3.0", "3.1", "3.1"]
    for base, head in pairwise(found):
        assert told(compare(base, head)) == []
        assert told(compare(head, base)) == []
