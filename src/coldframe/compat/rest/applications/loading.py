"""Reads the document of an application: of a running one by HTTP, of others in a child."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from coldframe.compat.rest.applications.application import (
    URL,
    Application,
    is_address,
    target_of,
)
from coldframe.compat.rest.applications.tree import Place, tree
from coldframe.compat.rest.document import checked, parsed
from coldframe.declare.mistake import Mistake
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.probe.child import Told

SIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child_side")
LIMIT = 60.0  # seconds to import it and to make its document
_EXCEPTION = regex(r"[\w.]*(?:Error|Exception|Exit|Interrupt)\b|Fatal Python error")
_TO_FILE = "Mend that, or write the document to a file and name the file."


def load_application(name: str, start: str = ".", revision: str = "") -> Application:
    """The application ``name`` with its document: ``module:attribute``, or an address.

    ``module:attribute`` is imported, which executes the host's code, in a child of the host's
    Python, as the files around ``start`` are, or as they were in ``revision`` (also
    ``REVISION:module:attribute``).  Raises Mistake for what cannot be imported or fetched in
    time, and for what has no document.
    """
    if is_address(name):
        from coldframe.compat.rest.applications.fetching import fetched

        data = fetched(name)
        return Application(name, URL, checked(parsed(data, name), name), name, start)
    target = target_of(name)
    if target is None:
        raise Mistake("this is no application", "Name module:attribute, or an address.", name)
    revision = target.revision or revision
    told = _told(name, f"{target.module}:{target.attribute}", start, revision)
    document = checked(parsed(told["text"].encode("utf-8", "replace"), name), name)
    short = f"{target.module}:{target.attribute}"
    return Application(name, told["kind"], document, short, start, revision)


def _told(name: str, target: str, start: str, revision: str) -> dict[str, Any]:
    from coldframe.check.probe.child import run_child

    with tree(start, revision) as place:
        python, request = prepared(target, start, place, "document")
        try:
            told = run_child(python, request, LIMIT, SIDE, place.folder)
        except OSError as error:
            raise not_started(python, error) from None
        for event in told.events:
            if "text" in event:
                return event
        raise trouble(name, told, place, python)


def prepared(target: str, start: str, place: Place, mode: str) -> tuple[str, dict[str, Any]]:
    """The host's Python, and what to ask of a child."""
    from coldframe.check.discovery import open_host
    from coldframe.check.probe.ground import interpreter

    module, _, attribute = target.partition(":")
    return interpreter(open_host(start)), {
        "mode": mode,
        "module": module,
        "attribute": attribute,
        "roots": list(place.roots),
        "within": place.within,
    }


def trouble(name: str, told: Told, place: Place, python: str) -> Mistake:
    """What a child told instead of what it was asked for, as an error to raise."""
    doing = "run"
    for event in told.events:
        doing = event.get("doing", doing)
        if "problem" in event:
            said = _last_words(told.printed) if doing == "started" else ""
            return Mistake(event["problem"] + said, event["remedy"], name)
        if "failed" in event:
            return _failed(name, event["failed"], doing, place, python)
    said = _last_words(told.printed) if told.ended else ""
    return Mistake(f"while it is {doing}, it {told.ended or 'says nothing'}{said}", _TO_FILE, name)


def not_started(python: str, error: OSError) -> Mistake:
    """The host's Python could not be started, as an error to raise."""
    return Mistake(
        f"cannot be started: {error.strerror}",
        "Make that environment anew, or set probe_python to the host's Python.",
        python,
    )


def _last_words(printed: str) -> str:
    """The last line that names an exception, else the last one."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    errors = [line for line in lines if _EXCEPTION.match(line)]
    return f"; its last words: {(errors or lines)[-1][:200]}" if lines else ""


def _failed(name: str, failed: Any, doing: str, place: Place, python: str) -> Mistake:
    where = failed["path"]
    if where:
        where = f"{os.path.relpath(where, place.within or place.folder)}:{failed['line']}: "
    what = f"{failed['kind']}: {failed['message']}".rstrip(": ")
    remedy = _TO_FILE
    module = name.rpartition(":")[0].rpartition(":")[2]
    if failed["missing"] and (module + ".").startswith(failed["missing"] + "."):
        remedy = f"Looked in {', '.join(place.roots)}. --path names another folder."
    elif failed["missing"]:
        remedy = (
            f"It was run with {python}. Set probe_python to the Python in which the host is"
            " installed, or write the document to a file."
        )
    return Mistake(f"it fails while it is {doing}: {where}{what}", remedy, name)
