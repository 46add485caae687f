"""The label as a response header, for every WSGI service (PEP 3333), and whose request it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from coldframe.runtime.attribution import noted, outside, stack
from coldframe.runtime.labels.header import NAME, Header

if TYPE_CHECKING:
    from typing import Any, Protocol
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from coldframe.runtime.attribution import InCharge
    from coldframe.runtime.previews import Previews

    class LabelledApplication(Protocol):
        """A WSGI application; its parameters have names, as Flask says of its ``wsgi_app``."""

        def __call__(
            self, environ: WSGIEnvironment, start_response: StartResponse
        ) -> Iterable[bytes]: ...


R = TypeVar("R")


def label_wsgi(app: WSGIApplication, previews: Previews) -> LabelledApplication:
    """``app``, with ``Preview-Feature`` on the answers of routes that features claim.

    The feature is in charge (as in `Previews.attributed`) while ``app`` makes the answer: in its
    call, in each step of its body, and when that is closed.  It is not in what the server does.

    Only features that are on at the time of the request are named.  Claims are compared with
    the path inside of the application and with the whole one (``SCRIPT_NAME`` first).
    Raises as `Previews.enabled`.
    """
    header = Header(previews)

    def labelled(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        above = environ.get("SCRIPT_NAME", "")
        claimed = header.claimed(_text(path))
        if claimed is None and above:
            claimed = header.claimed(_text(above + path))
        if claimed is None:
            return app(environ, start_response)
        value, feature, _ = claimed
        around = stack.get()

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            inside = stack.set(around)
            try:
                write = start_response(status, [*headers, (NAME, value)], *failure)
            finally:
                stack.reset(inside)
            return outside(around, write)

        if feature is None:
            return app(environ, start)
        outer = stack.set((*around, feature))
        try:
            body = app(environ, start)
        except BaseException as error:
            noted(previews, feature, error)
            raise
        finally:
            stack.reset(outer)
        # What is complete needs nobody in charge, and servers know these by their types.
        if type(body) is list or type(body) is tuple or _is_file(environ, body):
            return body
        return _Body(body, previews, feature)

    return labelled


class _Body:
    """A body whose steps are the feature's, and nothing between them."""

    def __init__(self, body: Iterable[bytes], previews: Previews, feature: InCharge) -> None:
        self._body = body
        self._previews = previews
        self._feature = feature
        self._steps: Iterator[bytes] | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return self._step(self._next)

    def close(self) -> None:
        """What the server calls at the end, also of a request that was given up."""
        close = getattr(self._body, "close", None)
        if close is not None:
            self._step(close)

    def _next(self) -> bytes:
        if self._steps is None:
            self._steps = iter(self._body)
        return next(self._steps)

    def _step(self, step: Callable[[], R]) -> R:
        outer = stack.set((*stack.get(), self._feature))
        try:
            return step()
        except BaseException as error:
            noted(self._previews, self._feature, error)
            raise
        finally:
            stack.reset(outer)


def _is_file(environ: WSGIEnvironment, body: Iterable[bytes]) -> bool:
    wrapper = environ.get("wsgi.file_wrapper")
    return isinstance(wrapper, type) and isinstance(body, wrapper)


def _text(path: str) -> str:
    """A path as people write it; WSGI holds its bytes as Latin-1."""
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "replace")
