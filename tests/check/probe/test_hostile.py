"""The probe survives whatever an import does, and says what it did."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hosts import commit_all, write
from probing import SETTINGS, probed, told

from coldframe.check.probe.child import run_child
from coldframe.declare.mistake import Mistake

ONE = "pkg/preview/one/__init__.py"
BAD = "pkg/preview/one/bad.py"
LEAK = {"pkg/preview/one/zz.py": "import os\nos.environ['AFTER'] = '1'\n"}


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os\n\nos._exit(3)\n", "ends the process (exit code 3)"),
        ("import os\n\nos._exit(0)\n", "ends the process (exit code 0)"),
        ("import os, signal\n\nos.kill(os.getpid(), signal.SIGSEGV)\n", "kills the process"),
        ("import ctypes\n\nctypes.string_at(0)\n", "kills the process (SIGSEGV)"),
        ("import os\n\nos.abort()\n", "kills the process (SIGABRT)"),
    ],
)
def test_a_module_that_ends_the_process(tmp_path: Path, source: str, why: str) -> None:
    found = probed(tmp_path, {BAD: source, **LEAK})
    (failure,) = found.failures
    assert failure.why.startswith(why)
    assert failure.ended and failure.path == BAD
    # The modules after it are probed all the same.
    assert [c.key for c in found.changes] == ["AFTER"]


def test_an_endless_loop_is_ended_and_its_line_known(tmp_path: Path) -> None:
    found = probed(tmp_path, {BAD: "import os\n\nwhile True:\n    pass\n", **LEAK}, timeout=3)
    (failure,) = found.failures
    assert failure.why == "does not end within 3 seconds"
    assert failure.path == BAD and failure.line in (3, 4)
    assert [c.key for c in found.changes] == ["AFTER"]


@pytest.mark.parametrize(
    ("source", "why", "line"),
    [
        ("import sys\nsys.exit('bye')\n", "SystemExit: bye", 2),
        ("raise KeyboardInterrupt\n", "KeyboardInterrupt", 1),
        ("\n\n1 / 0\n", "ZeroDivisionError: division by zero", 3),
        ("def f():\n    f()\nf()\n", "RecursionError: maximum recursion depth exceeded", 2),
        ("from pkg import missing\n", "ImportError: cannot import name 'missing'", 1),
        ("import pkg.missing\n", "ModuleNotFoundError: No module named 'pkg.missing'", 1),
    ],
)
def test_a_module_that_fails(tmp_path: Path, source: str, why: str, line: int) -> None:
    found = probed(tmp_path, {BAD: source, **LEAK})
    (failure,) = found.failures
    assert failure.why.startswith(why)
    assert (failure.path, failure.line, failure.ended) == (BAD, line, False)
    assert [c.key for c in found.changes] == ["AFTER"]


def test_a_failure_that_passes_through_others_is_told_once(tmp_path: Path) -> None:
    files = {
        ONE: "from pkg.preview.one import middle\n",
        "pkg/preview/one/middle.py": "try:\n    from pkg.preview.one import bad\n"
        "except ValueError as e:\n    raise RuntimeError from e\n",
        BAD: "raise ValueError('no')\n",
    }
    (failure,) = probed(tmp_path, files).failures
    assert (failure.path, failure.why) == (BAD, "ValueError: no")


@pytest.mark.parametrize(
    "source",
    [
        "import not_installed_anywhere\n",
        "def (:\n",
        "try:\n    import not_installed_anywhere\nexcept ImportError as e:\n"
        "    raise RuntimeError('lazy') from e\n",
    ],
)
def test_the_machine_may_be_to_blame(tmp_path: Path, source: str) -> None:
    notes: list[str] = []
    found = probed(tmp_path, {BAD: source}, notes=notes)
    assert found.failures == ()
    assert len(notes) == 1
    assert notes[0].startswith("could not be probed: pkg.preview.one.bad (")


def test_a_stable_package_that_cannot_be_imported(tmp_path: Path) -> None:
    notes: list[str] = []
    found = probed(tmp_path, {"pkg/__init__.py": "import not_installed_anywhere\n"}, notes=notes)
    assert found.failures == () and told(found) == []
    assert len(notes) == 1 and "--probe-python" in notes[0]


def test_a_stable_package_that_ends_the_process(tmp_path: Path) -> None:
    notes: list[str] = []
    probed(tmp_path, {"pkg/__init__.py": "import os\nos._exit(7)\n"}, notes=notes)
    assert notes == ["nothing could be probed: importing pkg ends the process (exit code 7)"]


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.stdout.buffer.write(bytes(range(256)) * 100)\n",
        "import os\nfor _ in range(400):\n    os.write(1, b'y' * 65536)\n    os.write(2, b'n')\n",
        "import sys\nsys.stdout = sys.stderr = sys.__stdout__\n",
        "import os\nos.closerange(3, 256)\n",
        "import os\nos.close(0); os.close(1); os.close(2)\n",
        "import json, builtins\n",
    ],
)
def test_what_it_prints_or_closes_does_not_matter(tmp_path: Path, source: str) -> None:
    found = probed(tmp_path, {BAD: source, **LEAK})
    assert found.failures == ()
    assert "AFTER" in [c.key for c in found.changes]


def test_a_patched_writer_does_not_silence_it(tmp_path: Path) -> None:
    patch = (
        "import json, os\njson.dumps = os.write = os.getpid = os._exit = lambda *a, **k: 1 / 0\n"
    )
    keys = [c.key for c in probed(tmp_path, {BAD: patch, **LEAK}).changes]
    assert {"AFTER", "json.dumps", "os.write", "os.getpid", "os._exit"} <= set(keys)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(
    "source",
    ["import os\nos.fork()\n", "import os\nfor _ in range(3):\n    os.fork()\n"],
)
def test_forks_tell_nothing_twice(tmp_path: Path, source: str) -> None:
    found = probed(tmp_path, {BAD: source, **LEAK})
    assert found.failures == ()
    assert [c.key for c in found.changes] == ["AFTER"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process groups here")
def test_what_it_started_is_ended_with_it(tmp_path: Path) -> None:
    told_pid = tmp_path / "pid"
    source = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])\n"
        f"open({str(told_pid)!r}, 'w').write(str(child.pid))\n"
    )
    probed(tmp_path / "host", {BAD: source})
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", told_pid.read_text()], capture_output=True, text=True
    ).stdout.strip()
    assert state == "" or state.startswith("Z")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_ctrl_c_does_not_wait_for_what_never_ends(tmp_path: Path) -> None:
    door = tmp_path / "door"
    os.mkfifo(door)
    root = tmp_path / "host"
    source = (
        f"import os\nwith open({str(door)!r}, 'w') as door:\n    door.write(str(os.getpid()))\n"
    )
    write(
        root,
        {
            "pyproject.toml": SETTINGS,
            "pkg/__init__.py": "",
            "pkg/preview/__init__.py": "",
            ONE: source + "while True:\n    pass\n",
        },
    )
    commit_all(root)
    running = subprocess.Popen(
        [sys.executable, "-m", "coldframe", "check", "--probe", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    pid = door.read_text()
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)  # less than the 120 seconds of the probe
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True).stdout
    assert state.strip() == "" or state.startswith("Z")


def test_threads_that_never_end_do_not_hold_it_up(tmp_path: Path) -> None:
    source = "import threading\nthreading.Thread(target=threading.Event().wait).start()\n"
    found = probed(tmp_path, {BAD: source}, timeout=20)
    assert found.failures == ()
    assert [c.registry for c in found.changes] == ["the running threads"]


def test_a_python_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no Python at /nowhere/python"):
        probed(tmp_path, {}, python="/nowhere/python")


def test_the_settings_may_name_the_python(tmp_path: Path) -> None:
    write(tmp_path, {"env/python": f'#!/bin/sh\nPROBED=1 exec {sys.executable} "$@"\n'})
    (tmp_path / "env/python").chmod(0o755)
    source = "import os\nos.environ.pop('PROBED')\n"
    found = probed(tmp_path, {ONE: source}, settings='probe_python = "env/python"\n')
    assert told(found) == [("os.environ", "PROBED", "set", None)]


def test_the_settings_may_name_a_python_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        probed(tmp_path, {}, settings='probe_python = "env/python"\n')
    assert (caught.value.path, caught.value.line) == ("pyproject.toml", 3)


def test_a_python_that_is_none(tmp_path: Path) -> None:
    fake = tmp_path / "fake"
    fake.write_text("#!/bin/sh\nexit 4\n")
    fake.chmod(0o755)
    notes: list[str] = []
    found = probed(tmp_path / "host", {BAD: ""}, python=str(fake), notes=notes)
    assert [f.why for f in found.failures] == []
    assert set(notes) == {
        f"nothing could be probed: {fake} does not work, it ends the process (exit code 4)"
    }


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.12", "3.13", "3.14"])
def test_the_host_may_run_on_another_python(tmp_path: Path, version: str) -> None:
    python = _python(version)
    if not python:
        pytest.skip(f"no Python {version} here")
    files = {
        ONE: "import codecs, logging\nlogging.getLogger().setLevel(50)\n"
        "codecs.register_error('x', lambda e: ('', e.end))\n",
        BAD: "1 / 0\n",
        "tests/preview/one/test_one.py": "import none_such\n",
    }
    found = probed(tmp_path, files, python=python)
    assert told(found) == [
        ("logging", "level of root", "WARNING", "CRITICAL"),
        ("the codecs", "error handler x", None, ""),
    ]
    assert [f.line for f in found.failures] == [1]
    assert [f.path for f in found.broken_tests] == ["tests/preview/one/test_one.py"]


def _python(version: str) -> str:
    """A working interpreter of that version, if this machine has one."""
    found = [str(p) for p in Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    for python in [shutil.which(f"python{version}"), *found]:
        if python and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
            return python
    return ""


def test_a_child_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run_child(sys.executable, {"mode": "none", "roots": []}, 20)
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL
