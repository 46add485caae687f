"""What a host asks of its preview features, each thing loaded when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from coldframe.runtime.forbidden import VARIABLE as FORBID
from coldframe.runtime.gate import Gate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from logging import Handler, Logger, LoggerAdapter
    from typing import Any, ParamSpec, TypeVar

    from coldframe.runtime.attribution import Attributed
    from coldframe.runtime.containment import Contained
    from coldframe.runtime.inventory import State

    P = ParamSpec("P")
    R = TypeVar("R")
    T = TypeVar("T")


class Previews(Gate):
    """The preview features of one preview tree, in this process.

    The gate says what is on; behind each of the methods here stands a file that is loaded when the
    method is first called.
    """

    def __init__(
        self,
        tree: str,
        *,
        label: str = "",
        cycles: int = 0,
        cycle: str = "",
        releases: Iterable[str] = (),
    ) -> None:
        """The features below the package ``tree``; the settings are those of `Gate`.

        Raises RefusedImport if ``COLDFRAME_FORBID`` forbids a feature, of any package, that is
        loaded already.
        """
        super().__init__(tree, label=label, cycles=cycles, cycle=cycle, releases=releases)
        if os.environ.get(FORBID):
            from coldframe.runtime.guard import watch_forbidden

            watch_forbidden(self)

    def required(self, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
        """A decorator: every call needs the feature to be on, and is attributed to it.

        Plain functions, coroutine functions and (asynchronous) generator functions stay what
        they are.  The name is looked up when the function is called.  A call raises as
        `require` does.
        """
        from coldframe.runtime.required import required

        return required(self, name)

    def api(self, name: str) -> Callable[[T], T]:
        """A decorator for the public functions and classes of a feature: using one warns.

        Each place that uses it is told once (Python's rule for warnings), with the feature's
        own category; code of the feature is not.  ``help()`` shows the label.  Raises as
        `feature`.
        """
        from coldframe.runtime.labels.python_api import api

        return api(self, name)

    def attributed(self, name: str) -> Attributed:
        """The feature in charge of a block (``with``) or of a function (as a decorator).

        Records that are logged meanwhile carry its name, and an error that leaves it carries a
        note on who raised it.  Decorate generator functions: a ``with`` inside of one stays in
        charge while the generator is suspended.  The name is looked up on entering, which
        raises as `feature` does.
        """
        from coldframe.runtime.attribution import Attributed

        return Attributed(self, name)

    def contained(
        self, name: str, *, failures: int = 5, seconds: float = 60, default: object = None
    ) -> Contained:
        """A hook of the feature that cannot take its host down: a block, or a decorator.

        The block says whether the feature is on, and has to ask, because a ``with`` cannot
        skip its body::

            with previews.contained("loyalty") as on:
                if on:
                    plugin.checkout(order)

        A function (or coroutine function) that is decorated returns ``default`` while the
        feature is off and when it fails.

        What a feature raises is logged with its name.  After ``failures`` of them in
        ``seconds`` the feature has failed (`fail`), and is off until `reset`.  What the host
        raised, what is no `Exception` (cancellation, exit) and what only ends an iteration goes
        on; of an exception group, the parts that do.  The feature is in charge as in
        `attributed`.

        Raises ValueError if ``failures`` or ``seconds`` is not positive; on entering, as `enabled`.
        """
        from coldframe.runtime.containment import Contained

        return Contained(self, name, failures, seconds, default)

    def log_file(
        self, name: str, path: str, *, max_bytes: int = 0, backups: int = 0, level: int = 0
    ) -> Handler:
        """A log file of its own for a feature, beside the log of the host.

        With ``max_bytes`` it is rotated at that size, and ``backups`` old files are kept;
        without, it is opened again when somebody else (logrotate) has moved it.  The file is
        created with the first record.  Gives the handler, which is on the root logger:
        `logging.Logger.removeHandler` takes it off.  Raises as `feature`.
        """
        from coldframe.runtime.logs import log_file

        return log_file(self, name, path, max_bytes=max_bytes, backups=backups, level=level)

    def guard(self, mode: str = "enforce", allow: Iterable[str] = ()) -> None:
        """Refuse to import modules of features that are off, or for who may not import them.

        Stable code of the host may not, but in modules that ``allow`` names (with what is below
        them) and inside of `plug_point`.  What is outside of the host may: loaders of plugins,
        scripts of users; and a feature that declares its ``needs``.  Tests and migrations may
        even while the feature is off.  An import is refused with RefusedImport, an ImportError.

        ``mode`` is ``enforce``, ``warn`` (a `PreviewWarning` at the line that imports) or
        ``off``; operators overrule it by ``COLDFRAME_GUARD``.  The last call holds.

        Raises:
            ValueError: there is no such mode.
        """
        from coldframe.runtime.guard import guard

        guard(self, mode, allow)

    def formerly(self, old: str, name: str, *, until: str) -> None:
        """The names of the adopted package ``old`` load the modules of the feature ``name``.

        They are the very same modules.  Whoever imports one gets a DeprecationWarning at its line
        that names ``until``, the release until which old names work, and the log of ``coldframe``
        says it once; while the feature is off, it is refused with RefusedImport.  The log says
        so if ``old`` is still installed.

        Raises:
            ValueError: ``old`` has dots; only whole packages at the top are adopted.
            UnknownFeature, EndedFeature: as `feature`.
        """
        from coldframe.runtime.old_names import formerly

        formerly(self, old, self.feature(name), until)

    def plug_point(self, name: str) -> AbstractContextManager[None]:
        """The block is where stable code loads the feature; the guard lets it.

        The feature is in charge of it, as in `attributed`.  It holds for this thread or task, and
        only while the feature is on.  Raises as `feature`.
        """
        from coldframe.runtime.guard import plug_point

        return plug_point(self, self.feature(name))

    def inventory(self) -> list[State]:
        """Every feature of the tree and how it stands in this process, by name."""
        from coldframe.runtime.inventory import inventory

        return inventory(self)

    def announce(self, logger: Logger | LoggerAdapter[Any] | None = None) -> None:
        """Say in the log which features are on: since when, until when, on whose word, with what
        their users agree to and where to tell how it works.

        To be called when the process has started.  Each feature is announced once, however
        often this is called; while none is on, nothing is said.  The lines are warnings of
        ``logger``, by default of the one that is called like the tree.
        """
        from coldframe.runtime.labels.startup import announce

        announce(self, logger)
