"""Imports all modules of Neutron that are no tests, in a process of its own.

``python neutron_modules.py ROOT SOURCES [guarded]``; with the third word behind the guard of
``neutron.preview``, whose feature is on.  The last line is how many modules could be imported.
"""

from __future__ import annotations

import os
import sys

# Stable code with the planted imports of `benchmarks.trees`: the guard would refuse them.
PLANTED = ("neutron.agent.l3.agent", "neutron.api.extensions", "neutron.db.l3_db")


def main(root: str, sources: str, *words: str) -> None:
    """Import them, those that need what is not installed excepted."""
    sys.argv[1:] = []  # oslo.config reads it
    sys.path[:0] = [root, sources]
    if words:
        from coldframe.runtime import Previews

        previews = Previews("neutron.preview")
        previews.guard(allow=PLANTED)
        previews.switch_on("fwaas")
    done = 0
    for name in modules(root):
        try:
            __import__(name)
            done += 1
        except (Exception, SystemExit):
            pass
    print(done)


def modules(root: str) -> list[str]:
    """The dotted names of all modules of Neutron, sorted."""
    found = []
    for folder, folders, files in os.walk(os.path.join(root, "neutron")):
        if os.path.relpath(folder, root) == os.path.join("neutron", "tests"):
            folders.clear()
            continue
        package = os.path.relpath(folder, root).replace(os.sep, ".")
        found += [f"{package}.{file[:-3]}" for file in files if file.endswith(".py")]
    return sorted(name.removesuffix(".__init__") for name in found)


if __name__ == "__main__":
    main(*sys.argv[1:])
