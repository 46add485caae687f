"""Imports each feature in a child interpreter and sorts what it tells."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from coldframe.check.probe.child import Told, end_children, run_child
from coldframe.check.probe.ground import interpreter, modules, request_for, test_files
from coldframe.check.probe.locate import line_of
from coldframe.check.probe.outcome import Change, Failure, FeatureProbe, ProbeOutcome

if TYPE_CHECKING:
    from threading import Event

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

# What a logger is like as long as nobody says otherwise.
_UNSAID = {"level of ": "NOTSET", "state of ": "enabled", "propagation of ": "on"}
_ATTEMPTS = 5  # how often a probe goes on after a module that ended the process


def probe(host: Host) -> ProbeOutcome:
    """Probe every feature of ``host``; what could not be known is noted on it.

    Raises Mistake when the interpreter that was asked for does not exist.
    """
    if not host.features:
        return ProbeOutcome({})
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    python, stopped = interpreter(host), Event()
    probes = [_Probe(host, feature, python, stopped) for feature in host.features]
    with ThreadPoolExecutor(max_workers=min(len(probes), os.cpu_count() or 1)) as pool:
        waiting = [pool.submit(one.run) for one in probes]
        try:
            found = []
            for number, (one, feature) in enumerate(zip(waiting, host.features, strict=True), 1):
                host.progress(f"probing {feature.name} ({number} of {len(probes)})")
                found.append(one.result())
        except BaseException:  # Ctrl-C: do not wait for what may never end
            stopped.set()
            for one in waiting:
                one.cancel()
            end_children()
            raise
    for probed in probes:
        host.notes += probed.notes
    host.notes += _by_reason([pair for probed in probes for pair in probed.unprobed])
    return ProbeOutcome({f.module: p for f, p in zip(host.features, found, strict=True)})


class _Probe:
    """The probe of one feature."""

    def __init__(self, host: Host, feature: Feature, python: str, stopped: Event) -> None:
        self._host = host
        self._feature = feature
        self._python = python
        self._stopped = stopped
        self._paths = modules(host, feature)
        tree = feature.tree
        self._paths.setdefault(tree.module, f"{tree.path}/__init__.py")
        self._request = request_for(host, feature)
        self._tests = list(test_files(host, feature))
        self.notes: list[str] = []
        self.unprobed: list[tuple[str, str]] = []  # why, and which module

    def run(self) -> FeatureProbe:
        """Both probes."""
        changes, failures = self._leaks()
        return FeatureProbe(changes, failures, self._broken_tests())

    def _leaks(self) -> tuple[tuple[Change, ...], tuple[Failure, ...]]:
        wanted = list(self._request["modules"])
        failures: dict[tuple[str, int], Failure] = {}
        changes: dict[tuple[str, str], Change] = {}
        for _attempt in range(_ATTEMPTS):
            told = self._ask({**self._request, "mode": "leaks", "modules": wanted})
            for event in told.events:
                if "note" in event:
                    self.notes.append(str(event["note"]))
                elif "unready" in event:
                    self._unready(event)
                    return (), ()
                elif "failed" in event:
                    failure = self._failure(event)
                    if failure is not None:
                        failures[failure.path, failure.line] = failure
                elif "change" in event:
                    change = self._change(event)
                    changes[change.registry, change.key] = change
            if not told.ended or self._never_began(told):
                break
            culprit = _running(told.events)
            if culprit == self._request["parent"]:
                self.notes.append(
                    f"nothing could be probed: importing {culprit} {told.ended}{_said(told)}"
                )
                return (), ()
            failure = self._death(culprit, told)
            failures[failure.path, failure.line] = failure
            if culprit not in wanted or culprit == self._feature.module:
                break  # everything else would run into it again
            wanted.remove(culprit)
        return tuple(changes.values()), tuple(failures.values())

    def _broken_tests(self) -> tuple[Failure, ...]:
        wanted = list(self._tests)
        broken: list[Failure] = []
        for _attempt in range(_ATTEMPTS):
            if not wanted:
                break
            told = self._ask({**self._request, "mode": "tests", "tests": wanted})
            for event in told.events:
                if event.get("failed") and not event["skipped"]:
                    path = str(event["failed"])
                    if not self._uninstalled(event):
                        line = int(event["line"])
                        broken.append(Failure(path, path, line, self._last_line(event)))
            if not told.ended or self._never_began(told):
                break
            culprit = _running(told.events)
            if culprit not in wanted:
                self.notes.append(f"the tests of {self._feature.name}: importing {told.ended}")
                break
            broken.append(Failure(culprit, culprit, _line_in(culprit, told), told.ended, True))
            wanted = wanted[wanted.index(culprit) + 1 :]
        return tuple(dict.fromkeys(broken))

    def _ask(self, request: dict[str, Any]) -> Told:
        if self._stopped.is_set():
            return Told((), "", "")
        try:
            return run_child(self._python, request, self._host.probe_timeout)
        except OSError as error:
            self.notes.append(f"{self._python} cannot be started: {error.strerror}")
            return Told((), "", "")

    def _never_began(self, told: Told) -> bool:
        if told.events:
            return False
        self.notes.append(
            f"nothing could be probed: {self._python} does not work, it {told.ended}{_said(told)}"
        )
        return True

    def _unready(self, event: dict[str, Any]) -> None:
        self.notes.append(
            f"nothing could be probed: {self._python} cannot import {event['unready']}"
            f" ({self._last_line(event)}). Give the interpreter in which the host is installed:"
            " --probe-python PATH"
        )

    def _failure(self, event: dict[str, Any]) -> Failure | None:
        """The failure to import a module; None, and a note, when the machine is to blame."""
        name = str(event["failed"])
        path = self._paths.get(name, self._feature.path)
        top = self._request["top"]
        missing = str(event.get("missing") or "")
        foreign = event["is_import_error"] and missing.partition(".")[0] != top
        if foreign or event["is_syntax_error"] or not name:
            self.unprobed.append((self._last_line(event), name or self._feature.module))
            return None
        return Failure(name, path, int(event["line"]) or 1, self._last_line(event))

    def _death(self, culprit: str, told: Told) -> Failure:
        name = culprit or self._feature.module
        path = self._paths.get(name, self._feature.path)
        return Failure(name, path, _line_in(path, told), told.ended, True)

    def _change(self, event: dict[str, Any]) -> Change:
        here = self._host.tree.root.rstrip("/") + "/"
        registry, module = str(event["change"]), str(event["module"])
        key = str(event["key"]).replace(here, "")
        paths = [self._paths[module]] if module in self._paths else [*self._paths.values()]
        found = [(self._line(path, registry, key), path) for path in paths]
        line, path = next((f for f in found if f[0] > 1), found[0])
        name = module or next((m for m, p in self._paths.items() if p == path), "")
        unsaid = next((v for k, v in _UNSAID.items() if key.startswith(k)), None)
        sides = [event["before"], event["after"]]
        if registry == "logging" and unsaid is not None:
            sides = [unsaid if side is None else side for side in sides]
        return Change(registry, key, sides[0], sides[1], name, path, line)

    def _line(self, path: str, registry: str, key: str) -> int:
        if not self._host.tree.exists(path):
            return 1
        return line_of(self._host.tree.read(path).decode("utf-8", "replace"), registry, key)

    def _last_line(self, event: dict[str, Any]) -> str:
        """Kind and text of an exception, with paths as people know them."""
        text = str(event["message"]).replace(self._host.tree.root.rstrip("/") + "/", "")
        return f"{event['kind']}: {text}" if text else str(event["kind"])

    def _uninstalled(self, event: dict[str, Any]) -> bool:
        """Whether something is missing that the host requires: then the machine is to blame."""
        from coldframe.check.probe.extras import normal, required

        missing = normal(str(event.get("missing") or "").partition(".")[0])
        hidden = {normal(name) for name in self._request["extras"]}
        if not missing or missing in hidden:
            return False
        if missing not in required(self._host) | {"pytest", "testtools", "nose", "mock"}:
            return False
        self.notes.append(
            f"some tests could not be imported: {missing} is not installed for {self._python}"
        )
        return True


def _by_reason(unprobed: Iterable[tuple[str, str]]) -> Iterable[str]:
    """One note per reason, naming a few of the modules."""
    modules: dict[str, dict[str, None]] = {}
    for why, module in unprobed:
        modules.setdefault(why, {})[module] = None
    for why, found in modules.items():
        names = list(found)
        more = f" and {len(names) - 3} more" if names[3:] else ""
        yield f"could not be probed: {', '.join(names[:3])}{more} ({why})"


def _running(events: Iterable[dict[str, Any]]) -> str:
    """What was being imported when the events stopped."""
    running: list[str] = []
    for event in events:
        if "begin" in event:
            running.append(str(event["begin"]))
        elif "end" in event and event["end"] in running:
            running.remove(event["end"])
    return running[-1] if running else ""


def _line_in(path: str, told: Told) -> int:
    """The innermost line of ``path`` in the stack that was printed at the end."""
    match = re.search(rf'File "[^"\n]*{re.escape(path)}", line (\d+)', told.printed)
    return int(match[1]) if match else 1


def _said(told: Told) -> str:
    lines = told.printed.strip().splitlines()
    return f" ({lines[-1].strip()[:200]})" if lines else ""
