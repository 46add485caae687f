"""One word finds everything: file, record, settings key, example, docs page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coldframe.check import catalogue
from coldframe.check.finding import SEVERITIES
from coldframe.check.rule import RuleModule

REPOSITORY = Path(__file__).parents[2]
CHECK = REPOSITORY / "src" / "coldframe" / "check"
FAMILIES = (
    "isolation",
    "placement",
    "approval",
    "clock",
    "optional",
    "labels",
    "overlap",
    "probe",
    "exceptions",
    "migrations",
)
RULES = catalogue.every_rule()
NAMES = [module.RULE.name for module in RULES]


def rule_files() -> set[str]:
    """The files below ``check/`` that hold a rule: those with a RULE of their own."""
    return {
        path.relative_to(CHECK).as_posix()
        for path in CHECK.glob("*/*.py")
        if re.search(r"^RULE = Rule\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_every_rule_file_is_in_the_catalogue() -> None:
    assert rule_files() == {f"{module.RULE.family}/{module.RULE.name}.py" for module in RULES}


def test_no_name_is_used_twice() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_rules_of_a_family_stand_together_in_the_order_of_the_design() -> None:
    families = [module.RULE.family for module in RULES]
    assert families == sorted(families, key=FAMILIES.index)


@pytest.mark.parametrize("module", RULES, ids=NAMES)
def test_file_record_and_key_have_the_same_name(module: RuleModule) -> None:
    rule = module.RULE
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.name)
    assert module.__name__ == f"coldframe.check.{rule.family}.{rule.name}"  # type: ignore[attr-defined]
    assert rule.severity in SEVERITIES
    assert rule.probe == (rule.family == "probe")
    assert rule.recorded == (rule.family == "migrations")
    assert catalogue.rule_named(rule.name) is module


@pytest.mark.parametrize("module", RULES, ids=NAMES)
def test_rule_says_why_and_what_to_do(module: RuleModule) -> None:
    first, _, rest = (module.__doc__ or "").strip().partition("\n")
    assert first.endswith("."), "the docstring begins with one sentence: what is wrong"
    assert rest.strip(), "then why it matters"
    assert len(module.RULE.why) > 20 and module.RULE.why.endswith(".")
    assert len(module.RULE.hint) > 20 and module.RULE.hint.endswith(".")
    assert module.check.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_rule_has_examples(name: str) -> None:
    folder = REPOSITORY / "examples" / name
    for part in ("bad", "good"):
        assert any(path.is_file() for path in (folder / part).rglob("*")), f"{name}/{part}"
    assert (folder / "findings.txt").read_text(encoding="utf-8").strip()


def test_no_example_is_without_its_rule() -> None:
    folders = {path.parent.name for path in (REPOSITORY / "examples").glob("*/findings.txt")}
    assert folders == set(NAMES)
