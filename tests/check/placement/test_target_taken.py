"""Which targets promotion could use."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, HOST, host_with, lines

RULE = "target_taken"
WATERING = "garden/preview/watering/preview.toml"


def aiming(target: str) -> str:
    return DECLARATION.replace('target = "garden.watering"', target)


@pytest.mark.parametrize(
    "target",
    [
        'target = "garden.watering"',
        'target = "garden.services.deep.watering"',
        "",
        'target = { schedule = "garden.schedule", "pumps.py" = "garden.pumps" }',
    ],
)
def test_free(target: str, tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, {WATERING: aiming(target)})) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("garden.beds", "garden.beds has a file __init__.py already"),
        ("garden.paths", "garden.paths exists already (garden/paths.py)"),
        ("garden.stubs", "garden.stubs exists already (garden/stubs.pyi)"),
        ("garden.paths.stone", "garden.paths.stone cannot exist: garden.paths is a module and no"),
        ("garden.class", "'garden.class' is no dotted module name: 'class' cannot be imported"),
        ("garden/watering", "'garden/watering' is no dotted module name"),
        ("garden..watering", "'garden..watering' is no dotted module name: ''"),
        ("garden.preview", "garden.preview is in the preview tree garden.preview"),
        ("garden.preview.wet", "garden.preview.wet is in the preview tree garden.preview"),
        ("graden.watering", "graden.watering is in no package of the host: there is no graden"),
    ],
)
def test_taken_or_no_place(target: str, message: str, tmp_path: Path) -> None:
    files = {
        WATERING: aiming(f'target = "{target}"'),
        "garden/beds/__init__.py": "ROWS = 3",
        "garden/preview/watering/__init__.py": "from .can import Can\nCAN = Can()\n",
        "garden/paths.py": "",
        "garden/stubs.pyi": "",
    }
    (line,) = lines(RULE, host_with(tmp_path, files))
    assert line.startswith(f"{WATERING}:5 {message}")


@pytest.mark.parametrize(
    ("init", "taken"),
    [("", False), ("from .can import Can\n", False), ("LITRES = 10\n", True)],
)
def test_a_package_takes_what_it_does_not_have(init: str, taken: bool, tmp_path: Path) -> None:
    files = {
        WATERING: aiming('target = "garden.beds"'),
        "garden/preview/watering/__init__.py": init,
        "garden/preview/watering/can.py": "class Can: ...\n",
        "garden/beds/__init__.py": "ROWS = 3",
    }
    found = lines(RULE, host_with(tmp_path, files))
    assert [line.split(" ", 1)[1] for line in found] == (
        ["garden.beds has a file __init__.py already"] if taken else []
    )


def test_two_features_and_two_parts_with_one_target(tmp_path: Path) -> None:
    files = {
        "garden/preview/compost.py": "",
        "garden/preview/compost.preview.toml": 'title = "compost"\n[target]\n'
        'heap = "garden.watering"\nbin = "garden.bin"\nbox = "garden.bin"\n',
    }
    assert lines(RULE, host_with(tmp_path, files)) == [
        "garden/preview/compost.preview.toml:5 garden.bin is the target of compost (bin), too",
        f"{WATERING}:5 garden.watering is the target of compost (heap), too",
    ]


def test_src_layout(tmp_path: Path) -> None:
    from hosts import commit_all, open_host, write

    files = {(f"src/{p}" if p.startswith("garden") else p): text for p, text in HOST.items()}
    write(tmp_path, {**files, "src/garden/watering.py": ""})
    commit_all(tmp_path)
    assert lines(RULE, open_host(tmp_path)) == [
        f"src/{WATERING}:5 garden.watering exists already (src/garden/watering.py)"
    ]
