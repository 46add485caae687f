"""What ``coldframe upgrade-check`` takes for a site of Neutron, without a database.

``python -m benchmarks.sites``: a configuration with every option of Neutron's own, and an old class
path of FWaaS, against the adopted Neutron 29.0.0: its sources, and its wheel.  The site has neutron
28.0.0 and neutron-fwaas 24.0.0.  The goal is less than a second.

The same with 200 such files, for which there is no goal; what oslo.config takes to read these is
given beside it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tools import hosts
from tools.sdists import ROOT

ROUNDS = 15
GOAL = 1.0
MANY = 200
PEER = """
import sys
from oslo_config import cfg
cfg.ConfigOpts()(args=[], project="site", default_config_files=sys.argv[1:])
"""
_OPTION = re.compile(r"cfg\.\w+Opt\(\s*['\"]([\w-]+)['\"]")
AGENTS = "neutron_fwaas.services.firewall.service_drivers.agents"
OLD = f"""\
[service_providers]
service_provider = FIREWALL_V2:fwaas_db:{AGENTS}.agents.FirewallAgentDriver:default
[fwaas]
agent_version = v2
enabled = True
"""


def main() -> int:
    """Print the table; 1 if the goal is missed."""
    sys.path.insert(0, str(ROOT / "tests/support"))
    from environments import installed
    from neutron_trees import Adopted

    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        adopted = Adopted(top, hosts.neutron(), hosts.fwaas())
        site, count = top / "site", 0
        site.mkdir()
        for name, version, tree in (
            ("neutron", "28.0.0", hosts.neutron("28.0.0")),
            ("neutron-fwaas", "24.0.0", hosts.fwaas("24.0.0")),
        ):
            package = name.replace("-", "_")
            (site / package).symlink_to(tree / package)
            installed(tree, site, name, version)
        count = _configured(hosts.neutron("28.0.0"), top / "neutron.conf")
        wheel = _wheel(adopted.after, installed(adopted.after, top / "info", "neutron", "29.0.0"))
        base = [sys.executable, "-m", "coldframe", "upgrade-check", "--site-packages", str(site)]
        commands = [
            (what, [*base, "--to", str(to), str(top / "neutron.conf")], str(top), [1])
            for what, to in (("its sources", adopted.after), ("its wheel", wheel))
        ]
        many = top / "many"
        many.mkdir()
        text = (top / "neutron.conf").read_text()
        files = [many / f"{number}.conf" for number in range(MANY)]
        for file in files:
            file.write_text(text)
        commands += [
            (f"{MANY} files", [*base, "--to", str(wheel), str(many)], str(top), [1]),
            ("oslo.config", [sys.executable, "-c", PEER, *map(str, files)], str(top), [0]),
        ]
        wanted = json.dumps({"commands": commands, "rounds": ROUNDS, "warm": 2})
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.timing"],
            input=wanted,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
    print(f"{count} options; {ROUNDS} rounds, interleaved\n")
    print("| release     | median |  least |   most |   MB |")
    print("|-------------|--------|--------|--------|------|")
    missed = False
    for name, median, least, most, megabytes, _cpu in json.loads(done.stdout):
        figures = f"{median:4.2f} s | {least:4.2f} s | {most:4.2f} s | {megabytes:4.0f}"
        print(f"| {name:11} | {figures} |")
        missed = missed or (name.startswith("its ") and median >= GOAL)
    return int(missed)


def _configured(tree: Path, into: Path) -> int:
    """A file that sets every option whose name stands in Neutron's folder of options."""
    names = {
        name
        for path in sorted((tree / "neutron/conf").rglob("*.py"))
        for name in _OPTION.findall(path.read_text(encoding="utf-8"))
    }
    into.write_text("[DEFAULT]\n" + "".join(f"{name} = 1\n" for name in sorted(names)) + OLD)
    return len(names) + 3


def _wheel(tree: Path, info: Path) -> Path:
    """The package and its metadata, as a wheel has them."""
    path = info / "neutron-29.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((tree / "neutron").rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(tree))
        for file in sorted(info.glob("*.dist-info/*")):
            archive.write(file, file.relative_to(info))
    return path


if __name__ == "__main__":
    sys.exit(main())
