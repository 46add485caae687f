"""Whatever happens to the previews, the stable part of the host goes on."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import logging
import os
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fresh import python

from coldframe.runtime import Previews, RefusedImport


def test_a_host_in_a_zip_file(host, monkeypatch) -> None:
    host.write("preview/loyalty/rules.py", "RATE = 10\n")
    host.write("till.py", f"import {host.tree}.loyalty.rules\n")
    archive = host.root / "app.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted((host.root / host.package).rglob("*.*")):
            file.write(path, path.relative_to(host.root))
    (host.root / host.package).rename(host.root / "away")
    monkeypatch.syspath_prepend(str(archive))
    previews = host.previews()
    previews.guard()
    assert [state.title for state in previews.inventory()] == ["Drones", "Loyalty points"]
    with pytest.raises(RefusedImport, match="it is off"):
        importlib.import_module(f"{host.package}.till")
    previews.switch_on("loyalty")
    with pytest.raises(RefusedImport, match=r"app\.zip/\w+/till\.py:1: .* stable code"):
        importlib.import_module(f"{host.package}.till")
    with previews.plug_point("loyalty"):
        importlib.import_module(f"{host.package}.till")


class Frozen(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Has modules in memory, as programs that freeze an application do, and no data."""

    def __init__(self, modules: dict[str, str]) -> None:
        self.modules = modules

    def find_spec(self, name, path=None, target=None):
        if name not in self.modules:
            return None
        package = any(other.startswith(f"{name}.") for other in self.modules)
        return importlib.machinery.ModuleSpec(name, self, is_package=package)

    def create_module(self, spec) -> None:
        return None

    def exec_module(self, module) -> None:
        exec(compile(self.modules[module.__name__], "<frozen>", "exec"), vars(module))


def test_a_frozen_host_without_data(bare, monkeypatch, caplog) -> None:
    package = bare.package + "frozen"
    tree = f"{package}.preview"
    modules = {package: "", tree: "", f"{tree}.loyalty": "", f"{package}.till": "STABLE = True"}
    modules[f"{package}.early"] = f"import {tree}.loyalty"
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Frozen(modules)])
    previews = Previews(tree)
    previews.guard()
    with caplog.at_level(logging.ERROR, "coldframe"):
        previews.switch_on("loyalty")
        assert not previews.enabled("loyalty")
        assert importlib.import_module(f"{package}.till").STABLE
        with pytest.raises(RefusedImport, match=r"<frozen>:1: .*it is off"):
            importlib.import_module(f"{package}.early")
    assert [record.getMessage() for record in caplog.records] == [
        f"preview features of {tree} that are not declared properly stay off:"
        f" {tree} has no data that its loader could read"
    ]


@pytest.mark.parametrize("options", [[], ["-O"], ["-OO"], ["-I"]])
def test_optimized(host, options: list[str]) -> None:
    code = """
        try:
            import TREE.loyalty
        except RefusedImport as refused:
            print(str(refused).splitlines()[0])
        previews.switch_on("loyalty")
        import TREE.loyalty
        print(previews.enabled("loyalty"))
    """
    first, second = python(host, code, *options).splitlines()
    assert first.endswith("it is off")
    assert second == "True"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_fork_while_another_thread_switches(host) -> None:
    code = """
        import os, threading
        from coldframe.runtime import gate
        held, done = threading.Event(), threading.Event()
        def switch():
            with gate._lock:
                held.set()
                done.wait()
        threading.Thread(target=switch, daemon=True).start()
        held.wait()
        child = os.fork()
        if not child:
            previews.switch_on("loyalty")
            import TREE.loyalty
            os._exit(7 if previews.enabled("loyalty") else 1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        done.set()
    """
    assert python(host, code) == "7\n"


def test_the_module_of_the_host_is_reloaded(host) -> None:
    host.write(
        "gate.py",
        f"from coldframe.runtime import Previews\npreviews = Previews({host.tree!r})\n"
        "previews.guard()\n",
    )
    module = importlib.import_module(f"{host.package}.gate")
    first = module.previews
    first.switch_on("loyalty")
    first.fail("loyalty", "5 errors in 60 s")
    again = importlib.reload(module).previews
    assert again is first
    assert again.inventory()[1].failed
    again.reset("loyalty")
    assert again.enabled("loyalty")


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.toml")


def _circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


BROKEN = {
    "a directory": _directory,
    "a link to nothing": _dangling,
    "a link to itself": _circle,
    "no TOML": lambda path: path.write_text("title = [\n"),
    "another type": lambda path: path.write_text("title = 3\n"),
    "no UTF-8": lambda path: path.write_bytes(b'title = "\xff"\n'),
    "NUL": lambda path: path.write_bytes(b"\0" * 100),
    "a key of nobody": lambda path: path.write_text('titel = "Loyalty\\u001b[31m"\n'),
}


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN)
def test_a_declaration_that_cannot_be_read(host, caplog, harm) -> None:
    harm(host.root / host.package / "preview/loyalty/preview.toml")
    host.write("till.py", "STABLE = True\n")
    host.write("early.py", f"import {host.tree}.loyalty\n")
    previews = host.previews()
    previews.guard()
    with caplog.at_level(logging.ERROR, "coldframe"):
        previews.inventory()
        previews.inventory()
        assert importlib.import_module(f"{host.package}.till").STABLE
    (record,) = caplog.records
    assert "preview.toml" in record.getMessage()
    assert record.getMessage().isprintable()
    assert not previews.enabled("loyalty")
    with pytest.raises(RefusedImport, match="it is off"):
        importlib.import_module(f"{host.package}.early")


def test_tombstones_that_cannot_be_read(host, caplog) -> None:
    host.write("preview/ended.toml", "[[ended]]\nfeature = 3\n")
    previews = host.previews()
    previews.switch_on("loyalty")
    assert previews.enabled("loyalty")
    assert "ended.toml" in caplog.text


def test_the_package_asks_while_it_is_imported_for_its_declarations(host) -> None:
    host.write(
        "__init__.py",
        f"from coldframe.runtime import Previews\nON = Previews({host.tree!r}).enabled('loyalty')\n",
    )
    assert not host.previews().enabled("loyalty")
    assert sys.modules[host.package].ON is False


def test_two_threads_ask_while_the_package_is_imported(host) -> None:
    """One of them waits for the package, which waits for the answer to its own question."""
    host.write(
        "__init__.py",
        f"""
import sys, threading
from coldframe.runtime import Previews
previews = Previews({host.tree!r})
asking = threading.Thread(target=previews.enabled, args=["loyalty"])
asking.start()

def waits():
    frame = sys._current_frames().get(asking.ident)
    while frame is not None and frame.f_code.co_name != "_lock_unlock_module":
        frame = frame.f_back
    return frame is not None

while asking.is_alive() and not waits():
    pass
ON = previews.enabled("loyalty")
""",
    )
    code = """
        import PACKAGE
        PACKAGE.asking.join()
        print(PACKAGE.ON)
    """
    assert python(host, code) == "False\n"


def test_100_threads_that_switch(bare) -> None:
    names = [f"f{number}" for number in range(100)]
    for name in names:
        bare.feature(name)
        for part in range(3):
            bare.write(f"preview/{name}/part{part}.py", "")
    (bare.root / f"{bare.package}_script.py").write_text(
        "import importlib\ndef load(name):\n    return importlib.import_module(name)\n"
    )
    load = importlib.import_module(f"{bare.package}_script").load
    previews = bare.previews()
    previews.guard()
    together = threading.Barrier(len(names))

    def switch(name: str) -> list[bool]:
        together.wait()
        seen = []
        for part in range(3):
            module = f"{bare.tree}.{name}.part{part}"
            with pytest.raises(RefusedImport, match=f"'{name}' is a preview feature"):
                load(module)
            with previews.switched_on(name):
                seen.append(previews.enabled(name) and load(module).__name__ == module)
            seen.append(not previews.enabled(name))
            previews.switch_on(name)
            seen.append(previews.enabled(name))
            previews.switch_off(name)
        return seen

    with ThreadPoolExecutor(len(names)) as pool:
        results = list(pool.map(switch, names))
    assert results == [[True] * 9] * len(names)
    assert not any(state.on for state in previews.inventory())
