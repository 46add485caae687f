"""Documents of several files: on disk and in a revision, and never out of their repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, git, write

from coldframe.compat.diff import diff
from coldframe.declare.mistake import Mistake

ROOT = "openapi: 3.0.3\npaths:\n  /pets: {$ref: paths/pets.yaml}\n"
PETS = """\
get:
  responses:
    '200':
      description: All of them.
      content: {application/json: {schema: {$ref: '%s'}}}
"""
PET = "{type: object, required: [name], properties: {name: {type: %s}}}\n"


def spec(folder: Path, schema: str = "../../shared/pet.yaml") -> Path:
    files = {
        "api/openapi.yaml": ROOT,
        "api/paths/pets.yaml": PETS % schema,
        "shared/pet.yaml": PET % "string",
    }
    return Path(write(folder, files))


def test_a_revision_is_read_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = spec(tmp_path / "shop")
    commit_all(root)
    git(root, "tag", "v1.0.0")
    (root / "shared/pet.yaml").write_text(PET % "integer")
    monkeypatch.chdir(root)
    for base, head in (
        ("v1.0.0:api/openapi.yaml", "api/openapi.yaml"),
        ("v1.0.0:./api/openapi.yaml", "./api/openapi.yaml"),
        ("v1.0.0:api/openapi.yaml", str(root / "api/openapi.yaml")),
    ):
        (change,) = diff(base, head).changes
        assert change.rule == "response_type_changed"
        assert change.base.path.endswith("shared/pet.yaml") and "v1.0.0:" in change.base.path
        assert change.head.path.endswith("shared/pet.yaml") and ":" not in change.head.path
    assert diff("v1.0.0:api/openapi.yaml", "v1.0.0:./api/openapi.yaml").changes == ()


def test_a_file_that_is_missing_in_a_revision_is_named(tmp_path: Path) -> None:
    root = spec(tmp_path / "shop", "../../shared/cat.yaml")
    commit_all(root)
    with pytest.raises(Mistake, match=r"git has no such file: .*shared/cat\.yaml"):
        diff("HEAD:api/openapi.yaml", "HEAD:api/openapi.yaml", start=str(root))


@pytest.mark.parametrize("name", ["../../../secret.yaml", "/etc/passwd", "../../out/secret.yaml"])
def test_nothing_outside_is_read(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"secret.yaml": PET % "string"})
    root = spec(tmp_path / "shop", name)
    (root / "out").symlink_to(tmp_path)
    commit_all(root)
    path = str(root / "api/openapi.yaml")
    with pytest.raises(Mistake, match="outside of the document's repository"):
        diff(path, path, start=str(root))
    with pytest.raises(Mistake, match=r"outside of the document.s repository|git has no such file"):
        diff("HEAD:api/openapi.yaml", path, start=str(root))


def test_without_git_the_folder_of_the_document_is_the_bound(tmp_path: Path) -> None:
    path = str(spec(tmp_path / "shop") / "api/openapi.yaml")
    with pytest.raises(Mistake, match="outside of the document's repository or folder"):
        diff(path, path)
