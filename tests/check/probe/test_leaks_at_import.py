"""``leaks_at_import``: every registry, whose doing a change is, and what is no leak."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, open_host, write
from probing import probed, told

from coldframe.check.probe.leaks_at_import import check
from coldframe.declare.feature import Feature, PreviewTree
from coldframe.resolve.promoting.shims import shims

ONE = "pkg/preview/one/__init__.py"


def test_not_asked_for_means_nothing_is_imported(tmp_path: Path) -> None:
    marker = tmp_path / "imported"
    write(
        tmp_path,
        {"pkg/__init__.py": "", "pkg/preview/__init__.py": "", ONE: f"open({str(marker)!r}, 'w')"},
    )
    commit_all(tmp_path)
    assert list(check(open_host(tmp_path))) == []
    assert not marker.exists()


def test_what_a_promotion_leaves_is_no_leak(tmp_path: Path) -> None:
    tree = PreviewTree("pkg.preview", "pkg/preview")
    feature = Feature("one", "pkg.preview.one", "pkg/preview/one", tree)
    (edit,) = shims(feature, {"pkg.preview.one": "pkg.one"}, "2.0", "One")
    assert edit.after is not None
    write(tmp_path, {"pkg/__init__.py": "", "pkg/preview/__init__.py": "", "pkg/one.py": ""})
    write(tmp_path, {edit.path: edit.after})
    commit_all(tmp_path)
    host = open_host(tmp_path)
    host.probing, host.probe_timeout = True, 60
    assert list(check(host)) == []
    assert host.probe is not None
    assert host.probe.features["pkg.preview.one"].failures == ()


@pytest.mark.parametrize(
    "source",
    [
        "import logging\nLOG = logging.getLogger('elsewhere')\n",
        "import logging\nlogging.getLogger(__name__).setLevel('DEBUG')\n",
        "import json, decimal, xml.dom.minidom, sqlite3, asyncio, concurrent.futures\n",
        "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n",
        "from pkg import *\nX = {}\nX['a'] = 1\n",
        "import argparse\nprint('x' * 10_000)\n",
        "def on():\n    import os\n    os.environ['X'] = '1'\n",
        "try:\n    import no_such_module\nexcept ImportError:\n    pass\n",
    ],
)
def test_ordinary_imports_are_no_leak(tmp_path: Path, source: str) -> None:
    notes: list[str] = []
    found = probed(tmp_path, {ONE: source}, notes=notes)
    assert (told(found), found.failures, notes) == ([], (), [])


@pytest.mark.parametrize(
    ("line", "change"),
    [
        (
            "import warnings; warnings.simplefilter('error', ResourceWarning)",
            ("the warning filters", "error::ResourceWarning", None, ""),
        ),
        (
            "import signal; signal.signal(signal.SIGUSR1, lambda *a: None)",
            ("the signal handlers", "SIGUSR1", "Handlers.SIG_DFL", "pkg.preview.one.<lambda>"),
        ),
        (
            "import codecs; codecs.register_error('blank', lambda e: ('', e.end))",
            ("the codecs", "error handler blank", None, ""),
        ),
        (
            "import codecs; codecs.register(print)",
            ("the codecs", "search function print", None, ""),
        ),
        (
            "import logging; logging.getLogger().setLevel(logging.ERROR)",
            ("logging", "level of root", "WARNING", "ERROR"),
        ),
        (
            "import logging; logging.getLogger('x').addHandler(logging.NullHandler())",
            ("logging", "handler of x: a logging.NullHandler", None, ""),
        ),
        (
            "import logging; logging.disable(30)",
            ("logging", "the disabled level", "0", "30"),
        ),
        (
            "import logging; logging.getLogger('x').propagate = False",
            ("logging", "propagation of x", "on", "off"),
        ),
        (
            "import os; os.environ['NEW_SECRET'] = 'hunter2'",
            ("os.environ", "NEW_SECRET", None, "set to another value"),
        ),
        (
            "import os; os.environ.pop('PATH')",
            ("os.environ", "PATH", "set", None),
        ),
        ("import sys; sys.path.append('/x')", ("sys.path", "'/x'", None, "")),
        (
            "import sys; sys.modules['json'] = sys",
            ("sys.modules", "json", None, "replaced by module sys"),
        ),
        (
            "import sys, types; sys.modules['made'] = types.ModuleType('made')",
            ("sys.modules", "made", None, "set by hand to module made"),
        ),
        (
            "import atexit; atexit.register(print)",
            ("the exit handlers", "print", None, ""),
        ),
        (
            "import threading; threading.Thread(target=threading.Event().wait).start()",
            (
                "the running threads",
                "a thread running threading.Event.wait",
                None,
                "",
            ),
        ),
        (
            "import sys; sys.excepthook = print",
            ("the interpreter", "sys.excepthook", "sys.excepthook", "print"),
        ),
        (
            "import sys; sys.setrecursionlimit(4321)",
            ("the interpreter", "the recursion limit", "1000", "4321"),
        ),
        (
            "import locale; locale.setlocale(locale.LC_NUMERIC, 'C.UTF-8')",
            ("the locale", "LC_NUMERIC", "'C'", "'C.UTF-8'"),
        ),
        (
            "import socket; socket.setdefaulttimeout(3)",
            ("the interpreter", "the default socket timeout", "None", "3.0"),
        ),
        (
            "import json\njson.dumps = lambda x: ''",
            (
                "the names of other modules",
                "json.dumps",
                None,
                "json.dumps → pkg.preview.one.<lambda>",
            ),
        ),
        (
            "import pkg\npkg.extra = lambda: 1",
            ("the names of other modules", "pkg.extra", None, "nothing → pkg.preview.one.<lambda>"),
        ),
        (
            "import json.decoder as d\nd.JSONDecoder.decode = lambda s, x: 1",
            (
                "the names of other modules",
                "json.decoder.JSONDecoder.decode",
                None,
                "json.decoder.JSONDecoder.decode → pkg.preview.one.<lambda>",
            ),
        ),
    ],
)
def test_what_leaks(
    tmp_path: Path, line: str, change: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    registry, key, before, after = change
    found = probed(tmp_path, {ONE: f'"""One."""\n\n{line}\n'})
    if registry == "the locale":
        assert [(c.registry, c.key) for c in found.changes] == [(registry, key)]
        return
    if key == "the recursion limit":
        before = str(sys.getrecursionlimit()) if before != "1000" else before
    shown = [(c.registry, c.key, c.before, c.after) for c in found.changes]
    if registry == "os.environ" and key == "NEW_SECRET":
        assert [(c.registry, c.key) for c in found.changes] == [(registry, key)]
        assert "hunter2" not in str(found)
    elif before == "Handlers.SIG_DFL":
        assert [(s[0], s[1], s[3]) for s in shown] == [(registry, key, after)]
    else:
        assert shown == [(registry, key, before, after)]
    assert {(c.path, c.line >= 3) for c in found.changes} == {(ONE, True)}


def test_settings_name_registries_of_the_host(tmp_path: Path) -> None:
    files = {
        "pkg/plugs.py": "class Plugs:\n    known = {'a': 1}\n    names = ['x']\n    late = None\n",
        ONE: "from pkg.plugs import Plugs\nPlugs.known['b'] = len\nPlugs.names.append('y')\n"
        "Plugs.known['a'] = 2\n",
    }
    names = [f"pkg.plugs:{attribute}" for attribute in ("Plugs.known", "Plugs.names", "none")]
    notes: list[str] = []
    found = probed(tmp_path, files, settings=f"registries = {names}\n", notes=notes)
    assert told(found) == [
        ("pkg.plugs:Plugs.known", "a", "1", "2"),
        ("pkg.plugs:Plugs.known", "b", None, "len"),
        ("pkg.plugs:Plugs.names", "y", None, ""),
    ]
    assert notes == ["the registry pkg.plugs:none cannot be read: there is no such attribute"]


def test_the_module_that_did_it_is_named(tmp_path: Path) -> None:
    files = {
        ONE: "from pkg.preview.one import deep\nfrom pkg.preview.one.deep import more\n",
        "pkg/preview/one/deep/__init__.py": "",
        "pkg/preview/one/deep/more.py": "import os\n\nos.environ['FROM_MORE'] = '1'\n",
        "pkg/preview/one/after.py": "import os\nos.environ['FROM_AFTER'] = '1'\n",
    }
    found = probed(tmp_path, files)
    assert [(c.key, c.module, c.path, c.line) for c in found.changes] == [
        ("FROM_AFTER", "pkg.preview.one.after", "pkg/preview/one/after.py", 2),
        ("FROM_MORE", "pkg.preview.one.deep.more", "pkg/preview/one/deep/more.py", 3),
    ]


def test_what_stable_modules_do_while_they_load_is_their_own(tmp_path: Path) -> None:
    files = {
        "pkg/noisy.py": "import os\nos.environ['STABLE'] = '1'\nimport pkg.plugs\n",
        "pkg/plugs.py": "import logging\nlogging.getLogger().setLevel(50)\n",
        ONE: "import pkg.noisy\nimport os\nos.environ['PREVIEW'] = '1'\n",
    }
    assert [c.key for c in probed(tmp_path, files).changes] == ["PREVIEW"]


def test_stable_code_that_imports_the_feature_hides_nothing(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from pkg.preview import one\n",
        ONE: "import os\nos.environ['PREVIEW'] = '1'\n",
    }
    assert [c.key for c in probed(tmp_path, files).changes] == ["PREVIEW"]


def test_other_features_are_not_blamed_on_this_one(tmp_path: Path) -> None:
    files = {
        "pkg/preview/__init__.py": "from pkg.preview import one, two\n",
        "pkg/preview/two.py": "import os\nos.environ['TWO'] = '1'\n",
    }
    assert told(probed(tmp_path, files)) == []


def test_tests_scripts_and_migrations_are_not_imported(tmp_path: Path) -> None:
    leak = "import os\nos.environ['X'] = '1'\n"
    files = {
        "pkg/preview/one/__main__.py": leak,
        "pkg/preview/one/tests/test_x.py": leak,
        "pkg/preview/one/alembic/env.py": leak,
        "pkg/preview/one/alembic/script.py.mako": "",
        "pkg/preview/one/alembic/versions/001_x.py": leak,
    }
    assert told(probed(tmp_path, files)) == []


def test_nothing_is_written_into_the_tree(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/plugs.py": ""})
    probed(tmp_path, {ONE: "import pkg.plugs\nopen('scribble', 'w').write('x')\n"})
    status = subprocess.run(
        ["git", "status", "--porcelain", "--ignored"], cwd=tmp_path, capture_output=True, text=True
    )
    assert status.stdout == ""


def test_a_src_layout_is_found(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "src/pkg/__init__.py": "",
            "src/pkg/preview/__init__.py": "",
            "src/pkg/preview/two.py": "import os\nos.environ['TWO'] = '1'\n",
        },
    )
    commit_all(tmp_path)
    host = open_host(tmp_path)
    host.probing = True
    (finding,) = check(host)
    assert (finding.path, finding.line) == ("src/pkg/preview/two.py", 2)
    assert finding.message.startswith("importing pkg.preview.two adds TWO to os.environ")
