"""Old names work after a promotion: each form of use, in a Python of its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import write

from coldframe.check.shim import is_shim
from coldframe.declare.feature import Feature, PreviewTree
from coldframe.resolve.promoting.shims import defining, shims

TREE = PreviewTree("shop.preview", "shop/preview")
LOYALTY = Feature("loyalty", "shop.preview.loyalty", "shop/preview/loyalty", TREE)
DRONES = Feature("drones", "shop.preview.drones", "shop/preview/drones.py", TREE)
SWAPPED = Feature("swapped", "shop.preview.swapped", "shop/preview/swapped", TREE)
PARTED = Feature("parted", "shop.preview.parted", "shop/preview/parted", TREE)
CIRCLED = Feature("circled", "shop.preview.circled", "shop/preview/circled", TREE)
ROUND = Feature("round", "shop.preview.round", "shop/preview/round.py", TREE)
LOST = Feature("lost", "shop.preview.lost", "shop/preview/lost", TREE)

PARTED_NAMES = {
    "shop.preview.parted": "shop.base",
    "shop.preview.parted.rules": "shop.base.rules",
    "shop.preview.parted.deep": "shop.base.deep",
    "shop.preview.parted.deep.well": "shop.base.deep.well",
    "shop.preview.parted.deep.far": "shop.elsewhere.far",
    "shop.preview.parted.plugs": "shop.plugs",
    "shop.preview.parted.plugs.one": "shop.plugs.one",
    "shop.preview.parted.gone": "",
}
LOST_NAMES = {"shop.preview.lost.inner.x": "shop.elsewhere.x"}

FILES: dict[str, str | bytes] = {
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/loyalty/__init__.py": "from shop.loyalty.cards import Card\n_private = 1\nlevel = 3\n"
    "def __getattr__(name):\n    if name == 'lazy': return 'lazily'\n"
    "    raise AttributeError(name)\n",
    "shop/loyalty/cards.py": "print('cards')\nclass Card: pass\n_secret = 2\ndef price(): return 1\n",
    "shop/loyalty/__main__.py": "print('the program', __name__)\n",
    "shop/loyalty/tool.py": "from . import cards\nprint('run', __name__, __package__)\n",
    "shop/loyalty/data.txt": "data\n",
    "shop/loyalty/deep/__init__.py": "",
    "shop/loyalty/deep/down.py": "class Down: pass\n",
    "shop/loyalty/slow.py": "import time, shop.slowed\nclass Slow: pass\n",
    "shop/slowed.py": "n = 0\nfor i in range(3_000_000): n += i\n",
    "shop/loyalty/ring.py": "import shop.preview.loyalty.ring as old\nimport sys\n"
    "assert old is sys.modules[__name__]\ndone = True\n",
    "shop/loyalty/circle.py": "import shop.preview.loyalty.circle as old\n"
    "from shop.preview.loyalty.circle import __name__\nlate = 2\n",
    "shop/circled/__init__.py": "early = 1\nfrom shop.preview.circled import early\n"
    "from shop.preview.circled.inner import one\nlate = 2\n",
    "shop/circled/inner.py": "from shop.preview.circled import early as one\n",
    "shop/round.py": "early = 1\nfrom shop.preview.round import early\nlate = 2\n",
    "shop/loyalty/needy.py": "import not_installed\n",
    "shop/swapped/__init__.py": "import sys, types\nclass Lazy(types.ModuleType):\n    answer = 42\n"
    "lazy = Lazy(__name__)\nlazy.__path__, lazy.__spec__ = __path__, __spec__\n"
    "sys.modules[__name__] = lazy\n",
    "shop/swapped/inner.py": "",
    "shop/drones.py": "class Drone: pass\n_secret = 5\nspeed = 1\n"
    "if __name__ == '__main__': print('flies')\n",
    "shop/base/__init__.py": "level = 1\nclass Base: pass\n",
    "shop/base/rules.py": "class Rule: pass\n",
    "shop/base/deep/__init__.py": "depth = 1\n",
    "shop/base/deep/well.py": "class Well: pass\n",
    "shop/elsewhere/__init__.py": "",
    "shop/elsewhere/far.py": "class Far: pass\n",
    "shop/elsewhere/x.py": "class X: pass\n",
    "shop/plugs/__init__.py": "",
    "shop/plugs/one.py": "class One: pass\n",
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("host"), FILES)
    for feature, names in (
        (LOYALTY, {"shop.preview.loyalty": "shop.loyalty"}),
        (DRONES, {"shop.preview.drones": "shop.drones"}),
        (PARTED, PARTED_NAMES),
        (SWAPPED, {"shop.preview.swapped": "shop.swapped"}),
        (CIRCLED, {"shop.preview.circled": "shop.circled"}),
        (ROUND, {"shop.preview.round": "shop.round"}),
        (LOST, LOST_NAMES),
    ):
        for edit in shims(feature, names, "5.0.0", f'The "{feature.name}" feature'):
            assert edit.before is None and edit.after is not None
            write(root, {edit.path: edit.after})
    return root


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def shown(root: Path, source: str) -> list[str]:
    """Which warnings a program ``main.py`` sees, each as ``file:line text``."""
    (root / "main.py").write_text(source)
    done = run(root, "-W", "always::DeprecationWarning", "main.py")
    assert done.returncode == 0, done.stderr
    lines = done.stderr.replace(str(root) + "/", "").splitlines()
    return [line for line in lines if "DeprecationWarning" in line]


L = "shop.preview.loyalty is called shop.loyalty now; the old name works until 5.0.0"
C = "shop.preview.loyalty.cards is called shop.loyalty.cards now; the old name works until 5.0.0"
D = "shop.preview.drones is called shop.drones now; the old name works until 5.0.0"


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("import shop.preview.loyalty", L),
        ("import shop.preview.loyalty as l", L),
        ("from shop.preview import loyalty", L),
        ("from shop.preview.loyalty import Card", L),
        ("from shop.preview.loyalty import *", L),
        ("from shop.preview.loyalty import _private, lazy", L),
        ("from shop.preview.loyalty import cards", L),
        ("import shop.preview.loyalty.cards", C),
        ("import shop.preview.loyalty.cards as c", C),
        ("from shop.preview.loyalty.cards import Card, _secret", C),
        ("from shop.preview.loyalty.deep.down import Down", None),
        ("import importlib; importlib.import_module('shop.preview.loyalty.cards')", C),
        ("__import__('shop.preview.loyalty.cards')", C),
        ("import pkgutil; pkgutil.resolve_name('shop.preview.loyalty:Card')", L),
        ("from unittest import mock; mock.patch('shop.preview.loyalty.level', 4).start()", L),
        ("import pickle; pickle.loads(b'cshop.preview.loyalty.cards\\nCard\\n.')", C),
        ("import shop.preview.drones", D),
        ("from shop.preview.drones import Drone, _secret", D),
        ("from shop.preview.drones import *; Drone", D),
        ("from shop.preview.parted.deep.far import Far", None),
        ("from shop.preview.parted.rules import Rule", None),
        ("from shop.preview.lost.inner.x import X", None),
    ],
)
def test_one_warning_at_the_line_that_imports(host: Path, statement: str, text: str) -> None:
    warnings = shown(host, f"import sys\n\n{statement}\n")
    assert len(warnings) == 1, warnings
    assert warnings[0].startswith("main.py:3: DeprecationWarning: ")
    if text:
        assert warnings[0].endswith(text)


def test_each_line_that_imports_for_the_first_time_is_told(host: Path) -> None:
    source = "import shop.preview.loyalty.cards\nimport shop.preview.loyalty.deep.down\n"
    assert [line.split(" ")[0] for line in shown(host, source)] == ["main.py:1:", "main.py:2:"]


def test_the_default_filters_show_it_to_whoever_runs_a_program(host: Path) -> None:
    for words in (["-c", "import shop.preview.drones"], ["-m", "shop.preview.loyalty.tool"]):
        assert run(host, *words).stderr.count("DeprecationWarning: shop.preview") == 1


def test_as_an_error(host: Path) -> None:
    for old in ("shop.preview.loyalty.cards", "shop.preview.drones"):
        done = run(host, "-W", "error::DeprecationWarning", "-c", f"import {old}")
        new = old.replace(".preview", "")
        last = f"DeprecationWarning: {old} is called {new} now; the old name works until 5.0.0\n"
        assert done.returncode == 1
        assert done.stderr.endswith(last)


SAME = {
    "modules": "import shop.preview.loyalty.cards as a, shop.loyalty.cards as b; assert a is b",
    "modules, new first": "import shop.loyalty.cards as b, shop.preview.loyalty.cards as a\n"
    "assert a is b and a.__name__ == a.__spec__.name == 'shop.loyalty.cards'",
    "packages": "import shop.preview.loyalty as a, shop.loyalty as b; assert a is b",
    "packages below": "import shop.preview.loyalty.deep as a, shop.loyalty.deep as b\n"
    "assert a is b",
    "through the parent": "import shop.preview.loyalty.deep.down, shop.loyalty.deep.down\n"
    "assert shop.preview.loyalty.deep.down.Down is shop.loyalty.deep.down.Down",
    "classes": "from shop.preview.loyalty.cards import Card as A\nfrom shop.loyalty import Card as B\n"
    "assert A is B and isinstance(B(), A) and A.__module__ == 'shop.loyalty.cards'",
    "one-file features": "import shop.preview.drones as a, shop.drones as b; assert a is b",
    "star": "from shop.preview.loyalty import *\nimport shop.loyalty\nassert Card is shop.loyalty.Card",
    "patch": "from unittest import mock\nimport shop.loyalty.cards as new\n"
    "with mock.patch('shop.preview.loyalty.cards.price', lambda: 9): assert new.price() == 9\n"
    "assert new.price() == 1",
    "pickle": "import pickle, shop.loyalty.cards as new\n"
    "data = pickle.dumps(new.Card()).replace(b'shop.loyalty.cards', b'shop.preview.loyalty.cards')\n"
    "data = b'cshop.preview.loyalty.cards\\nCard\\n.'\n"
    "assert pickle.loads(data) is new.Card\n"
    "assert b'preview' not in pickle.dumps(new.Card())",
    "reload": "import importlib, shop.preview.loyalty.cards as a, shop.preview.loyalty as p\n"
    "before = a.Card\nassert importlib.reload(a) is a and a.Card is not before\n"
    "assert importlib.reload(p) is p\nimport shop.loyalty.cards as b; assert a is b",
    "reload of one file": "import importlib, shop.preview.drones as a\n"
    "before = a.Drone\nassert importlib.reload(a) is a and a.Drone is not before",
    "getsource": "import inspect, shop.preview.loyalty.deep.down as a, shop.preview.drones as d\n"
    "assert inspect.getsource(a) == 'class Down: pass\\n'\n"
    "assert inspect.getsource(d.Drone) == 'class Drone: pass\\n'\n"
    "assert inspect.getmodule(d.Drone) is d",
    "walk_packages": "import pkgutil, sys, shop.preview.loyalty as p\n"
    "found = [m.name for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.')]\n"
    "assert 'shop.loyalty.deep.down' in found\n"
    "old = 'shop.preview.loyalty.'\n"
    "found = [m.name for m in pkgutil.walk_packages(p.__path__, old)]\n"
    "assert old + 'deep.down' in found and old + 'cards' in found\n"
    "import shop.loyalty.deep; assert sys.modules[old + 'deep'] is shop.loyalty.deep",
    "find_spec": "import importlib.util as u\n"
    "assert u.find_spec('shop.preview.loyalty.deep.down').origin.endswith('loyalty/deep/down.py')\n"
    "assert u.find_spec('shop.preview.loyalty.nothing') is None",
    "package data": "import pkgutil, importlib.resources as r\n"
    "assert pkgutil.get_data('shop.preview.loyalty', 'data.txt') == b'data\\n'\n"
    "assert r.files('shop.preview.loyalty').joinpath('data.txt').read_text() == 'data\\n'\n"
    "assert pkgutil.get_data('shop.preview.loyalty.deep', 'down.py')",
    "circular": "import shop.loyalty.ring as r; assert r.done",
    "circular, old first": "import shop.preview.loyalty.ring as r; assert r.done",
    "entry point": "from importlib.metadata import EntryPoint\nimport shop.drones\n"
    "assert EntryPoint('a', 'shop.preview.drones:Drone', 'g').load() is shop.drones.Drone",
    "parted: each where it is": "import shop.preview.parted as p\n"
    "from shop.preview.parted import rules, plugs, deep, Base, level\n"
    "from shop.preview.parted.deep import far, well\n"
    "from shop.preview.parted.plugs.one import One\n"
    "import shop.base.rules, shop.plugs.one, shop.base.deep.well, shop.elsewhere.far\n"
    "assert rules is shop.base.rules and One is shop.plugs.one.One and Base is shop.base.Base\n"
    "assert plugs is shop.plugs\n"
    "assert far is shop.elsewhere.far and well is shop.base.deep.well and deep.depth == 1\n"
    "assert not hasattr(shop.base, 'plugs') and not hasattr(shop.base.deep, 'far')\n"
    "assert shop.preview.parted.deep.far is far",
    "parted: patch of the package": "from unittest import mock\nimport shop.base, shop.base.deep\n"
    "with mock.patch('shop.preview.parted.level', 7): assert shop.base.level == 7\n"
    "assert shop.base.level == 1\n"
    "with mock.patch('shop.preview.parted.deep.depth', 7): assert shop.base.deep.depth == 7\n"
    "assert shop.base.deep.depth == 1\n"
    "with mock.patch('shop.preview.parted.rules.Rule', 7): assert shop.base.rules.Rule == 7",
    "parted: star": "from shop.preview.parted import *; assert Base and level; assert '_new' not in dir()",
    "parted: reload": "import sys, importlib, shop.preview.parted as p, shop.preview.parted.deep as d\n"
    "finders = len(sys.meta_path)\n"
    "assert importlib.reload(p) is p and importlib.reload(d) is d and d.depth == 1\n"
    "assert len(sys.meta_path) == finders",
    "a new package that puts something else in its place": "import shop.preview.swapped as a\n"
    "import shop.swapped as b, shop.preview.swapped.inner as i, shop.swapped.inner as j\n"
    "assert a is b and i is j and a.answer == 42",
    "no package of that name": "from shop.preview.lost.inner import x\nimport shop.elsewhere.x\n"
    "assert x is shop.elsewhere.x",
    "loaded once more after a failure": "import sys, warnings\n"
    "for n in range(3):\n"
    "    with warnings.catch_warnings():\n"
    "        warnings.simplefilter('error')\n"
    "        try: import shop.preview.loyalty.cards\n"
    "        except DeprecationWarning: n = 'refused'\n"
    "        assert n == 'refused'\n"
    "import shop.preview.loyalty.cards as a, shop.loyalty.cards as b; assert a is b\n"
    "assert sum(type(f).__name__ == '_Names' for f in sys.meta_path) == 1",
}


@pytest.mark.parametrize("what", SAME)
def test_the_very_same(host: Path, what: str) -> None:
    done = run(host, "-W", "ignore::DeprecationWarning", "-c", SAME[what])
    assert done.returncode == 0, done.stderr
    if "reload" not in what:
        assert done.stdout.count("cards") <= 1


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("shop.preview.loyalty.nothing", "No module named 'shop.preview.loyalty.nothing'"),
        (
            "shop.preview.loyalty.deep.nothing",
            "No module named 'shop.preview.loyalty.deep.nothing'",
        ),
        (
            "shop.preview.loyalty.cards.nothing",
            "No module named 'shop.preview.loyalty.cards.nothing'; "
            "'shop.preview.loyalty.cards' is not a package",
        ),
        ("shop.preview.loyalty.needy", "No module named 'not_installed'"),
        (
            "shop.preview.drones.nothing",
            "No module named 'shop.preview.drones.nothing'; 'shop.preview.drones' is not a package",
        ),
        ("shop.preview.parted.nothing", "No module named 'shop.preview.parted.nothing'"),
        ("shop.preview.parted.gone", "No module named 'shop.preview.parted.gone'"),
        ("shop.preview.lost.nothing", "No module named 'shop.preview.lost.nothing'"),
    ],
)
def test_what_is_not_there(host: Path, name: str, error: str) -> None:
    done = run(host, "-c", f"import {name}")
    assert done.stderr.splitlines()[-1] == f"ModuleNotFoundError: {error}"


def test_names_that_are_not_there(host: Path) -> None:
    done = run(host, "-c", "from shop.preview.parted import nothing")
    assert "ImportError: cannot import name 'nothing' from 'shop.preview.parted'" in done.stderr
    done = run(host, "-c", "import shop.preview.lost as l\nl.nothing")
    assert "module 'shop.preview.lost' has no attribute 'nothing'" in done.stderr


def test_run_as_a_program(host: Path) -> None:
    done = run(host, "-m", "shop.preview.loyalty.tool")
    assert done.stdout == "cards\nrun __main__ shop.preview.loyalty\n", done.stderr
    done = run(host, "-m", "shop.preview.drones")
    assert done.stdout == "flies\n"
    assert done.stderr.endswith(f"DeprecationWarning: {D}\n"), done.stderr
    done = run(host, "-m", "shop.preview.loyalty")
    assert done.stdout == "cards\nthe program __main__\n", done.stderr


THREADS = """\
import sys, threading
sys.setswitchinterval(1e-6)
names = ["shop.preview.loyalty.slow", "shop.loyalty.slow"] * 6
ready, seen, wrong = threading.Barrier(len(names)), [], []
def load(name):
    ready.wait()
    try:
        __import__(name, fromlist=["Slow"])
        seen.append(getattr(__import__(name, fromlist=["Slow"]), "Slow"))
    except BaseException as error:
        wrong.append(error)
threads = [threading.Thread(target=load, args=[name]) for name in names]
for one in threads: one.start()
for one in threads: one.join()
assert not wrong, wrong
assert len(set(seen)) == 1 and len(seen) == len(names)
"""


def test_many_threads_at_once(host: Path) -> None:
    for _ in range(5):
        done = run(host, "-W", "ignore::DeprecationWarning", "-c", THREADS)
        assert done.returncode == 0, done.stderr


CROSSED = """\
import sys, threading
sys.setswitchinterval(1e-6)
def load(name):
    ready.wait()
    try: seen.append(getattr(__import__(name, fromlist=["late"]), "late"))
    except BaseException as error: wrong.append(f"{name}: {error!r}")
for round in range(ROUNDS):
    for name in [name for name in sys.modules if name.startswith("shop")]: del sys.modules[name]
    sys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != "_Names"]
    names = NAMES if round % 2 else NAMES[::-1]
    # Loaded before, for Python itself takes a package away for a moment while it loads
    # (importlib._bootstrap._load_unlocked), and another thread fails that needs it then.
    for name in names: __import__(name.rpartition(".")[0])
    assert not {*names} & {*sys.modules}
    ready, seen, wrong = threading.Barrier(len(names)), [], []
    threads = [threading.Thread(target=load, args=[name]) for name in names]
    for one in threads: one.start()
    for one in threads: one.join()
    assert not wrong and seen == [2] * len(names), (round, wrong, seen)
    for name in names:
        assert sys.modules[name].late == 2
        new = name.replace(".preview", "")
        assert sys.modules[name] is sys.modules[new], (round, name, sys.modules[name])
        whole, _, last = new.rpartition(".")
        held = getattr(sys.modules[whole], last)
        if held is not sys.modules[new]:  # the stand-in, put there last: gone when it is used
            assert held.late == 2
            held = getattr(sys.modules[whole], last)
        assert held is sys.modules[new], (round, name, held)
"""


@pytest.mark.parametrize("new", ["shop.loyalty.circle", "shop.circled", "shop.round"])
@pytest.mark.parametrize("copies", [1, 3])
def test_threads_that_meet_in_a_circle(host: Path, new: str, copies: int) -> None:
    """The new module imports itself by its old name, while others ask for it by either name."""
    names = [new.replace("shop.", "shop.preview."), new] * copies
    source = CROSSED.replace("NAMES", repr(names)).replace("ROUNDS", "150")
    for _ in range(2):
        done = run(host, "-W", "ignore::DeprecationWarning", "-c", source)
        assert done.returncode == 0, done.stderr


PUT_BACK = """\
import sys
import shop.preview.loyalty.circle as new
(finder,) = [one for one in sys.meta_path if type(one).__name__ == "_Names"]
stand_in = type(finder).find_spec.__globals__["_Old"]("shop.preview.loyalty.circle")
package = sys.modules["shop.loyalty"]
package.circle = stand_in  # what a slower thread does, at the end of its import of the old name
assert stand_in.late == 2
assert package.circle is new
"""


def test_a_stand_in_that_comes_late_goes_when_it_is_used(host: Path) -> None:
    done = run(host, "-W", "ignore::DeprecationWarning", "-c", PUT_BACK)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("feature", ["loyalty/__init__", "drones", "parted/__init__"])
def test_static_tools_see_the_names(host: Path, feature: str, tmp_path: Path) -> None:
    old = f"shop.preview.{feature.removesuffix('/__init__')}"
    name = {"loyalty": "Card", "drones": "Drone", "parted": "Base"}[old.rpartition(".")[2]]
    user = tmp_path / "user.py"
    user.write_text(f"from {old} import {name}\n\nreveal_type({name}())\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path), str(user)],
        cwd=host,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "MYPYPATH": str(host)},
    )
    assert f'.{name}"' in done.stdout, done.stdout
    path = f"shop/preview/{feature}.py"
    strict = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    done = subprocess.run(
        [*strict, "--cache-dir", str(tmp_path), path],
        cwd=host,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--select=E4,E7,E9,F", path],
        cwd=host,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_only_names_that_do_not_follow_are_kept() -> None:
    assert defining("shop.preview.parted", PARTED_NAMES) == {
        "shop.preview.parted": "shop.base",
        "shop.preview.parted.deep.far": "shop.elsewhere.far",
        "shop.preview.parted.plugs": "shop.plugs",
    }
    assert defining(LOST.module, LOST_NAMES) == {LOST.module: "", **LOST_NAMES}


def test_recognised_by_reading(host: Path) -> None:
    data = (host / "shop/preview/loyalty/__init__.py").read_bytes()
    shim = is_shim(data)
    assert shim is not None
    assert shim[:4] == (
        "shop.preview.loyalty",
        "shop.loyalty",
        "5.0.0",
        {"shop.preview.loyalty": "shop.loyalty"},
    )
    assert data.splitlines()[shim.line - 1] == b'_UNTIL = "5.0.0"'
    lost = is_shim((host / "shop/preview/lost/__init__.py").read_bytes())
    assert lost is not None
    assert (lost.new, lost.target) == ("", "shop.elsewhere.x")
    assert ast.get_docstring(ast.parse(data)) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"_UNTIL = 1\n_NAMES = {}\n",
        b"_UNTIL = '1.0'\n_NAMES = {1: 'a'}\n",
        b"_UNTIL = '1.0'\n_NAMES = table()\n",
        b"_UNTIL = '1.0'\n_NAMES = {'a': 'b'\n",
        b"# _UNTIL _NAMES\n",
    ],
)
def test_nothing_else_is_one(data: bytes) -> None:
    assert is_shim(data) is None
