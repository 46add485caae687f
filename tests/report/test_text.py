"""The report for people."""

from __future__ import annotations

from outcomes import DUE, FINDINGS, IMPORTS, outcome

from coldframe.report.terminal import Style
from coldframe.report.text import render


def test_findings_stand_by_rule_then_by_place() -> None:
    assert render(outcome(FINDINGS[:2] + FINDINGS[3:], unread=())) == (
        "stable_imports_preview: 2 errors\n"
        "  An import loads the feature for everyone.\n"
        "  -> Reach the feature through a plug point.\n"
        "\n"
        "  src/beds.py:3   stable code imports p.q\n"
        "      from p import q\n"
        "  src/beds.py:30  stable code imports p.q\n"
        "      from p import q\n"
        "\n"
        "due_soon: 1 warning\n"
        "  It will be overdue.\n"
        "  -> Promote it, or renew it.\n"
        "\n"
        "  src/p/q/preview.toml  q is due with 3.0.0\n"
        "\n"
        "note: The clone is shallow, so ages are unknown.\n"
        "\n"
        "2 errors and 1 warning in 2 files (1 finding accepted); 21 features, 3 rules,"
        " 3,412 files\n"
    )


def test_one_long_path_does_not_push_the_others_apart() -> None:
    one = FINDINGS[0]
    near = [one._replace(path=f"src/{name}.py") for name in "abc"]
    text = render(outcome((*near, one._replace(path="src/" + "long/" * 20 + "z.py")), unread=()))
    assert "  src/a.py:3  stable code imports p.q\n" in text
    assert "z.py:3\n      stable code imports p.q\n" in text


def test_findings_that_rarely_fit_all_take_two_lines() -> None:
    long = "stable code imports " + "p." * 40 + "q"
    found = [FINDINGS[0]._replace(path=f"src/{name}.py", message=long) for name in "ab"]
    text = render(outcome((*found, FINDINGS[0]._replace(path="src/c.py")), unread=()), width=90)
    assert "  src/c.py:3\n      stable code imports p.q\n" in text


def test_own_hint_of_a_finding_stands_below_it() -> None:
    text = render(outcome(FINDINGS[2:3]))
    assert "-> Special." in text
    assert "Reach the feature" not in text, "the rule's hint helps with none of its findings"


def test_nothing_in_the_host_reaches_the_terminal_raw() -> None:
    text = render(outcome())
    assert "\x1b" not in text and "\r" not in text and "\u202e" not in text
    assert "caf\\xe9" in text
    text.encode("utf-8")


def test_clean_host_gets_one_line() -> None:
    assert (
        render(outcome((), accepted=(), notes=(), unread=()))
        == "kept: 21 features, 3 rules, 3,412 files\n"
    )


def test_warnings_alone_keep_it_unless_strict() -> None:
    warned = outcome(FINDINGS[3:], notes=(), unread=(), accepted=())
    assert render(warned).splitlines()[-1].startswith("kept, with 1 warning: 21 features")
    assert render(warned, strict=True).splitlines()[-1].startswith("1 warning in 1 file; 21")


def test_very_many_findings_are_shortened_per_rule() -> None:
    many = tuple(IMPORTS.at("a.py", line, f"message {line}") for line in range(1, 100))
    many += (DUE.at("b.toml", 1, "q is due"),)
    short, long = render(outcome(many)), render(outcome(many), every=True)
    assert "message 10" in short and "message 11" not in short
    assert "... and 89 more; --all shows them" in short
    assert "q is due" in short, "no rule is hidden by another one"
    assert "message 99" in long and "--all" not in long
    assert "99 errors and 1 warning in 2 files" in short


def test_baseline_that_can_shrink_is_told_how() -> None:
    text = render(outcome((), gone=2, baseline="known.json", notes=(), unread=()))
    assert "2 known findings of the baseline are gone" in text
    assert "coldframe check --baseline known.json --update-baseline" in text


def test_narrow_terminal_wraps_words_and_keeps_paths_whole() -> None:
    lines = render(outcome(FINDINGS[:1], unread=()), width=44).splitlines()
    assert all(len(line) <= 44 for line in lines[:-1])


def test_colours_change_no_word() -> None:
    import re

    coloured = render(outcome(), style=Style(True))
    assert coloured != render(outcome())
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render(outcome())
