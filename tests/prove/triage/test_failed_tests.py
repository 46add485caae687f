"""Whose failure a failed test is: its traceback, its log, or nothing but whose test it is."""

from __future__ import annotations

import io
import json
import pickle
from pathlib import Path

import pytest
import subunit
from hosts import open_host, write

from coldframe.cli import main
from coldframe.prove.triage.blame import blame
from coldframe.prove.triage.failed_tests import FailedTest
from coldframe.prove.triage.owners import Owners

STABLE, WATERING = "garden/api.py", "garden/preview/watering/plan.py"
TESTS = "garden/tests/unit/preview/watering/test_plan.py"
HELPER = "garden/tests/base.py"
NAME = "garden.tests.unit.preview.watering.test_plan.PlanTest.test_it(big can)"


def stack(*frames: str, error: str = "AssertionError: 500 != 201") -> str:
    lines = "".join(
        f'  File "/opt/garden/{frame}", line 3, in run\n    run()\n' for frame in frames
    )
    return f"Traceback (most recent call last):\n{lines}{error}\n"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    root = tmp_path / "host"
    files = {
        "pyproject.toml": '[project]\nname = "garden"\n[tool.coldframe]\npreview_trees = ["garden.preview"]\n'
    }
    files |= dict.fromkeys((STABLE, WATERING, TESTS, HELPER), "")
    files |= {f"{folder}/__init__.py": "" for folder in ("garden", "garden/preview")}
    files["garden/preview/watering/preview.toml"] = 'title = "W"\nsummary = "W."\nowners = ["w"]\n'
    files["garden/preview/watering/__init__.py"] = ""
    write(root, files)
    return root


def streamed(host: Path, left: dict[str, dict[str, str]], status: str = "fail") -> Path:
    """A subunit stream as stestr keeps it: per test its attachments."""
    kept = io.BytesIO()
    stream = subunit.StreamResultToBytes(kept)
    for test, attachments in left.items():
        stream.status(test_id=test, test_status="inprogress")
        for name, text in attachments.items():
            stream.status(test_id=test, file_name=name, file_bytes=text.encode(), mime_type="text/plain", eof=True)  # fmt: skip
        stream.status(test_id=test, test_status=status)
    log = host.parent / "0.subunit"
    log.write_bytes(kept.getvalue())
    return log


def told(host: Path, **attachments: str) -> FailedTest:
    (test,) = blame([str(streamed(host, {NAME: attachments}))], str(host), processes=1).tests
    return test


def test_an_error_of_the_code_says_whose_it_is(host: Path) -> None:
    test = told(host, traceback=stack(TESTS, STABLE, error="KeyError: 'id'"))
    assert (test.name, test.culprit.name, test.known_by) == (NAME, "garden", "traceback")


def test_what_a_test_puts_in_the_place_of_others_is_called_like_a_library(host: Path) -> None:
    test = told(host, traceback=stack(TESTS, STABLE, TESTS, error="TypeError: fake() takes 1"))
    assert (test.culprit.name, test.known_by) == ("garden", "traceback")


def test_a_failed_check_is_explained_by_what_was_logged(host: Path) -> None:
    logged = "ERROR [garden.api] it failed\n" + stack(STABLE, error="KeyError: 'id'")
    test = told(host, traceback=stack(TESTS, HELPER), pythonlogging=logged)
    assert (test.culprit.name, test.known_by) == ("garden", "log")
    assert "KeyError was logged in it" in test.because
    assert [group.signature.kind for group in test.logged] == ["KeyError"]


def test_an_error_that_repeats_a_logged_one_reports_it(host: Path) -> None:
    logged = stack(WATERING, error="ValueError: no can of 17 litres")
    failure = stack(TESTS, STABLE, error="CallbackFailure: it failed with 'no can of 18 litres'")
    test = told(host, traceback=failure, pythonlogging=logged)
    assert (test.culprit.name, test.known_by) == ("watering", "log")


def test_a_check_alone_is_of_whose_test_it_is_and_not_of_its_helper(host: Path) -> None:
    test = told(host, traceback=stack(TESTS, HELPER), pythonlogging="INFO [garden.api] on\n")
    assert (test.culprit.name, test.known_by) == ("watering", "test")


def test_tests_that_passed_or_were_read_from_elsewhere_are_none(host: Path) -> None:
    log = streamed(host, {NAME: {"pythonlogging": stack(STABLE)}}, "success")
    found = blame([str(log)], str(host), processes=1)
    assert found.groups and not found.tests
    elsewhere = streamed(host, {"shop.test_x.T.test_y": {"traceback": stack("shop/test_x.py")}})
    (test,) = blame([str(elsewhere)], str(host), processes=1).tests
    assert (test.culprit.name, test.known_by) == ("garden", "test")  # as its path names it


def test_a_worker_without_the_host_knows_its_tests(host: Path) -> None:
    owners = Owners(open_host(host))
    away = pickle.loads(pickle.dumps(owners))
    for path in (STABLE, TESTS, HELPER, "shop/tests/test_x.py", "shop/api.py"):
        assert away.is_test(f"/opt/{path}") == owners.is_test(f"/opt/{path}") == ("test" in path)
    assert away.of_test(NAME).name == owners.of_test(NAME).name == "watering"


def test_every_format_for_people_and_programs_names_them(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = str(streamed(host, {NAME: {"traceback": stack(TESTS, HELPER)}}))
    assert main(["blame", log, "--path", str(host), "--json"]) == 0
    (test,) = json.loads(capsys.readouterr().out)["tests"]
    assert (test["test"], test["culprit"]["name"], test["known_by"]) == (NAME, "watering", "test")
    assert main(["blame", log, "--path", str(host)]) == 0
    shown = capsys.readouterr().out
    assert f"failed tests\n  watering  {NAME}\n" in shown
