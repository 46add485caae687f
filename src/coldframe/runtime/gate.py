"""The gate: which preview features of a host are on in this process, and on whose word."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from coldframe.runtime.forbidden import VARIABLE as FORBID
from coldframe.runtime.forbidden import forbidden_by, names_in
from coldframe.runtime.refusal import (
    EndedFeature,
    FeatureIsOff,
    ForbiddenFeature,
    UnknownFeature,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from coldframe.declare.feature import Declaration
    from coldframe.runtime.records import Records

_hosts: dict[str, Gate] = {}
_lock = threading.RLock()


def hosts() -> list[Gate]:
    """Every gate (`Previews`) of this process, by the name of its tree."""
    return [_hosts[tree] for tree in sorted(_hosts)]


class Gate:
    """Which features of one preview tree are on in this process, and on whose word.

    There is one object per tree: asking again gives the same one, so a module that is
    reloaded, pickled or imported twice changes nothing.

    A feature is off unless the deployment names it.  It does so in the environment variable
    that is called like the tree (``SHOP_PREVIEW=loyalty,drones`` for ``shop.preview``), in an
    option (`switch_on`), or by selecting one of its plugins (`select`).

    Where declarations are missing or broken, every feature that they would have declared is
    off, one line of the log of ``coldframe`` says so, and nothing is raised.
    """

    tree: str
    label: str
    cycles: int
    cycle: str
    releases: tuple[str, ...]

    def __new__(
        cls,
        tree: str,
        *,
        label: str = "",
        cycles: int = 0,
        cycle: str = "",
        releases: Iterable[str] = (),
    ) -> Self:
        with _lock:
            known = _hosts.get(tree)
            if not isinstance(known, cls):
                known = super().__new__(cls)
                known.tree = tree
                known.label, known.cycles, known.cycle = "preview", 2, "auto"
                known.releases = ()
                known._on = {}
                known._failed = {}
                known._begun = False
                known._records = None
                _hosts[tree] = known
            return known

    def __init__(
        self,
        tree: str,
        *,
        label: str = "",
        cycles: int = 0,
        cycle: str = "",
        releases: Iterable[str] = (),
    ) -> None:
        """The features below the package ``tree``.

        ``label``, ``cycles``, ``cycle`` and ``releases`` (of ``calendar``) are those of the host's
        settings, which are no part of an installed package; by default ``preview``, 2, ``auto``
        and none.  ``releases`` are in order, planned ones last; without them nobody can tell
        which release comes two after one that is called ``kilo``.  What is not given stays as it
        was said before.
        """
        self.label = label or self.label
        self.cycles = cycles or self.cycles
        self.cycle = cycle or self.cycle
        self.releases = tuple(releases) or self.releases
        self._on: dict[str, str]
        self._failed: dict[str, str]
        self._begun: bool
        self._records: Records | None

    def __reduce__(self) -> tuple[type[Gate], tuple[str]]:
        return type(self), (self.tree,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.tree!r})"

    @property
    def variable(self) -> str:
        """The environment variable that names features of this tree."""
        return self.tree.upper().replace(".", "_")

    @property
    def records(self) -> Records:
        """The declarations and tombstones of the tree, read once."""
        known = self._records
        if known is not None:
            return known
        from coldframe.runtime.records import read_records

        # Without the lock: this may import packages of the host, and those may ask as well.
        records = read_records(self.tree)
        with _lock:
            if self._records is not None:
                return self._records
            self._records = records
        if records.problems:
            import logging

            logging.getLogger("coldframe").error(
                "preview features of %s that are not declared properly stay off: %s",
                self.tree,
                "; ".join(records.problems),
            )
        return records

    def enabled(self, name: str) -> bool:
        """Whether the deployment has switched the feature on, and it has not failed since.

        ``name`` is short (``fwaas``) or whole (``neutron.preview.fwaas``).

        Raises:
            UnknownFeature: there is no such feature; with the nearest name.
            EndedFeature: it has ended; with its story, and what to change.
            ForbiddenFeature: the environment both names and forbids a feature.
        """
        self._begin()
        if name in self._on:
            return name not in self._failed
        short = self.feature(name)
        return short in self._on and short not in self._failed

    def require(self, name: str) -> None:
        """Refuse to go on unless the feature is enabled; raises FeatureIsOff, or as `enabled`."""
        if self.enabled(name):
            return
        short = self.feature(name)
        if short in self._failed:
            raise FeatureIsOff(
                f"the {self.label} feature {short!r} has failed: {self._failed[short]}",
                "It is off until the process restarts, or somebody switches it on again.",
                short,
            )
        off = f"{short!r} is {self._article()} {self.label} feature of {self.tree}, and it is off"
        entry = forbidden_by(self.tree, short)
        if entry:
            raise FeatureIsOff(
                f"{off}: {FORBID} forbids {entry!r}",
                f"To switch it on, {entry!r} has to be taken out of {FORBID} first.",
                short,
            )
        raise FeatureIsOff(
            off,
            f"To switch it on: {self.variable}={short}. {self.consent(short)}",
            short,
        )

    def switch_on(self, names: str | Iterable[str], by: str = "code") -> None:
        """Switch features on; ``by`` says on whose word, for the log and the inventory.

        ``names`` is a list, or a text with commas.  All or none are switched on.

        Raises:
            UnknownFeature, EndedFeature: as `enabled`.
            ForbiddenFeature: ``COLDFRAME_FORBID`` forbids one, or one that it needs.
            FeatureIsOff: one needs another feature that is off.
        """
        self._begin()
        self._switch_on(names_in(names) if isinstance(names, str) else names, by)

    def switch_off(self, names: str | Iterable[str]) -> None:
        """Switch features off again; modules that are loaded stay loaded."""
        self._begin()
        short = {self.feature(n) for n in (names_in(names) if isinstance(names, str) else names)}
        with _lock:
            self._on = {name: by for name, by in self._on.items() if name not in short}

    @contextmanager
    def switched_on(self, *names: str) -> Iterator[None]:
        """The features on for a block, in the whole process: for tests."""
        self._begin()
        with _lock:
            before = self._on
            self._switch_on(names, "switched_on()")
            new = self._on.keys() - before.keys()
        try:
            yield
        finally:
            self.switch_off(new)

    def select(self, group: str, *names: str) -> list[str]:
        """Switch on the features whose plugins the deployment selects, and say which.

        ``names`` are what it selects in the entry point ``group``; names that belong to no
        feature (by ``claims.entry_points``) are not ours and are passed over.  Raises as
        `switch_on`.
        """
        from fnmatch import fnmatchcase

        self._begin()
        chosen: dict[str, str] = {}
        for feature, declaration in self.records.declarations.items():
            for name in names:
                plug = f"{group}:{name}"
                if any(fnmatchcase(plug, claim) for claim in declaration.claims.entry_points):
                    chosen.setdefault(feature, plug)
        new = {feature: plug for feature, plug in chosen.items() if feature not in self._on}
        self._switch_on(new, "entry point " + ", ".join(new.values()) if new else "")
        return sorted(chosen)

    def feature(self, name: str) -> str:
        """The short name of a feature; raises UnknownFeature or EndedFeature."""
        short = name.removeprefix(f"{self.tree}.")
        records = self.records
        if short in records.declarations or short in records.broken:
            return short
        if short in records.tombstones:
            from coldframe.runtime.records import story

            raise EndedFeature(
                f"{short!r} is no {self.label} feature of {self.tree} any more:"
                f" {story(records.tombstones[short])}",
                "Take the name out of the configuration, and the question out of the code.",
                short,
            )
        if not records.declarations and records.problems:
            return short  # nothing can be known of it; it is off
        from coldframe.declare.entries import nearest

        known = sorted(records.declarations)
        raise UnknownFeature(
            f"{self.tree} has no {self.label} feature {name!r}",
            nearest(short, known)
            or (f"It has: {', '.join(known)}." if known else "It declares none."),
            short,
        )

    def declaration(self, name: str) -> Declaration | None:
        """What the feature declares; None if that cannot be read.  Raises as `feature`."""
        return self.records.declarations.get(self.feature(name))

    def consent(self, name: str) -> str:
        """What whoever switches the feature on agrees to: what may change, what may be lost."""
        from coldframe.runtime.consent import consent

        short = self.feature(name)
        return consent(short, self.records.declarations.get(short), self.label)

    def owner(self, module: str) -> str:
        """The feature that a module belongs to by its dotted name, or ``""``."""
        prefix = f"{self.tree}."
        if not module.startswith(prefix):
            return ""
        short = module[len(prefix) :].partition(".")[0]
        return short if short in self.records.declarations else ""

    def fail(self, name: str, why: str) -> None:
        """Take the feature out of service until `reset`; ``why`` is shown to operators."""
        short = self.feature(name)
        with _lock:
            self._failed = {**self._failed, short: why}

    def reset(self, name: str) -> None:
        """Put a feature that has failed into service again."""
        short = self.feature(name)
        with _lock:
            self._failed = {n: why for n, why in self._failed.items() if n != short}

    def _begin(self) -> None:
        """Read the environment, once: what it names is on."""
        if self._begun:
            return
        _ = self.records  # before the lock is taken
        with _lock:
            if self._begun:
                return
            self._switch_on(
                names_in(os.environ.get(self.variable, "")), f"environment ({self.variable})"
            )
            self._begun = True

    def _switch_on(self, names: Iterable[str], by: str) -> None:
        with _lock:
            on = dict(self._on)
            new = [self.feature(name) for name in names]
            for short in new:
                if short in self.records.declarations:
                    on.setdefault(short, by)
            for short in new:
                self._may(short, on)
            self._on = on
            self._failed = {n: why for n, why in self._failed.items() if n not in new}

    def _may(self, name: str, on: dict[str, str], wanted_by: tuple[str, ...] = ()) -> None:
        """Refuse a feature that is forbidden, or needs what is off.

        ``wanted_by`` are the features that lead to it, because each needs the next; they may
        be a circle.
        """
        first, last = (*wanted_by, name)[0], wanted_by[-1] if wanted_by else ""
        because = f", which {last!r} needs," if wanted_by else ""
        entry = forbidden_by(self.tree, name)
        if entry:
            raise ForbiddenFeature(
                f"the {self.label} feature {name!r}{because} is named by"
                f" {on.get(first, 'the deployment')}, but {FORBID} forbids {entry!r}",
                f"Take one of the two back: no {name!r} in the configuration, or no"
                f" {entry!r} in {FORBID}.",
                name,
            )
        declaration = self.records.declarations.get(name)
        for need in declaration.needs if declaration else ():
            if need not in on:
                raise FeatureIsOff(
                    f"{name!r} needs the {self.label} feature {need!r}, which is off",
                    f"Name both: {self.variable}={need},{name}.",
                    need,
                )
            if need not in (*wanted_by, name):
                self._may(need, on, (*wanted_by, name))

    def _article(self) -> str:
        return "an" if self.label[:1].lower() in "aeiou" else "a"


def _after_fork() -> None:
    global _lock
    _lock = threading.RLock()  # another thread may have held it


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
