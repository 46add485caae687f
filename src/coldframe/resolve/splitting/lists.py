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


def rpm(wheel: Wheel, core: Wheel) -> str:
    """The lines for ``%files -f``, compiled modules included.

    Every folder of code belongs to a package: those that the ``core`` has to the core, others to
    each feature that has files in them.
    """
    lines = []
    folders = _folders(wheel)
    if wheel.feature:
        folders -= _folders(core)
    for packed in wheel.files:
        place = packed.place.replace("%", "%%")
        if packed.kind == "code":
            lines.append(f"{_RPM}/{place}")
            folder, _, name = place.rpartition("/")
            if name.endswith(".py"):
                compiled = f"{folder}/__pycache__".lstrip("/")
                lines.append(f"{_RPM}/{compiled}/{name[:-3]}.cpython-*.pyc")
        elif packed.kind == "script":
            lines.append(f"%{{_bindir}}/{place}")
        elif place.startswith("etc/"):
            lines.append(f"%config(noreplace) %{{_sysconfdir}}/{place.removeprefix('etc/')}")
        else:
            lines.append(f"%{{_prefix}}/{place}")
    lines += [f"%{{_bindir}}/{name}" for name in _scripts(wheel)]
    lines.append(f"{_RPM}/{_info(wheel)}")
    lines += [f"%dir {_RPM}/{folder.replace('%', '%%')}" for folder in folders]
    return "".join(f"{_quoted(line)}\n" for line in sorted(lines))


def _folders(wheel: Wheel) -> set[str]:
    """The folders of its code, with those of compiled modules; site-packages has others' too."""
    found: set[str] = set()
    for packed in wheel.files:
        folder = packed.place.rpartition("/")[0] if packed.kind == "code" else ""
        if folder and packed.place.endswith(".py"):
            found.add(f"{folder}/__pycache__")
        while folder:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _quoted(line: str) -> str:
    directive, space, path = line.partition(" ") if line.startswith(("%dir", "%config")) else (
        "", "", line)  # fmt: skip
    return f'{directive}{space}"{path}"' if " " in path else line


def _scripts(wheel: Wheel) -> list[str]:
    return [*wheel.project.get("scripts", {}), *wheel.project.get("gui-scripts", {})]


def _info(wheel: Wheel) -> str:
    name = re.sub(r"[-_.]+", "_", wheel.distribution).lower()
    return f"{name}-{wheel.version}.dist-info"
