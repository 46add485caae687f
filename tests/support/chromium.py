"""Headless Chromium, to see what a reader sees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# The same pixels for the same page, as far as a browser can be told.
STEADY = (
    "--hide-scrollbars", "--force-device-scale-factor=1", "--force-color-profile=srgb",
    "--font-render-hinting=none", "--disable-lcd-text", "--disable-font-subpixel-positioning",
)  # fmt: skip


# A headless window is not narrower than about 500 pixels; a frame is as narrow as it is told.
_FRAME = """<!DOCTYPE html><body style="margin:0">
<iframe id=f style="width:{width}px;height:1600px;border:0" srcdoc="{page}"></iframe><script>
document.getElementById("f").onload = () => {{
  const inner = document.getElementById("f").contentDocument, root = inner.documentElement;
  const out = [...inner.querySelectorAll("body *")].filter(one => !one.closest(".wide *, thead")
    && one.getBoundingClientRect().right > root.clientWidth + 1);
  const said = document.createElement("p");
  said.id = "said";
  said.textContent = `${{root.scrollWidth}} of ${{root.clientWidth}}; out: ` +
    out.map(one => one.tagName + "." + one.className).join(" ") + `; sorted by: ` +
    inner.querySelectorAll("th button").length;
  document.body.append(said);
}};
</script>"""


def chromium() -> str:
    """The program; without one the test is skipped, or fails where servers are required."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if (path := shutil.which(name))), "")
    if not found:
        why = "there is no Chromium: on Debian, apt-get install chromium"
        if os.environ.get("COLDFRAME_REQUIRE_SERVERS") == "1":
            pytest.fail(why)
        pytest.skip(why)
    return found


def rendered(page: Path | str, width: int) -> str:
    """The document as it is after its scripts have run, ``width`` pixels wide.

    ``page`` is a file or the address of one; scripts get the answers that they ask for.
    """
    return _run(page, (width, 1600), "--dump-dom").decode()


def outside(page: str, width: int, folder: Path) -> str:
    """What of a page's text is wider than ``width`` pixels: ``420 of 420; out: ; sorted by: 4``.

    What stands in a box of class ``wide``, and the heads of tables, may be.
    """
    escaped = page.replace("&", "&amp;").replace('"', "&quot;")
    frame = folder / "frame.html"
    frame.write_text(_FRAME.format(width=width, page=escaped), encoding="utf-8")
    said = re.search(r'<p id="said">([^<]*)</p>', rendered(frame, max(width, 600)))
    assert said is not None, "the page's script did not run to its end"
    return said[1]


def screenshot(page: Path | str, width: int, height: int, dark: bool = False) -> bytes:
    """The top of a page as a PNG of ``width`` times ``height`` pixels.

    ``dark`` is what a reader prefers, whose page may heed it.
    """
    scheme = "--blink-settings=preferredColorScheme=" + ("0" if dark else "1")
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "picture.png")
        _run(page, (width, height), *STEADY, scheme, f"--screenshot={picture}")
        return picture.read_bytes()


def _run(page: Path | str, size: tuple[int, int], *options: str) -> bytes:
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                chromium(),
                *QUIET,
                f"--user-data-dir={profile}",
                f"--window-size={size[0]},{size[1]}",
                "--virtual-time-budget=5000",  # stands still while a request is under way
                *options,
                page.as_uri() if isinstance(page, Path) else page,
            ],
            capture_output=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
