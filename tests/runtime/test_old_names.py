"""Old names of an adopted distribution lead to the feature, as long as it is on."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import pickle
import subprocess
import sys
import textwrap
import warnings
from collections.abc import Iterator

import pytest

from coldframe.runtime import EndedFeature, RefusedImport, UnknownFeature


@pytest.fixture
def old(host) -> Iterator[str]:
    """The old name of the package that is the feature ``loyalty`` of a guarded host now."""
    host.write("preview/loyalty/cards/__init__.py", "class Card:\n    pass\n")
    host.write("preview/loyalty/cards/gold.py", "RATE = 10\n")
    previews = host.previews()
    previews.guard()
    name = f"{host.package}_loyalty"
    previews.formerly(name, "loyalty", until="31.0.0")
    return name


def script(host, code: str) -> object:
    """A module that is not the host's."""
    (host.root / f"{host.package}_script.py").write_text(code)
    importlib.invalidate_caches()
    return importlib.import_module(f"{host.package}_script")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_is_the_very_same_module(host, old) -> None:
    host.previews().switch_on("loyalty")
    found = script(host, f"import {old}.cards.gold as gold\nfrom {old} import cards\n")
    assert found.gold is sys.modules[f"{host.tree}.loyalty.cards.gold"]
    assert found.cards is sys.modules[f"{host.tree}.loyalty.cards"] is sys.modules[f"{old}.cards"]
    assert found.cards.__spec__.name == f"{host.tree}.loyalty.cards"
    assert importlib.reload(found.cards) is found.cards


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_pickles_load(host, old) -> None:
    host.previews().switch_on("loyalty")
    card = pickle.loads(f"c{old}.cards\nCard\n.".encode())
    assert card.__module__ == f"{host.tree}.loyalty.cards"


def test_it_warns_at_the_line(host, old) -> None:
    host.previews().switch_on("loyalty")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        script(host, f"\n\nimport {old}.cards.gold\nimport {old}.cards.gold\n")
    (warning,) = caught
    assert warning.category is DeprecationWarning
    assert (warning.filename.endswith("_script.py"), warning.lineno) == (True, 3)
    assert str(warning.message) == (
        f"{old}.cards.gold is called {host.tree}.loyalty.cards.gold now;"
        " the old name works until 31.0.0"
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_operators_read_of_every_old_class_path(host, old, caplog) -> None:
    host.previews().switch_on("loyalty")
    code = "def load(name):\n    __import__(name)\n"
    load = script(host, code).load
    for path in ("cards", "cards", "cards.gold"):
        load(f"{old}.{path}")
    assert [record.getMessage() for record in caplog.records] == [
        f"{host.package}_script imports an old name: {old}.{path} is called"
        f" {host.tree}.loyalty.{path} now; the old name works until 31.0.0"
        for path in ("cards", "cards.gold")
    ]


def test_it_is_refused_while_the_feature_is_off(host, old) -> None:
    with pytest.raises(RefusedImport, match=f"imports {old}.cards: .* it is off") as caught:
        script(host, f"import {old}.cards")
    assert f"{host.previews().variable}=loyalty" in caught.value.remedy
    assert not [name for name in sys.modules if name.startswith((old, f"{host.tree}.loyalty"))]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_guard_holds_for_old_names(host, old) -> None:
    host.previews().switch_on("loyalty")
    host.write("till.py", f"import {old}.cards\n")
    with pytest.raises(RefusedImport, match=f"{host.package}.till imports {old}.cards: stable"):
        importlib.import_module(f"{host.package}.till")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_is_not_there(host, old) -> None:
    host.previews().switch_on("loyalty")
    with pytest.raises(ModuleNotFoundError, match=f"No module named '{old}.silver'"):
        script(host, f"import {old}.silver")
    with pytest.raises(ModuleNotFoundError, match=f"No module named '{old}ty'"):
        script(host, f"import {old}ty")
    assert importlib.util.find_spec(f"{old}.cards.silver") is None


def test_names_that_are_wrong(host, old) -> None:
    previews = host.previews()
    with pytest.raises(UnknownFeature, match="loyalti"):
        previews.formerly("cards", "loyalti", until="31.0.0")
    with pytest.raises(EndedFeature, match="promoted"):
        previews.formerly("cards", "coupons", until="31.0.0")
    with pytest.raises(ValueError, match=r"'old\.cards'"):
        previews.formerly("old.cards", "loyalty", until="31.0.0")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_old_distribution_is_said_to_be_installed_once(host, caplog) -> None:
    old = f"{host.package}_loyalty"
    (host.root / old).mkdir()
    (host.root / old / "__init__.py").write_text("raise SystemExit('loaded')\n")
    previews = host.previews()
    previews.switch_on("loyalty")
    with caplog.at_level(logging.WARNING, "coldframe"):
        previews.formerly(old, "loyalty", until="31.0.0")
        previews.formerly(old, "loyalty", until="31.0.0")
        script(host, f"import {old}")
    record, _ = caplog.records  # the other is on the use
    assert record.getMessage().startswith(f"{old} is still installed ({host.root}")


def test_threads_that_meet_in_a_circle(host) -> None:
    """One loads the old name, the other the new module, which imports its own old name."""
    old = f"{host.package}_loyalty"
    host.write(
        "preview/loyalty/__init__.py",
        f"""
import sys, threading, time
started = sys.modules["__main__"].started
started.set()
other = sys.modules["__main__"].other

def waits():
    frame = sys._current_frames().get(other.ident)
    while frame is not None and frame.f_code.co_name != "exec_module":
        frame = frame.f_back
    return frame is not None

while other.is_alive() and not waits():
    time.sleep(0)
import {old}.rules
RATE = {old}.rules.RATE
""",
    )
    host.write("preview/loyalty/rules.py", "RATE = 10\n")
    code = f"""
        import sys, threading, warnings
        sys.path.insert(0, {str(host.root)!r})
        warnings.simplefilter("ignore")
        from coldframe.runtime import Previews
        previews = Previews({host.tree!r})
        previews.switch_on("loyalty")
        previews.formerly({old!r}, "loyalty", until="31.0.0")
        started = threading.Event()
        def late():
            started.wait()
            import {old}.rules
            print({old}.rules.RATE)
        other = threading.Thread(target=late)
        other.start()
        import {host.tree}.loyalty as loyalty
        other.join()
        print(loyalty.RATE, sys.modules[{old!r}].RATE, sys.modules[{old!r}] is loyalty)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["10", "10 10 True"], done.stderr
