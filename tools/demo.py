"""``make demo``: Coldframe on real projects, with a few words on what one sees."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tools import hosts
from tools.sdists import CACHE, Offline

OUT = CACHE / "demo"
# A crash of Python ends with 1, as findings do; the demo must tell them apart.
PROGRAM = """
import sys, traceback
from coldframe.cli import main
try:
    sys.exit(main())
except Exception:
    traceback.print_exc()
    sys.exit(70)
"""


def main() -> int:
    """Fetch, show, explain. 0 even though `check` finds things: that is what it shows.

    2 when a command of Coldframe itself went wrong.
    """
    began = time.monotonic()
    try:
        if not all((CACHE / "hosts" / name).is_dir() for name in ("trl", "neutron")):
            print("Fetching pinned releases of trl and neutron (once, about 35 MB) ...", flush=True)
        trl, neutron = hosts.trl(), hosts.neutron()
    except Offline as why:
        print(f"\nNo network: {why}.")
        print("Showing the small project of examples/demo_host instead; run this again online.")
        codes = [*_story("orchard, five releases of a made-up project", hosts.demo_host())]
    else:
        codes = [*_story("trl, 34 real releases from 0.25.0 to 1.16.0", trl)]
        _heading("neutron 29.0.0: a project without preview features")
        _say("Neutron has none today, so there is nothing to look after, and no false alarm.")
        codes += [_coldframe(neutron, "status"), _coldframe(neutron, "check")]
    if any(code not in (0, 1) for code in codes):
        print("\nThe demo failed: a command above ended with an error.", file=sys.stderr)
        return 2
    _heading("That was it")
    took = time.monotonic() - began
    _say(
        f"{took:.0f} s in all. Nothing was written into these projects, and nothing was set up.",
        "`check` ended with 1 where it found something; in CI that stops the build.",
        "Now your own: `.venv/bin/coldframe status /path/to/your/repository`.",
    )
    return 0


def _story(title: str, root: Path) -> list[int]:
    _heading(f"{title}: what is on trial here?")
    _say(
        "One row per preview feature. FIRST IN is the release that first shipped it, read from",
        "git tags. A feature has two release cycles to end; the overdue ones come first.",
    )
    codes = [_coldframe(root, "status")]
    page = OUT / "status.html"
    OUT.mkdir(parents=True, exist_ok=True)
    with page.open("wb") as file:
        codes.append(_coldframe(root, "status", "--format", "html", stdout=file.fileno()))
    _say("", f"The same as a page with a timeline: {page}")
    _heading("Where is the fence broken?")
    _say(
        "Stable code that reaches into preview code, features that are overdue, that nobody",
        "declared, owns or tests. `coldframe init` would write the declarations for them.",
    )
    codes.append(_coldframe(root, "check"))
    return codes


def _coldframe(root: Path, *words: str, stdout: int | None = None) -> int:
    program = [sys.executable, "-c", PROGRAM]
    if stdout is None:
        print(f"\n$ coldframe {' '.join(words)}", flush=True)
    done = subprocess.run([*program, *words], cwd=root, stdout=stdout, check=False)
    if stdout is None:
        print(f"(exit code {done.returncode})", flush=True)
    return done.returncode


def _heading(text: str) -> None:
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    bold, end = ("", "") if plain else ("\033[1;32m", "\033[0m")
    print(f"\n{bold}{text}{end}\n{bold}{'-' * len(text)}{end}", flush=True)


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
