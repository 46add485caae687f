"""The findings of a comparison, each with the call that shows it, or why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

from coldframe.compat.change import INFO, Change, Witness
from coldframe.compat.rest.applications.application import URL, Application, is_address
from coldframe.compat.rest.document import Document
from coldframe.compat.witness.contract import Contract
from coldframe.compat.witness.judging import CONFIRMED, UNTRIED, Judge
from coldframe.compat.witness.sending import Sender
from coldframe.declare.mistake import Mistake

SECONDS = 60.0
_USUAL = "http://localhost:8000"  # where people start what they work on
_SAFE = ("get", "head", "options")  # RFC 9110, 9.2.1
_OPERATIONS = 3  # tried for one finding
# Nobody calls these, or one call cannot show them.
_NO_CALL = (
    "operation_id_changed", "server_removed", "stability_lowered", "stable_exposes_preview",
    "webhook", "callback", "call_", "optional_call_", "link_removed", "sunset",
    "token_address_changed", "scheme_changed", "flow_removed", "credentials_changed",
    "scope_required", "role_required", "reference_broken",
)  # fmt: skip


class Asked(NamedTuple):
    """What the user asks of witnesses.

    ``application`` is a base address, ``module:attribute``, or ``head`` for the new document's
    own; ``headers`` are sent with every call and never shown; only with ``unsafe`` are calls made
    that may change data.
    """

    application: str
    unsafe: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = SECONDS


def witnessed(
    changes: Sequence[Change],
    base: Document,
    head: Document,
    asked: Asked,
    application: Application,
    say: Callable[[str], None] = lambda doing: None,
) -> tuple[Change, ...]:
    """``changes`` with a witness for each error and warning; severities stay what they are.

    The calls are made against ``application``: this runs the host's code.  Raises Mistake without
    schemathesis, and for an application that does not start.
    """
    wanted = [change for change in changes if change.severity != INFO]
    if not wanted:
        return tuple(changes)
    say("reading both contracts")
    old, new = Contract(base), Contract(head)
    say("starting the application")
    with _address(application) as address:
        # One that was started for this has an address that nobody can call afterwards.
        shown = address if application.kind == URL else _USUAL
        sender = Sender(address, shown, dict(asked.headers), time.monotonic() + asked.seconds)
        judge = Judge(old, new, sender)
        found = []
        for change in changes:
            if change.severity != INFO:
                say(f"{change.rule}: {change.subject}")
                change = change._replace(witness=_of(change, judge, asked))
            found.append(change)
    return tuple(found)


def _of(change: Change, judge: Judge, asked: Asked) -> Witness:
    if change.rule.startswith(_NO_CALL):
        return Witness(UNTRIED, "no single call shows it")
    operations = [judge.base.operation(label) for label in (change.subject, *change.others)]
    known = [each for each in operations if each is not None]
    if not known:
        return Witness(UNTRIED, "it belongs to no operation of the base")
    allowed = [each for each in known if asked.unsafe or each.method in _SAFE]
    if not allowed:
        method = known[0].method.upper()
        return Witness(UNTRIED, f"{method} may change data: --witness-unsafe allows it")
    last = Witness(UNTRIED, f"the time was over ({asked.seconds:g} s)")
    for operation in allowed[:_OPERATIONS]:
        if judge.sender.late:
            break
        last = judge.of(change, operation)
        if last.verdict == CONFIRMED:
            break
    return last


@contextmanager
def _address(application: Application) -> Iterator[str]:
    if application.kind == URL:
        yield application.target.rstrip("/")
        return
    if not application.kind:
        raise Mistake(
            "this object has a document, but answers no calls",
            "Name the application itself, or the address of a running one.",
            application.name,
        )
    from coldframe.compat.rest.applications.serving import served

    with served(application) as address:
        yield address


def application_of(asked: Asked, head: Application | Document, start: str) -> Application:
    """The application that calls are made against.

    Raises Mistake for a name that is none, and for ``head`` where that is only a document.
    """
    name = asked.application
    document = head.document if isinstance(head, Application) else head
    if name == "head":
        if not isinstance(head, Application):
            raise Mistake(
                "the new document is a file, which answers no calls",
                "Name an address or module:attribute.", "--witness head",
            )  # fmt: skip
        if head.kind == URL:  # the address of the document; calls go to its server
            return head._replace(target=_server(head.target, document))
        return head
    if is_address(name):
        parts = urlsplit(name)
        if parts.username is not None:
            raise Mistake(
                "an address may not hold a name or a password",
                "Give credentials with --witness-header.",
                f"{parts.scheme}://…@{parts.hostname}{parts.path}",
            )
        return Application(name, URL, document, name, start)
    from coldframe.compat.rest.applications.loading import load_application

    return load_application(name, start)


def _server(address: str, document: Document) -> str:
    """The address of the first server of ``document``, if it is on the same machine."""
    from urllib.parse import urljoin

    servers = document.value.get("servers") or [{}]
    first = servers[0].get("url", "/") if isinstance(servers[0], dict) else "/"
    there = urljoin(address, str(first))
    same = urlsplit(there).netloc == urlsplit(address).netloc
    plain = urlsplit(address)
    return there.rstrip("/") if same else f"{plain.scheme}://{plain.netloc}"
