"""Every log record says which feature it comes from: ``%(feature)s`` in any format.

This is the feature in charge (`coldframe.runtime.attribution`); where none is, the one that
the logger is called after (``shop.preview.loyalty.points``), or whose file the code that logs is
in, or that calls the library which logs (`coldframe.runtime.caller`), or that raised the error
which is logged.  Records of everything else have ``feature`` as well, as ``""``.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from typing import Any

from coldframe.runtime import gate
from coldframe.runtime.attribution import InCharge, stack
from coldframe.runtime.caller import HOST, NOBODY, caller, is_of_host, owner_of
from coldframe.runtime.culprit import culprit, module_at
from coldframe.runtime.one_line import one_line

FORMAT = "%(asctime)s %(levelname)s [%(feature)s] %(name)s: %(message)s"

_MOST = 10_000  # names and paths that are remembered; code may make up new ones for ever
_owners: dict[tuple[str, str, int], InCharge] = {}
_before: Callable[..., logging.LogRecord] | None = None
_ours: Callable[..., logging.LogRecord] | None = None


def label_records() -> None:
    """From now on every record of this process has ``feature`` and ``feature_tree``.

    The record factory of `logging` is wrapped, so loggers, handlers and formatters stay as they
    are.  Calling it again changes nothing; `unlabel_records` takes it back.  A service that
    passes ``extra={"feature": …}`` of its own puts a `FeatureFilter` on its handlers instead:
    `logging` refuses an ``extra`` that the record has already.
    """
    global _before, _ours
    if _before is None:
        _before = logging.getLogRecordFactory()
        _ours = _labelling(_before)
        logging.setLogRecordFactory(_ours)


def unlabel_records() -> None:
    """Take `label_records` back, unless somebody else has wrapped the factory since."""
    global _before
    if _before is not None and logging.getLogRecordFactory() is _ours:
        logging.setLogRecordFactory(_before)
        _before = None


class FeatureFilter(logging.Filter):
    """For one handler: gives each record ``feature`` and ``feature_tree``, and lets all pass.

    With ``feature``, and ``tree`` if need be, only the records of that feature pass.
    """

    def __init__(self, feature: str = "", tree: str = "") -> None:
        super().__init__()
        self.feature = feature
        self.tree = tree

    def filter(self, record: logging.LogRecord) -> bool:
        if "feature" not in record.__dict__:
            _label(record)
        return (not self.feature or record.__dict__["feature"] == self.feature) and (
            not self.tree or record.__dict__.get("feature_tree") == self.tree
        )


class FeatureFormatter(logging.Formatter):
    """A formatter whose format may say ``%(feature)s``, whether or not a record has one.

    The arguments are those of `logging.Formatter`; without a format it is `FORMAT`.
    All lines of a record but the first are indented, so no text of a feature looks like a
    record of its own.
    """

    def __init__(self, fmt: str | None = None, *args: Any, **kwargs: Any) -> None:
        kwargs["defaults"] = {"feature": "", "feature_tree": "", **(kwargs.get("defaults") or {})}
        super().__init__(FORMAT if fmt is None else fmt, *args, **kwargs)

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(super().format(record).splitlines())


def log_file(
    previews: gate.Gate,
    name: str,
    path: str,
    *,
    max_bytes: int = 0,
    backups: int = 0,
    level: int = logging.NOTSET,
) -> logging.Handler:
    """The handler behind `Previews.log_file`, already added to the root logger."""
    feature = previews.feature(name)
    handler: logging.Handler
    if max_bytes:
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=max_bytes, backupCount=backups, encoding="utf-8", delay=True
        )
    else:
        handler = logging.handlers.WatchedFileHandler(path, encoding="utf-8", delay=True)
    handler.setLevel(level)
    handler.setFormatter(FeatureFormatter())
    handler.addFilter(FeatureFilter(feature, previews.tree))
    logging.getLogger().addHandler(handler)
    return handler


def _labelling(before: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    # Every record comes here: the names are local, and nothing is called that need not be.
    in_charge, owner, hosts = stack.get, _owners.get, gate._hosts
    here = sys._getframe

    def labelled(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = before(*args, **kwargs)
        features = in_charge()
        if features and record.name is not None:
            feature = features[-1]
        else:
            key = record.name, record.pathname, len(hosts)
            feature = owner(key) or _find(key)
            if feature is NOBODY and record.name is not None:
                feature = caller(here(1))
            if record.exc_info and not feature[0]:
                feature = _raised(record)
        record.feature, record.feature_tree = feature
        return record

    return labelled


def _label(record: logging.LogRecord) -> None:
    features = stack.get()
    key = record.name, record.pathname, len(gate._hosts)
    feature = features[-1] if features else _find(key)
    if feature is NOBODY and record.thread == threading.get_ident():
        feature = caller(sys._getframe(1))
    if record.exc_info and not feature.name:
        feature = _raised(record)
    record.feature, record.feature_tree = feature


def _find(key: tuple[str, str, int]) -> InCharge:
    """The feature that a logger is called after, or whose file the code is in; remembered.

    A preview tree more makes all keys new.
    """
    feature = _owners.get(key)
    if feature is None:
        name, path, _ = key
        # logging.makeLogRecord has no name at first: the record will say itself whose it is.
        feature = owner_of(name or "") or owner_of(module_at(path))
        if feature is None:
            feature = HOST if is_of_host(path) else NOBODY
        if len(_owners) > _MOST:
            _owners.clear()
        _owners[key] = feature
    return feature


def _raised(record: logging.LogRecord) -> InCharge:
    """The feature that raised the error which stable code logs."""
    _, error, traceback = record.exc_info or (None, None, None)
    if error is not None:
        for previews in gate.hosts():
            feature = culprit(previews, error, traceback).feature
            if feature:
                return InCharge(one_line(feature), previews.tree)
    return NOBODY
