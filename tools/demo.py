"""``make demo``: Coldframe on real projects, with a few words on what one sees."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import hosts
from tools.sdists import CACHE, Offline

OUT = CACHE / "demo"
# Made by `python -m subunit.run` with the tests of three modules below
# neutron.tests.unit.preview.fwaas.services.firewall.service_drivers.agents.drivers.linux.
RESULTS = Path(__file__).with_name("fwaas_unit_tests.subunit")
# Extensions and policies go where Neutron has them, all else into a package of its own.
PLACES = (
    "extensions=neutron.extensions",
    *(f"policies.firewall_{kind}=neutron.conf.policies" for kind in ("group", "policy", "rule")),
    "neutron.services.firewall",
)
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
        names = ("trl", "neutron", "neutron-fwaas")
        if not all((CACHE / "hosts" / name).is_dir() for name in names):
            print(f"Fetching pinned releases of {', '.join(names)} (once, about 35 MB) ...")
            sys.stdout.flush()
        trl, neutron, fwaas = hosts.trl(), hosts.neutron(), hosts.fwaas()
    except Offline as why:
        print(f"\nNo network: {why}.")
        print("Showing the small project of examples/demo_host instead; run this again online.")
        codes = [*_story("orchard, five releases of a made-up project", hosts.demo_host())]
    else:
        codes = [*_story("trl, 34 real releases from 0.25.0 to 1.16.0", trl)]
        codes += _life(neutron, fwaas)
    if any(code not in (0, 1) for code in codes):
        print("\nThe demo failed: a command above ended with an error.", file=sys.stderr)
        return 2
    _heading("That was it")
    took = time.monotonic() - began
    _say(
        f"{took:.0f} s in all. Only a clone of neutron was written to, and nothing was set up.",
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


def _life(neutron: Path, fwaas: Path) -> list[int]:
    """A feature begins and ends: neutron-fwaas comes into a clone of neutron, and is promoted."""
    _heading("neutron 29.0.0 has no preview features ...")
    _say("So there is nothing to look after, and no false alarm.")
    codes = [_coldframe(neutron, "check")]
    place = OUT / "neutron"
    shutil.rmtree(place, ignore_errors=True)
    hosts.clone(neutron, place)
    _heading("... until it takes one in: neutron-fwaas 25.0.0, from a repository of its own")
    _say(
        "Code, tests, docs, options, entry points and requirements find their places; every",
        "reference is rewritten; the result is two commits, of which the first only moves.",
    )
    adopt = ("adopt", str(fwaas), "--as", "fwaas", "--tree", "neutron.preview")
    codes.append(_coldframe(place, *adopt, "--owner", "fwaas-core", "--apply"))
    _heading("Now Neutron has a preview feature, and Coldframe looks after it")
    codes.append(_coldframe(place, "status"))
    _say("", "What does it lack? The first lines of a longer list:")
    codes.append(_coldframe(place, "check", lines=24))
    codes += _proven(place)
    _heading("One day it ends: promoted to three places of the stable product")
    _say("The plan is refused, because criteria are not met ...")
    promote = ["promote", "fwaas", "--release", "30.0.0"]
    for target in PLACES:
        promote += ["--to", target]
    codes.append(_coldframe(place, *promote))
    _say("", "... and shown when somebody says why it should be done all the same.")
    codes.append(_coldframe(place, *promote, "--override", "This is a demo."))
    return codes


def _proven(place: Path) -> list[int]:
    """What one run of real tests shows of the feature, and what it would take."""
    _heading("Is it ready to be stable?")
    _say(
        "Here is one run of 39 of its own unit tests, in exactly this tree. It was recorded",
        "beforehand: this demo installs no Neutron to run them again. You would record each run,",
        "with `pytest --coldframe-evidence`, or with the file that your test runner writes.",
    )
    codes = [_coldframe(place, "prove", "fwaas", "--from", str(RESULTS))]
    _say(
        "",
        "Each line with a - is missing, each with a > supplies it: 29 more runs over two weeks,",
        "figures at four sizes, labels, a proof that no stable row is lost, one release.",
        "`coldframe explain reliable` says what is behind a criterion.",
    )
    return codes


def _coldframe(root: Path, *words: str, stdout: int | None = None, lines: int = 0) -> int:
    """Run a command; ``lines`` limits how many lines of its output are shown."""
    program = [sys.executable, "-c", PROGRAM]
    if stdout is None:
        print(f"\n$ coldframe {shlex.join(words)}", flush=True)
    if lines:
        done = subprocess.run([*program, *words], cwd=root, stdout=subprocess.PIPE, check=False)
        shown = done.stdout.decode("utf-8", "replace").splitlines()
        cut = ["...", shown[-1]] if len(shown) > lines else []
        _say(*shown[: lines or None], *cut, f"(exit code {done.returncode})")
        return done.returncode
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
