"""The generated part of the documentation says what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.check.catalogue import every_rule
from coldframe.check.rule import RuleModule
from tools.rule_pages import rule_page, write_modules, write_rules


@pytest.mark.parametrize("module", every_rule(), ids=lambda module: module.RULE.name)
def test_page_has_docstring_reason_remedy_and_examples(module: RuleModule) -> None:
    page = rule_page(module)
    rule = module.RULE
    assert page.startswith(f"# {rule.name}\n")
    for part in ((module.__doc__ or "").strip(), rule.why, rule.hint, f"`{rule.severity}`"):
        assert part in page
    assert "## Broken" in page and "## Kept" in page


def test_every_rule_has_a_page_and_old_pages_go(tmp_path: Path) -> None:
    (tmp_path / "no_such_rule.md").write_text("# Old\n")
    write_rules(tmp_path)
    names = {module.RULE.name for module in every_rule()}
    assert {path.stem for path in tmp_path.glob("*.md")} == names | {"index"}
    index = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert all(f"({name}.md)" in index for name in names)


def test_table_of_modules_has_a_sentence_for_each(tmp_path: Path) -> None:
    write_modules(tmp_path)
    rows = (tmp_path / "modules.md").read_text(encoding="utf-8").splitlines()[2:]
    assert len(rows) > 20
    assert [row for row in rows if row.endswith("|  |")] == []
