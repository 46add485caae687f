"""What the label of answers costs a request: the same application with it and without.

``python -m benchmarks.labels``: microseconds a request, for a route of a preview feature and
for another, interleaved in one process.  The goal is less than 5.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 40
REQUESTS = 5_000
FEATURES = 10
PATHS = {"a preview route": "/v2/feature9/7", "another route": "/v2/orders/7"}
GOAL = 5.0


def main() -> int:
    """Print the table; 1 if the goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        _host(Path(folder))
        sys.path.insert(0, folder)
        from coldframe.runtime import Previews
        from coldframe.runtime.labels.asgi import label_asgi
        from coldframe.runtime.labels.wsgi import label_wsgi

        previews = Previews("shop.preview")
        previews.switch_on([f"feature{number}" for number in range(FEATURES)])
        missed = False
        print(f"{FEATURES} features on; median of {ROUNDS} rounds of {REQUESTS} requests, in µs\n")
        print("| surface | request         | without |  with | the label |")
        print("|---------|-----------------|---------|-------|-----------|")
        for surface, drive, app, labelled in (
            ("WSGI", _drive_wsgi, _wsgi, label_wsgi(_wsgi, previews)),
            ("ASGI", _drive_asgi, _asgi, label_asgi(_asgi, previews)),
        ):
            for what, path in PATHS.items():
                without, with_label = _compare(drive, app, labelled, path)
                cost = with_label - without
                missed = missed or cost >= GOAL
                figures = f"{without:7.2f} | {with_label:5.2f} | {cost:9.2f}"
                print(f"| {surface:7} | {what:15} | {figures} |")
        return int(missed)


def _host(folder: Path) -> None:
    for number in range(FEATURES):
        feature = folder / "shop" / "preview" / f"feature{number}"
        feature.mkdir(parents=True)
        (feature / "preview.toml").write_text(
            f'title = "Feature {number}"\nsince = "1.0.0"\n'
            f'[claims]\nroutes = ["/v2/feature{number}", "/v2/feature{number}/*"]\n'
        )
    for package in (folder / "shop", folder / "shop" / "preview"):
        (package / "__init__.py").touch()


def _compare(drive: Callable, one: Callable, other: Callable, path: str) -> tuple[float, float]:
    times: dict[Callable, list[float]] = {one: [], other: []}
    for _ in range(ROUNDS):
        for app in (one, other):
            times[app].append(drive(app, path))
    return statistics.median(times[one]), statistics.median(times[other])


def _wsgi(environ: dict, start_response: Callable) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"answer"]


async def _asgi(scope: dict, receive: Callable, send: Callable) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"answer"})


def _drive_wsgi(app: Callable, path: str) -> float:
    environ = {"PATH_INFO": path, "SCRIPT_NAME": ""}

    def start_response(status: str, headers: list) -> None:
        pass

    begun = time.perf_counter()
    for _ in range(REQUESTS):
        app(environ, start_response)
    return (time.perf_counter() - begun) / REQUESTS * 1e6


def _drive_asgi(app: Callable, path: str) -> float:
    scope = {"type": "http", "path": path, "root_path": ""}

    async def nothing(message: dict | None = None) -> None:
        pass

    async def requests() -> float:
        begun = time.perf_counter()
        for _ in range(REQUESTS):
            await app(scope, nothing, nothing)
        return (time.perf_counter() - begun) / REQUESTS * 1e6

    return asyncio.run(requests())


if __name__ == "__main__":
    sys.exit(main())
