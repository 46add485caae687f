"""What the interpreter itself and common libraries keep for all modules, as text."""

from __future__ import annotations

import gc
import locale
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable
from typing import Any

from .naming import name_of

_HERE = os.getcwd()


def counted(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Every name once, with how often it stands there if that is more than once."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return [(name, "" if count == 1 else f"{count} times") for name, count in counts.items()]


def filter_text(entry: Any) -> str:
    """A warning filter as ``-W`` would have it."""
    action, message, category, module, line = entry
    texts = [getattr(part, "pattern", part) or "" for part in (message, module)]
    kind = getattr(category, "__name__", str(category))
    return f"{action}:{texts[0]}:{kind}:{texts[1]}:{line or ''}".rstrip(":")


def signals() -> Iterable[tuple[str, str]]:
    """Every signal with its handler."""
    for number in sorted(signal.valid_signals()):
        handler = signal.getsignal(number)
        if handler is not None:
            yield getattr(number, "name", str(number)), name_of(handler)


def finders(finders: Iterable[Any]) -> Iterable[str]:
    """The finders but for the probe's own."""
    return [name_of(f) for f in finders if not type(f).__module__.startswith("_coldframe_probe")]


def interpreter_state() -> Iterable[tuple[str, str]]:
    """Hooks, streams, limits and the like."""
    for hook in ("excepthook", "displayhook", "unraisablehook", "breakpointhook"):
        yield f"sys.{hook}", name_of(getattr(sys, hook, None))
    for stream in ("stdin", "stdout", "stderr"):
        yield f"sys.{stream}", name_of(type(getattr(sys, stream, None)))
    yield "threading.excepthook", name_of(getattr(threading, "excepthook", None))
    yield "the recursion limit", str(sys.getrecursionlimit())
    yield "the switch interval", str(sys.getswitchinterval())
    yield "the trace function", name_of(sys.gettrace())
    yield "the profile function", name_of(sys.getprofile())
    yield "garbage collection", f"{'on' if gc.isenabled() else 'off'} {gc.get_threshold()}"
    yield "the default socket timeout", str(socket.getdefaulttimeout())
    try:
        yield "the current folder", "here" if os.getcwd() == _HERE else os.getcwd()
    except OSError:
        yield "the current folder", "gone"
    events = sys.modules.get("asyncio.events")
    if events is not None:
        # Asking by the public function would make a policy.
        policy = getattr(events, "_event_loop_policy", None)
        usual = "Default" in type(policy).__name__ or policy is None
        yield "the event loop policy", "the default" if usual else name_of(type(policy))


def locale_categories() -> Iterable[tuple[str, str]]:
    """The locale of each category."""
    for name in ("LC_COLLATE", "LC_CTYPE", "LC_MONETARY", "LC_NUMERIC", "LC_TIME"):
        yield name, str(locale.setlocale(getattr(locale, name)))


def entry_point_caches() -> Iterable[tuple[str, str]]:
    """What stevedore and pkg_resources remember of installed entry points."""
    stevedore = sys.modules.get("stevedore.extension")
    cache = getattr(getattr(stevedore, "ExtensionManager", None), "ENTRY_POINT_CACHE", None)
    for group in list(cache or ()):
        yield f"stevedore: {group}", ""
    working_set = getattr(sys.modules.get("pkg_resources"), "working_set", None)
    for name in list(getattr(working_set, "by_key", None) or ()):
        yield f"pkg_resources: {name}", ""
