"""Every form of reference is found at its place; what only looks like one stays silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from reference_corpus import CORPUS, PACKAGES, expected, said, tree_of

from coldframe.source.references.find import references
from coldframe.source.references.forms import FORMS


def test_reach_is_found_exactly(tmp_path: Path) -> None:
    """Path, line, column, form, target, scope and certainty of every reference."""
    tree = tree_of("reach", tmp_path)
    assert [said(r) for r in references(tree, PACKAGES)] == expected()
    assert tree.unread == []


def test_near_misses_are_silent(tmp_path: Path) -> None:
    """Comments, prose, other packages, shadowed names, URLs, file names."""
    tree = tree_of("near_miss", tmp_path)
    assert [said(r) for r in references(tree, PACKAGES)] == []


def test_every_case_is_needed() -> None:
    """Each file of ``reach`` outside the features has a reference, but for empty packages."""
    found = {line.partition(":")[0] for line in expected()}
    files = {
        p.relative_to(CORPUS / "reach").as_posix()
        for p in (CORPUS / "reach").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    silent = {"host/__init__.py", "host/forms/__init__.py"}
    assert {f for f in files - found - silent if not f.startswith("host/preview/")} == set()


def test_corpus_is_large_enough() -> None:
    """At least 45 ways to reach, and 45 near misses."""
    found = {line.partition(":")[0] for line in expected()}
    near = [p for p in (CORPUS / "near_miss").rglob("*") if p.is_file()]
    assert len(found) >= 45
    assert len([p for p in near if p.stat().st_size]) >= 45


def test_every_form_is_shown() -> None:
    """Each word of FORMS has a place in the corpus, and no other is used."""
    assert {line.split()[1] for line in expected()} == set(FORMS)


def test_every_form_is_documented() -> None:
    """docs/references.md explains each form."""
    text = (CORPUS.parents[1] / "docs" / "references.md").read_text()
    assert [form for form in FORMS if f"`{form}`" not in text] == []


@pytest.mark.parametrize("layout", ["src", "lib/python"])
def test_layout_does_not_matter(tmp_path: Path, layout: str) -> None:
    """The same references, relative imports included, when the package lies in ``src``."""
    flat = tree_of("reach", tmp_path)
    root = Path(flat.root)
    (root / layout).mkdir(parents=True)
    (root / "host").rename(root / layout / "host")
    from coldframe.source.worktree import WorkTree

    moved = WorkTree(str(root))
    found = references(moved, [("host.preview", f"{layout}/host/preview")])
    lines = [said(r).removeprefix(layout + "/") for r in found]
    # "from ... import host" climbs to where the flat layout has the package.
    known = [e for e in expected() if not e.startswith("tools/")]
    assert sorted(lines) == sorted(known)
