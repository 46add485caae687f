"""No example is forgotten: some test runs every folder of ``examples``."""

from __future__ import annotations

import re
from pathlib import Path

from coldframe.check.catalogue import records

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
RULES = {record.name for record in records()}  # tests/check/test_examples.py runs these
GLOB = re.compile(r'EXAMPLES\.glob\("([^"]+)"\)')
BUILT = re.compile(r"""["']([a-z]+_)\{""")  # f"runtime_{framework}"


def test_every_example_is_run() -> None:
    paths = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    run = RULES | {word for text in texts for word in re.findall(r"\w+", text)}
    for text in texts:
        for glob in GLOB.findall(text):
            run |= {path.relative_to(EXAMPLES).parts[0] for path in EXAMPLES.glob(glob)}
        for beginning in BUILT.findall(text):
            run |= {path.name for path in EXAMPLES.glob(f"{beginning}*")}
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - run == set()
