"""A feature is off unless the deployment names it, and every wrong name is answered."""

from __future__ import annotations

import asyncio
import copy
import logging
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from coldframe.runtime import (
    EndedFeature,
    FeatureIsOff,
    ForbiddenFeature,
    Previews,
    UnknownFeature,
)
from coldframe.runtime.labels.header import Header


def test_off_unless_somebody_says_on(host) -> None:
    previews = host.previews()
    assert not previews.enabled("loyalty")
    assert not previews.enabled(f"{host.tree}.loyalty")
    assert [state.on for state in previews.inventory()] == [False, False]


def test_the_environment_switches_on(host, monkeypatch: pytest.MonkeyPatch) -> None:
    previews = host.previews()
    monkeypatch.setenv(previews.variable, "loyalty, drones")
    assert previews.enabled("loyalty")
    assert previews.enabled(f"{host.tree}.drones")
    assert {state.by for state in previews.inventory()} == {f"environment ({previews.variable})"}


def test_an_entry_point_that_is_selected_switches_on(host) -> None:
    previews = host.previews()
    assert previews.select("shop.plugins", "router", "loyalty") == ["loyalty"]
    assert previews.enabled("loyalty")
    assert previews.inventory()[1].by == "entry point shop.plugins:loyalty"
    assert previews.select("other.plugins", "loyalty") == []


def test_nothing_of_the_feature_is_imported(host) -> None:
    host.write("preview/loyalty/__init__.py", "raise SystemExit('imported')\n")
    host.write("preview/__init__.py", "raise SystemExit('imported')\n")
    previews = host.previews()
    previews.switch_on("loyalty")
    assert previews.enabled("loyalty")
    assert f"{host.tree}.loyalty" not in sys.modules


def test_an_unknown_name_is_answered_with_the_nearest(host) -> None:
    with pytest.raises(UnknownFeature, match="has no preview feature 'loyalti'") as caught:
        host.previews().enabled("loyalti")
    assert caught.value.remedy == "Did you mean 'loyalty'?"


def test_an_unknown_name_in_the_environment_is_not_passed_over(host, monkeypatch) -> None:
    monkeypatch.setenv(host.previews().variable, "loyalti")
    for _ in range(2):  # not only the first question is answered so
        with pytest.raises(UnknownFeature):
            host.previews().enabled("loyalty")


def test_an_ended_feature_tells_its_story(host) -> None:
    with pytest.raises(EndedFeature) as caught:
        host.previews().enabled("coupons")
    assert (
        f"promoted in 3.0.0 (Every second shop uses them.) and is called {host.package}.coupons now"
        in str(caught.value)
    )
    with pytest.raises(EndedFeature, match=r"retired in 2\.0\.0; its successor is loyalty"):
        host.previews().switch_on("stamps")


def test_what_is_needed_has_to_be_on(host) -> None:
    previews = host.previews()
    with pytest.raises(FeatureIsOff, match="'drones' needs the preview feature 'loyalty'"):
        previews.switch_on("drones")
    assert not previews.enabled("drones")
    previews.switch_on(["drones", "loyalty"])
    assert previews.enabled("drones")


@pytest.mark.parametrize(
    "entry", ["all", "{package}", "{tree}", "{tree}.loyalty", "loyalty", "x,ALL"]
)
def test_a_process_can_forbid(host, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", entry.format(package=host.package, tree=host.tree))
    previews = host.previews()
    assert not previews.enabled("loyalty")
    with pytest.raises(ForbiddenFeature, match="COLDFRAME_FORBID"):
        previews.switch_on("loyalty", by="option previews")
    assert not previews.enabled("loyalty")


@pytest.mark.parametrize("entry", ["{tree}.loyal", "drone", "{package}x", ""])
def test_what_is_not_named_is_not_forbidden(
    host, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", entry.format(package=host.package, tree=host.tree))
    host.previews().switch_on("loyalty")
    assert host.previews().enabled("loyalty")


@pytest.mark.parametrize("said", ["all", "ALL", "1", "true", "Yes", "on", "*", "other, *"])
def test_whoever_takes_it_for_a_switch_means_all(host, monkeypatch, said: str) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", said)
    with pytest.raises(ForbiddenFeature):
        host.previews().switch_on("loyalty")


def test_nobody_is_told_to_switch_on_what_is_forbidden(host, monkeypatch) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", "all")
    with pytest.raises(FeatureIsOff) as caught:
        host.previews().require("loyalty")
    assert str(caught.value) == (
        f"'loyalty' is a preview feature of {host.tree}, and it is off: COLDFRAME_FORBID forbids"
        " 'all'\n  To switch it on, 'all' has to be taken out of COLDFRAME_FORBID first."
    )


def test_forbidding_what_is_needed_forbids_who_needs_it(host, monkeypatch) -> None:
    monkeypatch.setenv("COLDFRAME_FORBID", "loyalty")
    with pytest.raises(ForbiddenFeature, match="'loyalty', which 'drones' needs,"):
        host.previews().switch_on(["drones", "loyalty"])


def test_consent_says_what_may_change_and_be_lost(host) -> None:
    said = host.previews().consent("loyalty")
    assert said == (
        "Loyalty points is a preview feature: it is off by default, and may change or be removed"
        " in any release. These may change without notice: loyalty.*, shop.plugins:loyalty."
        " An upgrade may lose the data of: loyalty_*."
        " Tell how it works for you: https://example.org/bugs?tag=loyalty"
    )


def test_required(host) -> None:
    previews = host.previews()

    @previews.required("loyalty")
    def points(price: int) -> int:
        return price // 10

    @previews.required("loyalty")
    async def later(price: int) -> int:
        return price // 10

    @previews.required("loyalty")
    def each(price: int):
        yield price // 10

    for call in (lambda: points(50), lambda: asyncio.run(later(50)), lambda: list(each(50))):
        with pytest.raises(FeatureIsOff, match="it is off"):
            call()
    previews.switch_on("loyalty")
    assert (points(50), asyncio.run(later(50)), list(each(50))) == (5, 5, [5])
    assert asyncio.iscoroutinefunction(later)


def test_broken_declarations_switch_off_and_say_so_once(host, caplog) -> None:
    host.write("preview/loyalty/preview.toml", "title = [\n")
    previews = host.previews()
    with caplog.at_level(logging.ERROR, "coldframe"):
        previews.switch_on("loyalty")
        assert not previews.enabled("loyalty")
        assert not previews.enabled("loyalty")
    (record,) = caplog.records
    assert "preview.toml:" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_a_tree_that_is_not_there_stops_nobody(bare, caplog) -> None:
    previews = Previews(f"{bare.package}.nowhere")
    assert not previews.enabled("loyalty")
    assert "there is no package" in caplog.text


def test_for_a_block(host) -> None:
    previews = host.previews()
    with previews.switched_on("loyalty"):
        assert previews.enabled("loyalty")
    assert not previews.enabled("loyalty")


def test_there_is_one_per_tree(host) -> None:
    previews = host.previews(label="experimental", cycles=3, cycle="major")
    assert Previews(host.tree) is previews
    assert pickle.loads(pickle.dumps(previews)) is previews
    assert copy.deepcopy(previews) is previews
    assert (previews.label, previews.cycles, previews.cycle) == ("experimental", 3, "major")


def test_a_feature_that_failed_is_off_until_it_is_reset(host) -> None:
    previews = host.previews()
    previews.switch_on("loyalty")
    previews.fail("loyalty", "5 errors in 60 s")
    assert not previews.enabled("loyalty")
    with pytest.raises(FeatureIsOff, match="has failed: 5 errors in 60 s"):
        previews.require("loyalty")
    previews.reset("loyalty")
    assert previews.enabled("loyalty")


def test_when_it_has_to_end(host) -> None:
    previews = host.previews(cycle="major")
    assert [state.until for state in previews.inventory()] == ["", "3.0.0"]


@pytest.mark.parametrize(
    ("since", "settings", "until"),
    [
        ("kilo", {}, ""),  # the labels had "kilo+2"
        ("kilo", {"releases": ["juno", "kilo", "liberty", "mitaka"]}, "mitaka"),
        ("kilo", {"releases": ["juno", "kilo", "liberty"]}, ""),  # nobody has named the next one
        ("kilo", {"releases": ["kilo"], "cycles": 1}, ""),
        ("kilo", {"releases": ["2014.2", "kilo", "2015.2", "mitaka"]}, "mitaka"),
        ("Kilo", {"releases": ["juno", "kilo", "liberty", "mitaka"]}, ""),  # not the same name
        ("kilo", {"releases": ["1.0", "2.0", "3.0"]}, ""),
        ("1.0", {"releases": ["kilo", "liberty"]}, ""),
        ("24.2", {"releases": ["24.1", "24.2", "25.1", "25.2"]}, "25.2"),
        ("1.0", {"releases": ["1.0", "1.1"]}, "1.2"),
        ("1.0", {"releases": ["1.0", "2.0"]}, "3.0"),
    ],
)
def test_a_release_that_nobody_can_know_is_not_made_up(bare, since, settings, until) -> None:
    bare.feature("loyalty", f'since = "{since}"\n')
    previews = Previews(bare.tree, **settings)
    (state,) = previews.inventory()
    assert (state.since, state.until) == (since, until)
    assert Header(previews)._claimed["loyalty"].value.count("until") == bool(until)
    assert Previews(bare.tree).releases == tuple(settings.get("releases", ()))


def test_a_renewal_says_it_whatever_the_releases_are_called(bare) -> None:
    bare.feature("loyalty", 'since = "kilo"\n[[renewals]]\nuntil = "ocata"\nspec = "s.rst"\n')
    assert [state.until for state in bare.previews().inventory()] == ["ocata"]


def test_nothing_but_the_standard_library_is_loaded(host) -> None:
    code = f"""
import sys
before = set(sys.modules)
from coldframe.runtime import Previews
light = set(sys.modules) - before
previews = Previews({host.tree!r})
previews.switch_on("loyalty")
assert previews.inventory()[1].on
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
strange = loaded - set(sys.stdlib_module_names) - {{"coldframe", {host.package!r}}}
assert not strange, strange
rooms = {{name.split(".")[1] for name in sys.modules if name.startswith("coldframe.")}}
assert rooms == {{"declare", "regex", "runtime"}}, rooms
assert not light & {{"logging", "tomllib", "re", "typing", "inspect"}}, light
"""
    environment = {**os.environ, "PYTHONPATH": str(host.root)}
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(host.root)!r})\n{code}"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(host.root),
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_features_that_need_each_other_in_a_circle_are_on_together(bare) -> None:
    for name, need in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")):
        bare.feature(name, f'title = "{name}"\nneeds = ["{need}"]\n')
    previews = bare.previews()
    with pytest.raises(FeatureIsOff):
        previews.switch_on(["a", "b"])
    previews.switch_on(["a", "b", "c", "d"])
    assert [state.on for state in previews.inventory()] == [True] * 4
