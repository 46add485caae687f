"""Files that belong together appear all, or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from faults import faulty
from hosts import write

from coldframe.declare.mistake import Mistake
from coldframe.resolve.splitting.published import publish

FILES = {"b.whl": b"B" * 9000, "c.whl": b"C", "a.whl": b"A"}


def found(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.whl")}


@pytest.mark.parametrize("fault", ["kill", "interrupt", "full", "stuck"])
@pytest.mark.parametrize("there", [False, True])
def test_whatever_stops_it_all_are_there_or_none(there: bool, fault: str, tmp_path: Path) -> None:
    """In a folder that is there already, the last one is missing until all others have come."""
    top = tmp_path / "top"
    out = top / "out"

    def laid_out() -> None:
        shutil.rmtree(top, ignore_errors=True)
        write(top, {"out/mine.txt": "mine"} if there else {"mine.txt": "mine"})

    laid_out()
    moments = faulty(top, fault, 0, lambda: publish(str(out), FILES)).writes
    assert moments >= 5
    for moment in range(1, moments + 1):
        laid_out()
        outcome = faulty(top, fault, moment, lambda: publish(str(out), FILES))
        assert outcome.code == (-9 if fault == "kill" else 1) or found(out) == FILES
        now = found(out)
        assert now.items() <= FILES.items()
        if not there or "a.whl" in now:
            assert now in ({}, FILES)
        publish(str(out), FILES)
        assert found(out) == FILES
        if there:
            assert {path.name for path in out.iterdir()} == {"mine.txt", *FILES}
        assert {path.name for path in top.iterdir()} == ({"out"} if there else {"mine.txt", "out"})


def test_a_folder_that_cannot_be_made_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"file": "mine"})
    with pytest.raises(Mistake, match="file cannot be written: File exists"):
        publish(str(tmp_path / "file/out"), FILES)
