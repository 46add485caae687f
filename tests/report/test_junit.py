"""JUnit XML that CI servers read."""

from __future__ import annotations

from xml.etree import ElementTree

from junitparser import Failure, JUnitXml, Skipped
from outcomes import FINDINGS, IMPORTS, outcome

from coldframe.report.junit import render


def test_findings_are_failures_warnings_are_skipped_and_clean_rules_pass() -> None:
    report = JUnitXml.fromstring(render(outcome()).encode())
    assert (report.tests, report.failures, report.skipped, report.errors) == (5, 3, 1, 0)
    suites = {suite.name: list(suite) for suite in report}
    assert list(suites) == [
        "coldframe.isolation.stable_imports_preview",
        "coldframe.clock.overdue",
        "coldframe.clock.due_soon",
    ]
    first = suites["coldframe.isolation.stable_imports_preview"][0]
    assert first.name == "src/beds.py:3 stable code imports p.q"
    assert isinstance(first.result[0], Failure)
    assert "from p import q" in first.result[0].text
    assert [case.result for case in suites["coldframe.clock.overdue"]] == [[]]
    (due,) = suites["coldframe.clock.due_soon"]
    assert isinstance(due.result[0], Skipped)


def test_strict_makes_warnings_failures() -> None:
    report = JUnitXml.fromstring(render(outcome(), strict=True).encode())
    assert (report.failures, report.skipped) == (4, 0)


def test_what_xml_cannot_say_is_spelled_out() -> None:
    text = render(outcome())
    root = ElementTree.fromstring(text.encode())
    failure = root.findall(".//failure")[2]
    assert failure.get("message") == '100% <bad> & "x"\r\nnext'
    assert "\\x1b[31m" in (failure.text or "")


def test_counts_of_an_empty_run() -> None:
    report = JUnitXml.fromstring(render(outcome((), rules=(IMPORTS,))).encode())
    assert (report.tests, report.failures) == (1, 0)
    assert FINDINGS
