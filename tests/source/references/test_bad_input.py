"""No file, however broken, stops the search; what was read inexactly is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference_corpus import PACKAGES

from coldframe.source.references import kinds
from coldframe.source.references.find import _places, references
from coldframe.source.references.wanted import Wanted
from coldframe.source.worktree import WorkTree

IMPORT = b"from host.preview.vpn import Driver\n"
BROKEN = "read inexactly: syntax not understood everywhere"


def look(
    root: Path, data: bytes, name: str = "host/x.py"
) -> tuple[list[tuple[int, str]], list[str]]:
    write(root, {name: data, "host/preview/vpn.py": ""})
    tree = WorkTree(str(root))
    found = [(r.line, r.target) for r in references(tree, PACKAGES)]
    return found, [u.why for u in tree.unread if u.path == name]


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"\xef\xbb\xbf" + IMPORT, 1, []),
        (b"x = 1\r\n" + IMPORT.replace(b"\n", b"\r\n"), 2, []),
        (b"x = 1\r" + IMPORT, 2, []),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n" + IMPORT, 3, []),
        (b"x = '\xe9'\n" + IMPORT, 2, ["read inexactly: not valid utf-8"]),
        (b"# coding: nonsense\n" + IMPORT, 2, ["read inexactly: unknown encoding 'nonsense'"]),
        (b"x = '\0'\n" + IMPORT, 2, ["read inexactly: contains NUL bytes"]),
        (b"def broken(:\n    pass\n\n" + IMPORT, 4, [BROKEN]),
        (b"print 'Python 2'\nexec 'x = 1'\n" + IMPORT, 3, []),
        (b"type X[T: (int, str)] = list[T]\n" + IMPORT, 2, []),
        (b"x = " + b"(" * 3000 + b"1" + b")" * 3000 + b"\n" + IMPORT, 2, []),
        (b"x = " + b"1 + " * 5000 + b"1\n" + IMPORT, 2, []),
        (b"x = a" + b".b" * 5000 + b"\n" + IMPORT, 2, []),
        (b"x = a" + b"()" * 3000 + b"\n" + IMPORT, 2, []),
        (b"x = a" + b"[1]" * 3000 + b"\n" + IMPORT, 2, []),
        (IMPORT.rstrip(), 1, []),
    ],
)  # fmt: skip
def test_odd_files(tmp_path: Path, data: bytes, line: int, why: list[str]) -> None:
    """The import is found at its line, and the file is named if it was not read exactly."""
    found, said = look(tmp_path, data)
    assert found == [(line, "host.preview.vpn.Driver")]
    assert said == why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if x\n    import host.preview.vpn\n", [(2, "host.preview.vpn")]),
        ("if x\n    from .preview import vpn, fwaas\n",
         [(2, "host.preview.fwaas"), (2, "host.preview.vpn")]),
        ("{{ x }}\nfrom host.preview import vpn\n{% if x %}\nimport os\n",
         [(2, "host.preview.vpn")]),
        ("<<<<<<< HEAD\nimport host.preview.a\n=======\nimport host.preview.b\n>>>>>>> x\n",
         [(2, "host.preview.a"), (4, "host.preview.b")]),
    ],
)  # fmt: skip
def test_broken_python_is_still_searched(
    tmp_path: Path, text: str, found: list[tuple[int, str]]
) -> None:
    """Templates, merge conflicts, half-written code: the imports are found, the file named."""
    assert look(tmp_path, text.encode()) == (found, [BROKEN])


def test_broken_notebook(tmp_path: Path) -> None:
    """A notebook that is no JSON is said to be unread."""
    found, said = look(tmp_path, b'{"cells": [host.preview', "docs/a.ipynb")
    assert found == []
    assert said == ["read inexactly: not a readable notebook"]


def test_name_assigned_many_times(tmp_path: Path) -> None:
    """Following a name that is built up step by step ends."""
    text = "from importlib import import_module\nn = 'host.preview'\n" + "n = n + '.' + n\n" * 200
    found, said = look(tmp_path, f"{text}import_module(n)\n".encode())
    assert found[0] == (2, "host.preview")
    assert said == []


_PIECES = st.sampled_from(
    [
        b"host", b"preview", b".", b"..", b"from", b"import", b" ", b"\n", b"(", b")", b"'", b'"',
        b"f'{", b"}", b"[", b"]", b"=", b":", b",", b"\\", b"#", b"x", b"def ", b"lambda ", b"\t",
        b"import_module(", b"getattr(", b"exec(", b"%", b"+", b"__name__", b"\x00", b"\xff", b"\r",
        b".format(", b"'.'.join(", b"class A:", b"{", b"*", b"@", b"'''", b"`", b"::", b"-m ",
    ]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(_PIECES, max_size=40).map(b"".join) | st.binary(max_size=200))
def test_garbage_never_crashes(tmp_path: Path, data: bytes) -> None:
    """Every reader takes any bytes."""
    wanted = Wanted(WorkTree(str(tmp_path)), PACKAGES)
    for kind in (kinds.PYTHON, kinds.NOTEBOOK, kinds.DOCS, kinds.CONFIGURATION, kinds.COMMANDS):
        _places("host/x", b"host.preview " + data, kind, wanted)
        _places("host/x", data, kind, wanted)


def test_file_on_one_line(tmp_path: Path) -> None:
    """Every name in minified JSON is found, at its column, and shown with its neighbours only."""
    names = ", ".join(f'"k{i}": "host.preview.vpn.C{i}"' for i in range(2000))
    prose = '"help": "see host.preview.vpn for more"'
    write(tmp_path, {"a.json": f"{{{names}, {prose}}}", "host/preview/vpn.py": ""})
    found = references(WorkTree(str(tmp_path)), PACKAGES)
    assert [r.target for r in found] == [f"host.preview.vpn.C{i}" for i in range(2000)]
    assert max(len(r.text) for r in found) < 300
    assert found[1999].column == len(f"{{{names}") - len("host.preview.vpn.C1999")
