"""The run: which rules, in which order, with which severity, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from gardens import IMPORTS, exception, garden, places

from coldframe.check.catalogue import RULES
from coldframe.check.run import check
from coldframe.declare.mistake import Mistake


def test_findings_come_in_the_order_of_the_catalogue_then_by_place(tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path)))
    assert places(outcome)[:2] == IMPORTS
    order = [module.RULE.name for module in RULES]
    assert [f.rule for f in outcome.findings] == sorted(
        (f.rule for f in outcome.findings), key=order.index
    )
    assert check(str(tmp_path)).findings == outcome.findings
    assert not outcome.kept()


def test_offending_line_is_filled_in(tmp_path: Path) -> None:
    first = check(str(garden(tmp_path))).findings[0]
    assert first.text == "from garden.preview.watering import Schedule"


def test_scale_is_told(tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path)))
    assert (outcome.features, outcome.files) == (1, 6)
    assert len(outcome.rules) == sum(not m.RULE.probe and m.RULE.severity != "off" for m in RULES)


def test_a_rule_alone(tmp_path: Path) -> None:
    outcome = check(str(garden(tmp_path)), rules=["stable_imports_preview"])
    assert places(outcome) == IMPORTS
    assert [rule.name for rule in outcome.rules] == ["stable_imports_preview"]


def test_severity_comes_from_the_settings(tmp_path: Path) -> None:
    root = garden(tmp_path, '[rules]\nstable_imports_preview = "warn"\nundeclared_feature = "off"')
    outcome = check(str(root))
    assert {f.severity for f in outcome.findings} == {"warn"}
    assert places(outcome) == IMPORTS
    assert outcome.kept() and not outcome.kept(strict=True)


def test_rule_that_is_off_runs_when_it_is_named(tmp_path: Path) -> None:
    root = garden(tmp_path, '[rules]\nstable_imports_preview = "off"')
    outcome = check(str(root), rules=["stable_imports_preview"])
    assert places(outcome) == IMPORTS
    assert not outcome.kept()


@pytest.mark.parametrize(
    ("settings", "line", "remedy"),
    [
        ('[rules]\nstable_imports_previews = "off"', 3, "stable_imports_preview"),
        ("\n" + exception("stable_import_preview", place="a", reason="b"), 4, "stable_imports"),
    ],
)
def test_rule_that_does_not_exist_is_refused_with_its_place(
    settings: str, line: int, remedy: str, tmp_path: Path
) -> None:
    with pytest.raises(Mistake) as told:
        check(str(garden(tmp_path, settings)))
    assert (told.value.path, told.value.line) in {
        ("coldframe.toml", line),
        ("coldframe.toml", line + 1),
    }
    assert remedy in told.value.remedy


def test_rule_that_does_not_exist_is_refused_as_an_argument(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as told:
        check(str(garden(tmp_path)), rules=["overdu"])
    assert "overdu" in told.value.what and "overdue" in told.value.remedy


def test_rule_that_imports_the_host_needs_the_probe(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="imports the host's code") as told:
        check(str(garden(tmp_path)), rules=["leaks_at_import"])
    assert "--probe" in told.value.remedy


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    root = garden(tmp_path, **{"garden/odd.py": "import garden.preview.watering\ndef (:\n"})
    outcome = check(str(root))
    assert [unread.path for unread in outcome.unread] == ["garden/odd.py"]
    assert places(outcome)[0] == IMPORTS[0], "the rest is still checked"


def test_empty_folder_is_kept(tmp_path: Path) -> None:
    outcome = check(str(tmp_path))
    assert outcome.kept() and outcome.features == 0


def test_lines_of_generated_files_are_cut(tmp_path: Path) -> None:
    line = "import garden.preview.watering; x = '" + "y" * 100_000 + "'\n"
    outcome = check(str(garden(tmp_path, **{"garden/beds.py": line})))
    assert 20 < len(outcome.findings[0].text) <= 2000
