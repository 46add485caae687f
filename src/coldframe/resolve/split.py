"""Splits a tree into the wheel of the host without previews and one wheel per feature."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.splitting.wheels import Division, Fault

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Split(NamedTuple):
    """What was, or would be, built: ``files`` are the wheels' paths, empty if none was written.

    ``checked`` are the promises that were proven.
    """

    division: Division
    files: tuple[str, ...]
    sizes: tuple[int, ...]
    faults: tuple[Fault, ...]
    checked: tuple[str, ...]


def split(
    start: str = ".",
    to: str = "dist",
    *,
    version: str = "",
    name: str = "",
    plan: bool = False,
    check: bool = True,
    smoke: str | None = None,
    python: str = "",
    lists: str = "",
    force: bool = False,
    say: Callable[[str], None] = lambda doing: None,
) -> Split:
    """Build the wheels into ``to``, once everything that they promise is proven.

    With ``plan`` nothing is built.  Without ``check`` nothing is proven but that the core
    imports no feature.  With a fault nothing is written.  ``smoke`` runs the host's code, nothing
    else does; empty means the settings' command, or else an import.

    Raises Mistake: nothing to split, metadata that cannot be read, a different file in the way.
    """
    from coldframe.check.discovery import open_host
    from coldframe.resolve.splitting.division import divide

    for option, folder in {"--to": to, "--lists": lists or "."}.items():
        if not folder or (os.path.lexists(folder) and not os.path.isdir(folder)):
            why = f"{folder} exists and is no folder" if folder else f"{option} names no folder"
            raise Mistake(why, f"Name a folder, or one that does not exist yet: {option} DIR")
    say("reading the tree")
    host = open_host(start)
    division = divide(host, version, name)
    if plan:
        return Split(division, (), (), division.faults, ("core imports",))
    with _scratch() as scratch:
        from coldframe.resolve.splitting.build import build

        built = build(division, scratch, say)
        faults = list(division.faults)
        checked = ["core imports"]
        if check:
            from coldframe.resolve.splitting.installed import trial
            from coldframe.resolve.splitting.verify import verify

            say("comparing the wheels with the tree")
            faults += verify(division, built)
            checked += ["one wheel", "whole tree", "records"]
            if not faults:
                say("installing the wheels for a trial")
                command = host.settings.smoke if smoke == "" else smoke
                faults += trial(division, built, scratch, command, _python(host, python))
                checked += ["core untouched", *(["smoke test"] if smoke is not None else [])]
        sizes = tuple(os.path.getsize(path) for path in built)
        if faults:
            return Split(division, (), sizes, tuple(faults), tuple(checked))
        say("writing")
        # Without the core no wheel of a feature can be installed, so that it comes last.
        wheels = {os.path.basename(path): _bytes(path) for path in reversed(built)}
        folders = {lists: _lists(division)} if lists else {}
        folders[to] = {**folders.get(to, {}), **wheels}
        _write(folders, force)
    files = tuple(os.path.join(to, os.path.basename(path)) for path in built)
    return Split(division, files, sizes, (), tuple(checked))


@contextmanager
def _scratch() -> Iterator[str]:
    """A folder for what is being built; raises Mistake for what cannot be written there."""
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="coldframe-split-") as folder:
            yield folder
    except OSError as error:
        raise Mistake(
            f"the wheels cannot be built: {error.filename}: {error.strerror}",
            "They are built among temporary files: make room there, or name another folder, with"
            " TMPDIR.",
        ) from None


def _python(host: Host, given: str) -> str:
    configured = host.settings.probe_python
    if given or not configured:
        return given or sys.executable
    return os.path.join(host.tree.root, configured)


def _lists(division: Division) -> dict[str, bytes]:
    from coldframe.resolve.splitting.lists import debian, rpm

    found = {}
    for wheel in division.wheels:
        files = rpm(wheel, division.wheels[0])
        for ending, text in (("install", debian(wheel)), ("files", files)):
            found[f"{wheel.distribution}.{ending}"] = text.encode("utf-8", "surrogateescape")
    return found


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(folders: Mapping[str, Mapping[str, bytes]], force: bool) -> None:
    """Write the files of each folder all or not at all; none if a different one is in the way."""
    for folder, files in folders.items():
        for name, data in files.items():
            path = os.path.join(folder, name)
            same = os.path.isfile(path) and _bytes(path) == data
            if os.path.lexists(path) and not force and not same:
                raise Mistake(
                    f"{path} exists already and is different",
                    "Write elsewhere with --to, or overwrite it with --force.",
                )
    from coldframe.resolve.splitting.published import publish

    try:
        for folder, files in folders.items():
            publish(folder, files)
    except OSError as error:
        raise Mistake(f"{error.filename}: {error.strerror}", "Choose another folder.") from None
