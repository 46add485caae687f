"""A subunit stream as text: each attachment of each test, after a line that names the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coldframe.prove.triage.converted import Text
from coldframe.prove.triage.journal_text import buffered

_LARGEST = 8 << 20  # bytes of one attachment that are kept


def pieces(readinto: Callable[[memoryview], int]) -> Iterator[Text]:
    """One piece an attachment, as soon as it is whole or its test has ended."""
    import subunit

    waiting: dict[tuple[str, str], bytearray] = {}
    done: list[Text] = []

    class _Files:
        """Gets the events of the stream."""

        def startTestRun(self) -> None:
            """Nothing has come yet."""

        def stopTestRun(self) -> None:
            """All has come."""

        def status(self, **event: Any) -> None:
            test, name = str(event.get("test_id") or ""), str(event.get("file_name") or "")
            if event.get("file_bytes"):
                kept = waiting.setdefault((test, name), bytearray())
                if len(kept) < _LARGEST:
                    kept += bytes(event["file_bytes"])
            if event.get("eof") and (test, name) in waiting:
                done.append(_text(test, name, waiting.pop((test, name))))
            if event.get("test_status") not in (None, "inprogress", "exists"):
                for key in [key for key in waiting if key[0] == test]:
                    done.append(_text(*key, waiting.pop(key)))

    case = subunit.ByteStreamToStreamResult(buffered(readinto), non_subunit_name="stdout")
    for _ in _events(case, _Files()):
        yield from done
        done.clear()
    for key in list(waiting):
        done.append(_text(*key, waiting.pop(key)))
    yield from done


def _events(case: Any, files: Any) -> Iterator[None]:
    """Run the parser; its result is looked at when it has ended."""
    case.run(files)
    yield None


def _text(test: str, name: str, data: bytearray) -> Text:
    place = f"{test} {name}".strip()
    return Text(f"ERROR: {place}\n".encode() + bytes(data).rstrip(b"\n") + b"\n\n", place)
