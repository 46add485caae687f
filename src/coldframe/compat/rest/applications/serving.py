"""An application that answers calls on this machine, for as long as somebody needs it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from coldframe.check.probe.child import Child, child
from coldframe.compat.rest.applications.application import URL, Application
from coldframe.compat.rest.applications.loading import LIMIT, SIDE, not_started, prepared, trouble
from coldframe.compat.rest.applications.tree import tree

_PAUSE = 0.02  # seconds between two looks


@contextmanager
def served(application: Application) -> Iterator[str]:
    """The address of ``application``, without a slash at its end, while it answers calls.

    One that was imported is started in a child of its own, in the tree that it came from, with
    its lifespan, and is killed at the end; for an address nothing is started.  Raises Mistake
    for what does not start in time.
    """
    if application.kind == URL:
        parts = urlsplit(application.target)
        yield f"{parts.scheme}://{parts.netloc}"
        return
    with tree(application.start, application.revision) as place:
        python, request = prepared(application.target, application.start, place, "serve")
        with ExitStack() as ending:
            try:
                running = ending.enter_context(child(python, request, SIDE, place.folder))
            except OSError as error:
                raise not_started(python, error) from None
            port, late = _port(running)
            if not port:
                raise trouble(application.name, running.end(late, LIMIT), place, python)
            yield f"http://127.0.0.1:{port}"


def _port(running: Child) -> tuple[int, bool]:
    """The port that the child tells, or 0; and whether it is too late."""
    end = time.monotonic() + LIMIT
    while True:
        ended = running.ends_within(_PAUSE)
        for event in running.events():
            if "port" in event:
                return event["port"], False
        if ended or time.monotonic() > end:
            return 0, not ended
