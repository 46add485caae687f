"""The pages on the rules of compat diff: every rule, with what its example changes."""

from __future__ import annotations

from pathlib import Path

from coldframe.compat.catalogue import compat_rules
from tools.compat_pages import write_compat_rules


def test_every_rule_has_its_place_and_its_example(tmp_path: Path) -> None:
    write_compat_rules(tmp_path)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md")}
    schemas = pages.pop("rest-schemas")
    for rule in compat_rules():
        kind = rule.name.partition("_")[2]
        page = pages[rule.surface.lower().replace(" ", "-")]
        if f"### {rule.name}\n" in page:
            section = page.partition(f"### {rule.name}\n")[2].partition("\n### ")[0]
        else:
            assert f"## {kind}\n" in schemas, rule
            section = schemas.partition(f"## {kind}\n")[2].partition("\n## ")[0]
            assert f"{rule.name.partition('_')[0]}: {rule.severity}" in section, rule
        assert rule.message in section
        assert "\n- " in section or "\n+ " in section, rule
    for name in {*pages, "rest-schemas"} - {"index"}:
        assert f"({name}.md)" in pages["index"]
