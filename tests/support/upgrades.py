"""Releases as wheels, and sites on which they are installed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hosts import write

Files = dict[str, str]

ENDED = """
[[ended]]
feature = "loyalty"
release = "2.0.0"
ending = "promoted"
aliases_until = "4.0.0"

[ended.names]
"shop.preview.loyalty" = "shop.loyalty"

[ended.entry_points]
"shop.plugins:preview_loyalty" = "loyalty"

[ended.options]
"preview_loyalty.level" = "loyalty.level"

[[ended]]
feature = "drones"
release = "3.0.0"
ending = "retired"
successor = "shop-vans"

[ended.entry_points]
"shop.plugins:drones" = ""

[ended.options]
"drones.height" = ""
"""
POINTS = "[shop.plugins]\nloyalty = shop.loyalty.plugin:Plugin\ncoupons = shop.preview.coupons:P\n"
RELEASE: Files = {
    "shop/__init__.py": "",
    "shop/loyalty/__init__.py": "",
    "shop/loyalty/plugin.py": "class Plugin:\n    pass\n",
    "shop/preview/__init__.py": "",
    "shop/preview/ended.toml": ENDED,
    "shop/preview/coupons.py": "class P:\n    pass\n",
    "shop/preview/coupons.preview.toml": 'title = "Coupons"\nsince = "2.0.0"\n',
    "shop/conf.py": (
        "from oslo_config import cfg\n"
        'OPTS = [cfg.ListOpt("plugins"), cfg.StrOpt("till", deprecated_name="cash")]\n'
        'cfg.CONF.register_opts(OPTS, "shop")\n'
        'cfg.CONF.register_opts([cfg.StrOpt("level")], group="loyalty")\n'
    ),
}
SHIM: Files = {"shop/preview/loyalty.py": "from shop.loyalty import *\n"}
OLD: Files = {
    "shop/__init__.py": "",
    "shop/lanes.py": "class Fast:\n    pass\n",
    "shop/preview/__init__.py": "",
    "shop/preview/loyalty/__init__.py": "",
    "shop/preview/loyalty/plugin.py": "class Plugin:\n    pass\n",
    "shop/preview/loyalty/preview.toml": 'title = "Loyalty"\nsince = "1.0.0"\n',
    "shop/preview/drones.py": "class Swarm:\n    pass\n",
    "shop/preview/drones.preview.toml": 'title = "Drones"\n',
    "shop/conf.py": (
        "from oslo_config import cfg\n"
        'OPTS = [cfg.ListOpt("plugins"), cfg.StrOpt("cash"), cfg.IntOpt("aisles")]\n'
        'cfg.CONF.register_opts(OPTS, "shop")\n'
    ),
}
OLD_POINTS = (
    "[shop.plugins]\npreview_loyalty = shop.preview.loyalty.plugin:Plugin\n"
    "drones = shop.preview.drones:Swarm\nfax = shop.lanes:Fast\n"
)


def wheel(
    folder: Path,
    files: Files = RELEASE,
    points: str = POINTS,
    name: str = "shop",
    version: str = "3.0.0",
) -> Path:
    """A wheel of the release, made without building anything."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for place, content in {**files, **_metadata(points, name, version)}.items():
            archive.writestr(place, content)
    return path


def installed(
    folder: Path,
    files: Files = OLD,
    points: str = OLD_POINTS,
    name: str = "shop",
    version: str = "1.0.0",
) -> Path:
    """A folder as ``pip install`` leaves it."""
    every = {**files, **_metadata(points, name, version)}
    record = f"{name}-{version}.dist-info/RECORD"
    return write(folder, {**every, record: "".join(f"{path},,\n" for path in [*every, record])})


def _metadata(points: str, name: str, version: str) -> Files:
    info = f"{name}-{version}.dist-info"
    return {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nA shop.\n",
        f"{info}/entry_points.txt": points,
    }
