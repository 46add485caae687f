"""A library that a feature calls works for the feature, and the host has no line for it."""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from pathlib import Path

import pytest

from coldframe.runtime import RefusedImport
from coldframe.runtime.attribution import current_feature
from coldframe.runtime.logs import FeatureFilter, label_records, unlabel_records

LIBRARY = """\
import logging

LOG = logging.getLogger("library")


def work(callback=None):
    LOG.info("at work")
    if callback:
        callback()


def fail():
    try:
        raise ValueError
    except ValueError:
        LOG.exception("failed")
"""
PLUGIN = """\
import {library}


class Plugin:
    def __init__(self):
        {library}.work()

    def serve(self, callback=None):
        {library}.work(callback)

    def steps(self):
        for _ in range(2):
            {library}.work()
            yield

    fail = staticmethod({library}.fail)
"""
HOST = """\
import logging

import {library}
from importlib.metadata import EntryPoint
from stevedore import driver, extension

LOG = logging.getLogger("anything")


def by_entry_point():
    return EntryPoint("loyalty", "{tree}.loyalty.plugin:Plugin", "shop.plugins").load()()


def by_stevedore():
    point = EntryPoint("loyalty", "{tree}.loyalty.plugin:Plugin", "shop.plugins")
    made = extension.Extension("loyalty", point, point.load(), None)
    manager = driver.DriverManager.make_test_instance(made, namespace="shop.plugins")
    return manager.driver()


def log():
    LOG.info("stable")
    {library}.work()
"""


class Seen(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.features: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.features.append(record.feature)


@pytest.fixture
def shop(host):
    """The host with a plugin in ``loyalty`` that calls a library; the guard is on."""
    library = f"{host.package}_library"
    (host.root / f"{library}.py").write_text(LIBRARY)
    for path, text in (("preview/loyalty/plugin.py", PLUGIN), ("till.py", HOST)):
        host.write(path, text.format(library=library, tree=host.tree))
    previews = host.previews()
    previews.switch_on("loyalty")
    previews.guard()
    return importlib.import_module(f"{host.package}.till")


@pytest.fixture(params=["factory", "filter"])
def seen(request):
    """Which feature each record of the root logger has."""
    handler = Seen()
    if request.param == "factory":
        label_records()
    else:
        handler.addFilter(FeatureFilter())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    yield handler.features
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger().removeHandler(handler)
    unlabel_records()


def said(seen: list[str]) -> list[str]:
    found = list(seen)
    seen.clear()
    return found


@pytest.mark.parametrize("way", ["by_entry_point", "by_stevedore"])
def test_a_plugin_that_the_guard_let_in(shop, seen, way: str) -> None:
    plugin = getattr(shop, way)()
    assert said(seen) == ["loyalty"]  # it was made
    plugin.serve()
    plugin.fail()
    assert said(seen)[0] == "loyalty"
    for _ in plugin.steps():
        assert said(seen) == ["loyalty"]
        shop.log()
        assert said(seen) == ["", ""]
    thread = threading.Thread(target=plugin.serve)
    thread.start()
    thread.join()
    assert said(seen) == ["loyalty"]


def test_code_of_the_host_works_for_the_host(shop, seen) -> None:
    """A plugin around the whole host does not own all that the host says."""
    plugin = shop.by_entry_point()
    said(seen)
    plugin.serve(shop.log)
    assert said(seen) == ["loyalty", "", ""]
    logging.getLogger("library").info("a script")
    assert said(seen) == [""]


def test_nothing_is_searched_while_no_feature_is_loaded(shop, seen, monkeypatch, host) -> None:
    monkeypatch.setattr("coldframe.runtime.caller._remembered", None)
    sys.modules[f"{host.package}_library"].work()
    assert said(seen) == [""]


def test_code_without_a_file(shop, seen, host) -> None:
    """Several modules have code in ``<string>``."""
    host.write(
        "preview/loyalty/made.py",
        f"import {host.package}_library as library\nexec('def work():\\n    library.work()')\n",
    )
    host.write(
        "made.py",
        f"import {host.package}_library as library\nexec('def work():\\n    library.work()')\n",
    )
    with host.previews().plug_point("loyalty"):
        feature = importlib.import_module(f"{host.tree}.loyalty.made")
    stable = importlib.import_module(f"{host.package}.made")
    for module, name in ((feature, "loyalty"), (stable, ""), (feature, "loyalty")):
        module.work()
        assert said(seen) == [name]


def test_a_record_of_another_thread_is_not_of_who_formats_it(shop, host) -> None:
    """A queue hands it on."""
    plugin = shop.by_entry_point()
    record = logging.LogRecord("library", logging.INFO, "library.py", 1, "", (), None)
    record.thread = -1
    plugin.serve(lambda: FeatureFilter().filter(record))
    assert record.feature == ""


def test_a_plug_point_is_the_features(shop, host) -> None:
    previews = host.previews()
    with previews.plug_point("loyalty"):
        assert current_feature() == "loyalty"
    assert current_feature() == ""
    host.write("preview/loyalty/broken.py", "1 / 0\n")
    with pytest.raises(ZeroDivisionError) as caught, previews.plug_point("loyalty"):
        importlib.import_module(f"{host.tree}.loyalty.broken")
    assert f"'loyalty' raised this, in {host.tree}.loyalty.broken" in caught.value.__notes__[0]
    assert current_feature() == ""


def test_the_refusal_of_a_plug_point_is_no_fault_of_the_feature(shop, host) -> None:
    previews = host.previews()
    previews.switch_off("loyalty")
    with pytest.raises(RefusedImport) as caught, previews.plug_point("loyalty"):
        shop.by_entry_point()
    assert not hasattr(caught.value, "__notes__")


def test_files_are_forgotten_when_there_is_one_tree_more(shop, seen, bare, tmp_path: Path) -> None:
    plugin = shop.by_entry_point()
    plugin.serve()
    other = type(bare)(tmp_path, f"{bare.package}_b")
    other.feature("loyalty")
    other.previews()
    said(seen)
    plugin.serve()
    assert said(seen) == ["loyalty"]
