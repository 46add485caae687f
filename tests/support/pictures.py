"""Compares what a browser shows with the picture of it that is kept in ``tests/pictures``.

``make pictures`` renews the kept ones; look at them before you commit.
"""

from __future__ import annotations

import base64
import io
import os
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from tools.sdists import CACHE, ROOT

KEPT = ROOT / "tests/pictures"
SEEN = CACHE / "pictures"
RENEW = "COLDFRAME_RENEW_PICTURES"

# Two browsers draw the edge of a letter in other greys.  Both pictures are blurred, so that only
# what is gone, added, moved or coloured is left; then a pixel differs if its red, green or blue does
# by more than NOTICED of 255.  TOLERATED of a picture's pixels may.  Letters that are drawn in
# another way were 0.2 % at most, and the least that was wrong (a badge without its colours) 4.5 %.
BLURRED = 2
NOTICED = 24
TOLERATED = 0.02


def compare(name: str, png: bytes, kept: Path = KEPT, seen: Path = SEEN) -> None:
    """Fail unless ``png`` looks like the picture ``name``.

    What was seen, and where it differs, is written into the folder ``seen``.
    """
    path = kept / f"{name}.png"
    why = "there is no picture of it yet"
    if path.exists():
        before = Image.open(path).convert("RGB")
        now = Image.open(io.BytesIO(png)).convert("RGB")
        if now.size != before.size:
            why = "it is {} x {} pixels, the picture {} x {}".format(*now.size, *before.size)
        else:
            differs = where_they_differ(before, now)
            if share(differs) <= TOLERATED:
                return
            why = f"{share(differs):.1%} of its pixels differ from the picture; {TOLERATED:.0%} may"
            seen.mkdir(parents=True, exist_ok=True)
            differs.save(seen / f"{name}.differs.png")
    if os.environ.get(RENEW):
        kept.mkdir(parents=True, exist_ok=True)
        Image.open(io.BytesIO(png)).convert("RGB").save(path, optimize=True)
        return
    seen.mkdir(parents=True, exist_ok=True)
    (seen / f"{name}.png").write_bytes(png)
    raise AssertionError(
        f"{name} looks different: {why}\n"
        f"  Look at {name}.png, and where it differs, in {seen}.\n"
        "  If it shall look like that: make pictures, look at them, and commit them."
    )


def where_they_differ(one: Image.Image, other: Image.Image) -> Image.Image:
    """A picture that is white where two of the same size differ, and black elsewhere."""
    blur = ImageFilter.BoxBlur(BLURRED)
    red, green, blue = ImageChops.difference(one.filter(blur), other.filter(blur)).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if value > NOTICED else 0 for value in range(256)])


def share(differs: Image.Image) -> float:
    """How much of such a picture is white, from 0 to 1."""
    return differs.histogram()[255] / (differs.width * differs.height)


def pinned_font() -> str:
    """A style that shows all text in the same font on every machine: Lato, out of MkDocs."""
    fonts = files("mkdocs") / "themes/readthedocs/css/fonts"
    faces = "".join(
        f"@font-face {{ font-family: Pinned; font-weight: {weight}; src: url(data:font/woff2;"
        f"base64,{base64.b64encode((fonts / name).read_bytes()).decode()}); }}"
        for name, weight in (("lato-normal.woff2", "100 500"), ("lato-bold.woff2", "501 900"))
    )
    icons = ".fa, .fas, .fab, .icon"  # letters of a font of their own
    return f"<style>{faces} :not({icons}) {{ font-family: Pinned !important; }}</style>"
