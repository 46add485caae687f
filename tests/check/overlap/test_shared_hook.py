"""``shared_hook``: what has room for one, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from two_features import host_of, said

from coldframe.check.overlap import hook_order, shared_hook
from coldframe.check.overlap.hooks.candidates import candidates
from coldframe.check.overlap.hooks.listeners import FIRST_ANSWERS
from coldframe.check.overlap.hooks.slots import METHODS, SLOTS

PATCH = "from pkg import beds\ndef mine(bed): return 1\nbeds.Bed.litres = mine\n"
ALL_FORMS = {
    "from the module": PATCH,
    "from the class": "from pkg.beds import Bed\ndef mine(bed): return 1\nBed.litres = mine\n",
    "by another name": "import pkg.beds as b\nb.Bed.litres = lambda bed: 1\n",
    "the whole name": "import pkg.beds\npkg.beds.Bed.litres = lambda bed: 1\n",
    "relative": "from ...beds import Bed as B\nB.litres = lambda bed: 1\n",
    "setattr": "from pkg.beds import Bed\nsetattr(Bed, 'litres', lambda bed: 1)\n",
    "in a function": "def install():\n    from pkg.beds import Bed\n    Bed.litres = lambda bed: 1\n",
    "wrapped in partial": "from functools import partial\nfrom pkg.beds import Bed\n"
    "def mine(n, bed): return n\nBed.litres = partial(mine, 1)\n",
    "on one line": "from pkg.beds import Bed\nif True: Bed.litres = lambda bed: 1\n",
    "setattr on one line": "from pkg import beds\n"
    "if True: setattr(beds.Bed, 'litres', lambda bed: 1)\n",
    "several imports": "from pkg.beds import (  # noqa\n    PUMPS,\n    Bed,\n)\n"
    "Bed.litres = lambda bed: 1\n",
    "no spaces": "from pkg.beds import Bed\nBed.litres=lambda bed: 1\n",
    "CRLF": PATCH.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("form", ALL_FORMS)
def test_a_patch_in_every_form(form: str, tmp_path: Path) -> None:
    (message,) = said(shared_hook, tmp_path, PATCH, ALL_FORMS[form])
    assert message.startswith(
        "pkg.beds.Bed.litres is replaced by one (pkg/preview/one/__init__.py:3) and by two: the last"
    )


def test_who_wraps_is_gone_as_well_when_another_replaces(tmp_path: Path) -> None:
    wrap = "from pkg import beds\nold = beds.Bed.litres\nbeds.Bed.litres = lambda b: old(b)\n"
    (message,) = said(shared_hook, tmp_path, PATCH, wrap)
    assert "replaced by one (pkg/preview/one/__init__.py:3) and wrapped by two: " in message
    assert said(hook_order, tmp_path, PATCH, wrap) == []


NEAR = {
    "another attribute": "from pkg import beds\nbeds.Bed.area = lambda bed: 1\n",
    "a setting": "from pkg import beds\nbeds.Bed.litres = 5\n",
    "a class of its own": "class Bed: pass\nBed.litres = lambda bed: 1\n",
    "a subclass": "from pkg import beds\nclass B(beds.Bed):\n    def litres(self): return 1\n",
    "an argument": "def f(Bed):\n    Bed.litres = lambda bed: 1\n",
    "a rebound name": "from pkg.beds import Bed\nBed = object()\nBed.litres = lambda bed: 1\n",
    "put back": "from pkg import beds\ndef f():\n    old = beds.Bed.litres\n"
    "    beds.Bed.litres = lambda bed: 1\n    try: pass\n"
    "    finally: beds.Bed.litres = old\n",
    "only where there is none": "from pkg import beds\nif not hasattr(beds.Bed, 'litres'):\n"
    "    beds.Bed.litres = lambda bed: 1\n",
    "as a script": "from pkg import beds\nif __name__ == '__main__':\n"
    "    beds.Bed.litres = lambda bed: 1\n",
    "a comment": "from pkg import beds\n# beds.Bed.litres = mine\n",
    "broken code": "from pkg import beds\nbeds.Bed.litres = = mine\n",
    "nothing": "",
}


@pytest.mark.parametrize("form", NEAR)
def test_what_only_looks_like_a_patch(form: str, tmp_path: Path) -> None:
    assert said(shared_hook, tmp_path, PATCH, NEAR[form]) == []


def test_tests_and_stable_code_and_one_feature_may_patch(tmp_path: Path) -> None:
    more = {"pkg/preview/two/tests/test_it.py": PATCH, "pkg/core.py": PATCH}
    more["pkg/preview/one/again.py"] = PATCH
    assert said(shared_hook, tmp_path, PATCH, "", **more) == []


def test_a_feature_that_is_hooked_into_is_no_host(tmp_path: Path) -> None:
    """``two`` hooks into ``one``, which uses a mapping of its own."""
    own = "from .store import PUMPS\nclass P: pass\nPUMPS['a'] = P\n"
    other = "from pkg.preview.one.store import PUMPS\nclass P: pass\nPUMPS['a'] = P\n"
    assert said(shared_hook, tmp_path, own, other, **{"pkg/preview/one/store.py": ""}) == []


TWICE = {
    "member": "from pkg.beds import PUMPS\nclass P: pass\nPUMPS['a'] = P\n",
    "object": "from pkg.beds import PUMPS\nPUMPS['a'] = print('made at import')\n",
    "module": "import sys\nfrom . import stub\nsys.modules['pkg.core'] = stub\n",
    "dispatch": "from pkg.beds import Bed, shown\n@shown.register(Bed)\ndef _(bed): return 1\n",
    "annotated": "from pkg import beds\n@beds.shown.register\ndef _(bed: beds.Bed): return 1\n",
    "handler": "def f(app):\n    app.add_exception_handler(KeyError, print)\n",
    "status": "def f(app):\n    @app.errorhandler(404)\n    def f(e): pass\n",
    "of a stable application": "from pkg.beds import app\n@app.exception_handler(ValueError)\n"
    "def f(request, error): pass\n",
    "override": "from pkg.beds import Bed\ndef f(app):\n    app.dependency_overrides[Bed] = f\n",
    "filter": "def f(app):\n    app.template_filter('money')(f)\n",
    "policy": "from oslo_policy import policy\nR = [policy.RuleDefault('add_bed', '')]\n",
    "policy by name": "from oslo_policy import policy as p\nN = 'add_bed'\n"
    "R = [p.DocumentedRuleDefault(name=N, check_str='', description='', operations=[])]\n",
    "admin": "from django.contrib import admin\nfrom pkg.beds import Bed\n"
    "@admin.register(Bed)\nclass A: pass\n",
    "codec": "import codecs\ncodecs.register_error('dry', print)\n",
    "compiler": "from sqlalchemy.ext.compiler import compiles\nfrom pkg.beds import Bed\n"
    "@compiles(Bed, 'mysql')\ndef f(e, c): pass\n",
    "uid": "from django.db.models.signals import post_save\nfrom pkg.beds import Bed\n"
    "def f(**k): pass\npost_save.connect(f, sender=Bed, dispatch_uid='water')\n",
    "answer": "def pytest_pyfunc_call(pyfuncitem):\n    print(1)\n    return True\n",
}


@pytest.mark.parametrize("kind", TWICE)
def test_what_has_room_for_one(kind: str, tmp_path: Path) -> None:
    (message,) = said(shared_hook, tmp_path, TWICE[kind], TWICE[kind])
    assert " by one (pkg/preview/one/__init__.py:" in message and " and by two: " in message
    assert said(hook_order, tmp_path, TWICE[kind], TWICE[kind]) == []


FREE = {
    "key": ("from pkg.beds import PUMPS\nclass P: pass\nPUMPS['a'] = P\n", "'a'", "'b'"),
    "plain": ("from pkg.beds import Bed, plain\n@plain.register(Bed)\ndef f(b): pass\n", "", ""),
    "type": ("from pkg.beds import shown\n@shown.register(int)\ndef f(b): pass\n", "int", "str"),
    "error": ("def f(app):\n    app.add_exception_handler(KeyError, f)\n", "Key", "Value"),
    "own": ("app = Flask(__name__)\n@app.errorhandler(404)\ndef f(e): pass\n", "", ""),
    "serves": ("def f(app):\n    app.add_exception_handler(KeyError, f)\nf(FastAPI())\n", "", ""),
    "policy": ("from oslo_policy import policy\nR = policy.RuleDefault(f'{x}_bed')\n", "", ""),
    "environment": ("import os\nos.environ['A'] = str(int(3))\n", "3", "4"),
    "counted": ("from pkg.beds import PUMPS\ndef f():\n    PUMPS['a'] = len('x')\n", "", ""),
    "asked": ("from pkg.beds import PUMPS as P\nif 'a' not in P:\n    P['a'] = str()\n", "", ""),
    "dialect": (
        "from sqlalchemy.ext.compiler import compiles\nfrom pkg.beds import Bed\n"
        "@compiles(Bed, 'mysql')\ndef f(e, c): pass\n",
        "mysql",
        "sqlite",
    ),
    "bus": (
        "from django.dispatch import receiver\nfrom django.db.models.signals import post_save\n"
        "from pkg.beds import Bed\n@receiver(post_save, sender=Bed)\ndef f(**k): pass\n",
        "",
        "",
    ),
    "may answer": ("def pytest_pyfunc_call(p):\n    if p: return True\n", "", ""),
    "no module": ("import sys\nfrom . import a\nsys.modules[__name__] = a\n", "", ""),
}


@pytest.mark.parametrize("kind", FREE)
def test_what_has_room_for_both(kind: str, tmp_path: Path) -> None:
    text, word, other = FREE[kind]
    assert said(shared_hook, tmp_path, text, text.replace(word, other) if word else text) == []


def test_files_with_a_known_hook_are_read(tmp_path: Path) -> None:
    """The search of bytes leaves out nothing that reading would find."""
    texts = [f"import x\nx.{name.rpartition('.')[2]}(1)\n" for name in SLOTS]
    texts += [f"import x\nx.{name}(1)\n" for name in METHODS]
    texts += [f"def {name}(a): return 1\n" for name in FIRST_ANSWERS]
    files = {}
    for number, text in enumerate(texts):
        for feature in ("one", "two"):
            path = f"pkg/preview/{feature}/part_{number}.py"
            files[path] = text.replace("x.pickle", "copyreg.pickle")
    found = {path for _, path in candidates(host_of(tmp_path, "", "", **files))}
    assert files.keys() - found == set()


def test_files_without_a_match_are_not_parsed(tmp_path: Path) -> None:
    host = host_of(tmp_path, PATCH, NEAR["another attribute"])
    assert list(shared_hook.check(host)) == [] and host.surface._modules == {}


def test_three_features_are_two_findings(tmp_path: Path) -> None:
    found = said(shared_hook, tmp_path, PATCH, PATCH, **{"pkg/preview/zinc.py": PATCH})
    assert [m.split(": ")[0].rpartition(" ")[2] for m in found] == ["two", "zinc"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    host = host_of(tmp_path, PATCH, PATCH)
    place = tmp_path / "pkg/preview/two/__init__.py"
    place.write_bytes(b"# \xff\xfe\x00\n" + PATCH.encode())
    assert len(list(shared_hook.check(host))) <= 1


SETUP = """\
[metadata]
name = pkg
[entry_points]
pkg.pumps =
    {0} = pkg.preview.one:Pump
    rain = {1}:Pump
"""


@pytest.mark.parametrize(
    ("first", "module", "whose"),
    [
        ("rain", "pkg.preview.two", "one (setup.cfg:5) and to two"),
        ("rain", "pkg.beds", "stable code (setup.cfg:6) and to one"),
        ("well", "pkg.preview.two", ""),
        ("rain", "pkg.preview.one", ""),
    ],
)
def test_one_name_of_an_entry_point(first: str, module: str, whose: str, tmp_path: Path) -> None:
    found = said(shared_hook, tmp_path, "", "", **{"setup.cfg": SETUP.format(first, module)})
    who = "who asks for that name gets one of them"
    assert found == ([f"entry point pkg.pumps:rain is given to {whose}: {who}"] if whose else [])


def test_a_claim_is_left_to_the_rule_on_claims(tmp_path: Path) -> None:
    claim = 'title = "One"\n[claims]\nentry_points = ["pkg.pumps:*"]\n'
    files = {
        "setup.cfg": SETUP.format("rain", "pkg.beds"),
        "pkg/preview/one/preview.toml": claim,
    }
    assert said(shared_hook, tmp_path, "", "", **files) == []


def test_one_feature_alone_is_not_read(tmp_path: Path) -> None:
    host = host_of(tmp_path, PATCH, PATCH)
    host.__dict__["features"] = host.features[:1]
    host.tree.read = None  # type: ignore[method-assign, assignment]
    assert list(shared_hook.check(host)) == [] == list(hook_order.check(host))
