"""The check by which tests on real hosts know that no import was broken can see a broken one."""

from __future__ import annotations

from pathlib import Path

from broken_imports import broken_imports
from hosts import write


def test_sees_what_is_broken_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/one.py": "import os\nA = 1\nif A:\n    B = 2\ndef f(): C = 3\n",
            "pkg/lazy.py": "def __getattr__(name): ...\n",
            "pkg/sub/__init__.py": "from ..one import A, C\nfrom . import two, three\n",
            "pkg/sub/two.py": (
                "import pkg.one\nimport pkg.gone\nfrom pkg.one import B\nfrom pkg.lazy import X\n"
                "def f():\n    from ..gone import y\n    from pkg.one import *\n    import other\n"
            ),
            "pkg/wrong.py": "def\n",
        },
    )
    assert broken_imports(tmp_path, "pkg") == {
        "pkg/sub/__init__.py:1 pkg.one.C",
        "pkg/sub/__init__.py:2 pkg.sub.three",
        "pkg/sub/two.py:2 pkg.gone",
        "pkg/sub/two.py:6 pkg.gone.y",
        "pkg/wrong.py:1 invalid syntax",
    }
