"""The files of each wheel as Debian's and RPM's packaging name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.resolve.splitting.wheels import Wheel

_DEBIAN = "usr/lib/python3*/dist-packages"
_RPM = "%{python3_sitelib}"


def debian(wheel: Wheel) -> str:
    """The lines of ``debian/<package>.install``."""
    lines = []
    for packed in wheel.files:
        top = {"code": _DEBIAN, "data": "usr", "script": "usr/bin"}[packed.kind]
        place = packed.place
        if place.startswith("etc/") and packed.kind == "data":
            top = ""  # distributions install the prefix's etc at the top
        lines.append(f"{top}/{place}".lstrip("/"))
    lines += [f"usr/bin/{name}" for name in _scripts(wheel)]
    lines.append(f"{_DEBIAN}/{_info(wheel)}")
    # dh_install splits at spaces, and `?` stands for any character.
    return "".join(f"{line.replace(' ', '?')}\n" for line in sorted(lines))


def rpm(wheel: Wheel) -> str:
    """The lines for ``%files -f``; compiled modules and the feature's own folders included."""
    lines = []
    folders = set()
    for packed in wheel.files:
        place = packed.place.replace("%", "%%")
        if packed.kind == "code":
            lines.append(f"{_RPM}/{place}")
            folder, _, name = place.rpartition("/")
            if name.endswith(".py"):
                lines.append(f"{_RPM}/{folder}/__pycache__/{name[:-3]}.cpython-*.pyc")
            if wheel.feature and _within(folder, wheel.feature):
                folders.add(folder)
        elif packed.kind == "script":
            lines.append(f"%{{_bindir}}/{place}")
        elif place.startswith("etc/"):
            lines.append(f"%config(noreplace) %{{_sysconfdir}}/{place.removeprefix('etc/')}")
        else:
            lines.append(f"%{{_prefix}}/{place}")
    lines += [f"%{{_bindir}}/{name}" for name in _scripts(wheel)]
    lines.append(f"{_RPM}/{_info(wheel)}")
    lines += [f"%dir {_RPM}/{folder}" for folder in folders]
    return "".join(f"{_quoted(line)}\n" for line in sorted(lines))


def _within(folder: str, module: str) -> bool:
    place = module.replace(".", "/")
    return folder == place or folder.startswith(place + "/")


def _quoted(line: str) -> str:
    directive, space, path = line.partition(" ") if line.startswith(("%dir", "%config")) else (
        "", "", line)  # fmt: skip
    return f'{directive}{space}"{path}"' if " " in path else line


def _scripts(wheel: Wheel) -> list[str]:
    return [*wheel.project.get("scripts", {}), *wheel.project.get("gui-scripts", {})]


def _info(wheel: Wheel) -> str:
    name = re.sub(r"[-_.]+", "_", wheel.distribution).lower()
    return f"{name}-{wheel.version}.dist-info"
