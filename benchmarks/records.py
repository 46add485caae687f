"""What it costs that every log record says which feature it comes from."""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from coldframe.runtime import Previews
from coldframe.runtime.logs import label_records, unlabel_records

RECORDS = 20_000
PLAIN = "plain logging"
TREE = "bench_host.preview"


class Nowhere(logging.Handler):
    """Formats every record and writes it nowhere."""

    def emit(self, record: logging.LogRecord) -> None:
        self.format(record)


def records(rounds: int) -> dict[str, float]:
    """Microseconds for one record, the median of all rounds, interleaved, in one process."""
    with tempfile.TemporaryDirectory() as folder, _host(Path(folder)) as previews:
        return _measured(previews, rounds)


def _measured(previews: Previews, rounds: int) -> dict[str, float]:
    logger = logging.getLogger("bench_host.stable")
    handler = Nowhere()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    ways = (
        (PLAIN, False, nullcontext),
        ("labelled, no feature in charge", True, nullcontext),
        ("labelled, a feature in charge", True, lambda: previews.attributed("gold")),
    )
    took: dict[str, list[float]] = {name: [] for name, *_ in ways}
    for _ in range(rounds):
        for name, labelled, block in ways:
            if labelled:
                label_records()
            with block():
                took[name].append(_per_record(logger.info))
            unlabel_records()
    return {name: statistics.median(times) for name, times in took.items()}


def _per_record(log: Callable[..., None]) -> float:
    start = time.perf_counter()
    for number in range(RECORDS):
        log("router %s is updated", number)
    return (time.perf_counter() - start) / RECORDS * 1e6


@contextmanager
def _host(root: Path) -> Iterator[Previews]:
    feature = root / "bench_host/preview/gold"
    feature.mkdir(parents=True)
    for folder in (feature, feature.parent, feature.parent.parent):
        (folder / "__init__.py").touch()
    (feature / "preview.toml").write_text('title = "Gold"\n')
    sys.path.insert(0, str(root))
    try:
        yield Previews(TREE)
    finally:
        sys.path.remove(str(root))
