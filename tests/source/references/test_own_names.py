"""What a feature says of itself is no reference, however it says it."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, write

from coldframe.source.references.find import references
from coldframe.source.worktree import WorkTree

PACKAGES = [("host.preview", "host/preview")]


def test_a_feature_may_name_itself(tmp_path: Path) -> None:
    """Only what leads out of the feature is told."""
    write(
        tmp_path,
        {
            "host/__init__.py": "",
            "host/preview/__init__.py": "",
            "host/preview/x/__init__.py": "from host.preview.x.models import A\n",
            "host/preview/x/models.py": "import host.preview.x\nA = 'host.preview.x:A'\n",
            "host/preview/x/deep/more.py": "from ..models import A\nfrom ...y import B\n",
            "host/preview/x/both.py": "import host.preview.x, host.preview.y\n",
            "host/preview/x/tree.py": "from host import preview\n\npreview.xx\n",
            "host/preview/y.py": "from . import x\nfrom host.preview import xx\n",
            "host/preview/xx.py": "import host.preview.xx\n",
        },
    )
    commit_all(tmp_path)
    found = references(WorkTree(str(tmp_path)), PACKAGES)
    assert [(r.path, r.line, r.target) for r in found] == [
        ("host/preview/x/both.py", 1, "host.preview.y"),
        ("host/preview/x/deep/more.py", 2, "host.preview.y.B"),
        ("host/preview/x/tree.py", 1, "host.preview"),
        ("host/preview/x/tree.py", 3, "host.preview.xx"),
        ("host/preview/y.py", 1, "host.preview.x"),
        ("host/preview/y.py", 2, "host.preview.xx"),
    ]
