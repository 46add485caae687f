"""Proves what a split promises, on the wheels themselves."""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from csv import reader
from typing import TYPE_CHECKING
from zipfile import ZipFile

from coldframe.resolve.splitting.wheels import Fault

if TYPE_CHECKING:
    from coldframe.resolve.splitting.wheels import Division

_OURS = "This is a fault of Coldframe: please report it with this message."


def verify(division: Division, built: Sequence[str]) -> list[Fault]:
    """What is wrong with the wheels: content, overlap, what is missing, digests."""
    faults = []
    seen: dict[str, str] = {}
    for wheel, path in zip(division.wheels, built, strict=True):
        with ZipFile(path) as archive:
            names = archive.namelist()
            info = next(n for n in names if n.endswith(".dist-info/RECORD")).rpartition("/")[0]
            data = info.removesuffix(".dist-info") + ".data/"
            inside = {n for n in names if not n.startswith(info + "/")}
            faults += [_fault("records", f"{path}: {why}") for why in _records(archive, info)]
            wanted = set()
            for packed in wheel.files:
                folder = {"code": "", "data": data + "data/", "script": data + "scripts/"}
                name = folder[packed.kind] + packed.place
                wanted.add(name)
                if name not in inside or packed.kind == "script":
                    continue  # builders set the first line of scripts
                with open(os.path.join(division.root, packed.source), "rb") as file:
                    same = file.read() == archive.read(name)
                if not same:
                    faults.append(_fault("whole tree", f"{name} is not what {packed.source} is"))
            for name in sorted(wanted - inside):
                faults.append(_fault("whole tree", f"{name} is missing in {wheel.distribution}"))
            for name in sorted(inside - wanted):
                faults.append(_fault("whole tree", f"{name} of {wheel.distribution} is of no tree"))
        for packed in wheel.files:
            key = f"{packed.kind}:{packed.place}"
            other = seen.setdefault(key, wheel.distribution)
            if other != wheel.distribution:
                what = f"{packed.place} is in {other} and in {wheel.distribution}"
                faults.append(Fault("one wheel", what, "Give the two files different places."))
    return faults


def _fault(promise: str, what: str) -> Fault:
    return Fault(promise, what, _OURS)


def _records(archive: ZipFile, info: str) -> list[str]:
    """What in RECORD does not agree with the wheel."""
    wrong = []
    listed = {}
    for name, digest, size in reader(archive.read(f"{info}/RECORD").decode().splitlines()):
        listed[name] = (digest, size)
    for name in archive.namelist():
        if name == f"{info}/RECORD":
            continue
        data = archive.read(name)
        digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        if listed.pop(name, None) != (f"sha256={digest}", str(len(data))):
            wrong.append(f"RECORD is wrong about {name}")
    listed.pop(f"{info}/RECORD", None)
    return wrong + [f"RECORD lists {name}, which is not there" for name in listed]
