"""Code in a fresh interpreter, with the previews of a little host guarded."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import Any

SETUP = """
import sys
sys.path.insert(0, {root!r})
from coldframe.runtime import Previews, RefusedImport
previews = Previews({tree!r})
previews.guard()
"""


def python(host: Any, code: str, *options: str) -> str:
    """What a fresh interpreter prints that runs the code with ``previews`` guarded."""
    setup = SETUP.format(root=str(host.root), tree=host.tree)
    text = textwrap.dedent(code).replace("TREE", host.tree).replace("PACKAGE", host.package)
    done = subprocess.run(
        [sys.executable, *options, "-c", setup + text],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={k: v for k, v in os.environ.items() if not k.startswith("COLDFRAME_")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
