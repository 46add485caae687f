"""An excerpt of a module gives the same references as the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import commit_all, write
from hypothesis import given
from hypothesis import strategies as st

from coldframe.source.python.parse import parse, parse_natively
from coldframe.source.references import excerpt as cutting
from coldframe.source.references.code import in_code
from coldframe.source.references.find import references
from coldframe.source.references.sift import Sift
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

PACKAGES = [("host.preview", "host/preview")]
COMPLETE = [
    "from host.preview.x import y\n",
    "from .preview import x as z\n",
    "import host.preview.x.y\n",
    "import host.preview.x as q\n",
    "if TYPE_CHECKING:\n    from host.preview import (\n        x,\n        y,\n    )\nelse:\n    x = None\n",
    "try:\n    import json\nexcept ImportError:\n    from host.preview import x\n",
    "def f():\n    from host.preview.x import y\n    return y\n",
    "class A(\n    B,\n):\n    '''Doc.\n\n    More:\n    '''\n\n    a = 1\n\n    def f(self):\n"
    "        import host.preview.x\n\n    def g(self): ...\n",
    "def g():\n    return importlib.import_module('host.preview.x')\n",
    "class C:\n    @property\n    def f(self):\n        return load('host.preview.x:Y')\n",
    "table = {'a': 'host.preview.x'}\n",
    "def f():\n    importlib.import_module('host.preview.x'\n        '.deep')\n",
    "LONELY = 'host.preview.x.Y'\n",
]
WHOLE = [
    "from host import preview as p\np.x\n",
    "NAME = 'host.preview.x'\nimportlib.import_module(NAME)\n",
    "t = '''\nfrom host.preview.x import y\n'''\n",
    "def f():\n    '''Doc.\n\n    >>> from host.preview.x import y\n    '''\n",
    "BASE = 'host'\ndef f():\n    importlib.import_module(BASE + '.preview.x')\n",
    "E = '.x'\ndef f():\n    importlib.import_module('host.preview.x' + E)\n",
    "def f():\n    importlib.import_module('host.preview.' + E)\n",
    "import host.preview as p\n",
    "x: 'host.preview.x.Y'\n",
    "f = f'host.preview.{x}'\n",
]
FILLER = (
    "import importlib\nfrom typing import TYPE_CHECKING\n\n\ndef quiet():\n    '''A doc.'''\n"
    + ('    # nothing, """ nothing\n    call(\'a\', "it\'s")\n' * 200)
)


def wanted(root: Path) -> Wanted:
    write(root, {"host/__init__.py": "", "host/preview/__init__.py": "", "host/preview/x.py": ""})
    commit_all(root)
    return Wanted(WorkTree(str(root)), PACKAGES)


def both(source: str, known: Wanted) -> tuple[object, object]:
    """The references by the whole module, and by its excerpt (None: not cut)."""
    data = source.encode()
    sift = Sift(known)
    part = cutting.excerpt(data, sift.hits(data), sift.names)
    whole = parse(data)
    first = in_code(whole.tree, whole.text, "host/a.py", known).references()
    if part is None:
        return first, None
    text = part.decode()
    tree = parse_natively(text)
    return first, tree and in_code(tree, text, "host/a.py", known).references()


@pytest.mark.parametrize("code", COMPLETE)
def test_complete_uses_are_cut_out(tmp_path: Path, code: str) -> None:
    whole, part = both(FILLER + code + FILLER, wanted(tmp_path))
    assert part == whole and whole


@pytest.mark.parametrize("code", WHOLE)
def test_other_uses_are_not(tmp_path: Path, code: str) -> None:
    assert both(FILLER + code + FILLER, wanted(tmp_path))[1] is None


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Wanted:
    return wanted(tmp_path_factory.mktemp("host"))


@given(st.lists(st.sampled_from([*COMPLETE, *WHOLE, FILLER]), max_size=6))
def test_any_mixture_reads_alike(known: Wanted, codes: list[str]) -> None:
    """Whatever is cut reads as the whole does; what does not parse alone is not used."""
    whole, part = both(FILLER + "".join(codes), known)
    assert part is None or part == whole


def test_large_files_are_read_alike_end_to_end(tmp_path: Path) -> None:
    wanted(tmp_path)
    write(tmp_path, {"host/a.py": FILLER + COMPLETE[0], "host/b.py": COMPLETE[0]})
    commit_all(tmp_path)
    found = references(WorkTree(str(tmp_path)), PACKAGES)
    assert [(r.path, r.line) for r in found] == [
        ("host/a.py", FILLER.count("\n") + 1),
        ("host/b.py", 1),
    ]


PIECES = ("'''", '"""', '"', "'", "#", "\\", "\n", "\\\n", " ", "a = ", "b'x'", '"y"', "word\n")


@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_strings_over_several_lines_are_the_same_by_a_quick_look(pieces: list[str]) -> None:
    data = "".join(pieces).encode()

    def over_lines(spans: list[cutting.Span]) -> list[cutting.Span]:
        return [(first, last) for first, last in spans if b"\n" in data[first:last]]

    quick = cutting._plainly_quoted(data)
    if quick is not None:
        assert over_lines(quick) == over_lines([m.span() for m in cutting._TEXT.finditer(data)])


def test_a_quick_look_is_enough_for_ordinary_code() -> None:
    plain = (
        b'"""Doc."""\n\nX = call("a", \\\n    b"c")\n\ndef f():\n    \'\'\'Two\n    lines.\'\'\'\n'
    )
    assert cutting._plainly_quoted(plain) == [(0, 10), (52, 72)]
    assert cutting._plainly_quoted(b"x = 'open \\\n'\n") is None
    assert cutting.Statements(b"x = 'open \\\ngoes on'\n").in_string(14)
