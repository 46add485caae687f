"""Sphinx settings. Rule pages and the table of modules are written before Sphinx reads."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from coldframe import __version__  # noqa: E402
from tools.compat_pages import write_compat_rules  # noqa: E402
from tools.rule_pages import write_modules, write_rules  # noqa: E402

write_rules(HERE / "rules")
write_compat_rules(HERE / "compat-rules")
write_modules(HERE / "_generated")

project = "Coldframe"
author = "The Coldframe developers"
release = __version__
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "_generated"]
html_theme = "furo"
html_title = "Coldframe"
