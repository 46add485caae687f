"""A note goes into the unreleased section of a change log, and nothing else changes."""

from __future__ import annotations

import pytest

from coldframe.resolve.noting.changelog import with_item
from coldframe.resolve.noting.note import Note

KEPT = """\
# Changelog

The format is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

### Added

- Gift cards.

### Fixed

- A typo.

## [1.0.0] - 2024-01-01

### Added

- The shop.

[Unreleased]: https://example.org/compare/v1.0.0...HEAD
[1.0.0]: https://example.org/v1.0.0
"""
BARE = """\
# History

## Unreleased

## 1.0

* The shop, which is
  large.
"""
RST = """\
=======
Changes
=======

2.0 (unreleased)
================

Features
--------
* Gift cards.

1.0
===

Deprecations
------------
* Vouchers.
"""
BOLD = """\
Release History
===============

dev
---

- [Short description of changes not yet released.]

**Improvements**
- Faster.

1.0 (2024-01-01)
----------------

**Bugfixes**
- Slower no more.
"""
TIGHT = "## Unreleased\n### Added\n- a\n### Fixed\n- b\n## 1.0\n### Removed\n- c\n"
LOOSE = "## Unreleased\n\n- one\n\n- two\n  lines\n\n## 1.0\n\n- three\n"
NEXT = "# Log\n\n<!--\n## Unreleased\n-->\n\n```\n## Unreleased\n```\n\nNext release\n------------\n\nText only.\n"

CASES = {
    "below its heading": (KEPT, "feature", "- Gift cards.\n", "- Gift cards.\n- LINE\n"),
    "a heading in the usual order": (
        KEPT,
        "removal",
        "### Fixed\n\n- A typo.\n",
        "### Removed\n\n- LINE\n\n### Fixed\n\n- A typo.\n",
    ),
    "another": (
        KEPT,
        "upgrade",
        "### Fixed\n\n- A typo.\n",
        "### Changed\n\n- LINE\n\n### Fixed\n\n- A typo.\n",
    ),
    "above the links": (
        "## [Unreleased]\n\n### Added\n\n- A.\n\n[Unreleased]: https://example.org\n",
        "removal",
        "- A.\n",
        "- A.\n\n### Removed\n\n- LINE\n",
    ),
    "an empty section without headings": (
        BARE,
        "removal",
        "## Unreleased\n\n",
        "## Unreleased\n\n* LINE\n\n",
    ),
    "the first heading of all": (
        "Keep it: https://keepachangelog.com\n\n## Unreleased\n",
        "deprecation",
        "## Unreleased\n",
        "## Unreleased\n\n### Deprecated\n\n- LINE\n",
    ),
    "an empty page but for it": (
        "# Log\n\n## Unreleased",
        "removal",
        "## Unreleased",
        "## Unreleased\n\n- LINE",
    ),
    "underlined": (RST, "feature", "* Gift cards.\n", "* Gift cards.\n* LINE\n"),
    "a heading of an earlier release": (
        RST,
        "deprecation",
        "* Gift cards.\n",
        "* Gift cards.\n\nDeprecations\n------------\n* LINE\n",
    ),
    "what comes nearest": (
        RST,
        "removal",
        "* Gift cards.\n",
        "* Gift cards.\n\nDeprecations\n------------\n* LINE\n",
    ),
    "no blank lines": (TIGHT, "feature", "- a\n", "- a\n- LINE\n"),
    "no blank lines, a new heading": (
        TIGHT,
        "deprecation",
        "### Fixed\n- b\n## 1",
        "### Deprecated\n- LINE\n### Fixed\n- b\n## 1",
    ),
    "items apart": (LOOSE, "feature", "  lines\n", "  lines\n\n- LINE\n"),
    "not in comments and code": (NEXT, "feature", "Text only.\n", "Text only.\n\n- LINE\n"),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", CASES)
def test_an_item_is_added(name: str, newline: str) -> None:
    before, kind, old, new = CASES[name]
    assert before.count(old) == 1
    note = Note("loyalty", kind, "Loyalty  points:\n``shop.loyalty``.")
    markdown = not before.startswith("==")
    data = before.replace("\n", newline).encode()
    code = "`shop.loyalty`" if markdown else "``shop.loyalty``"
    new = new.replace("LINE", f"Loyalty points: {code}.")
    expected = before.replace(old, new).replace("\n", newline).encode()
    after = with_item(data, note, markdown=markdown)
    assert after is not None
    assert after.decode() == expected.decode()
    assert with_item(after, note, markdown=markdown) == after


def test_bold_lines_are_headings() -> None:
    after = with_item(
        BOLD.replace("dev", "Next version").replace("---\n", "------------\n", 1).encode(),
        Note("a", "feature", "New."),
        markdown=True,
    )
    assert after is not None
    assert b"**Improvements**\n- Faster.\n- New.\n" in after


def test_other_bytes_stay() -> None:
    data = b"\xef\xbb\xbf# Log\n\n## Unreleased\n- caf\xe9 \x0b \xc2\x85 a\n\n\n## 1.0\t\n"
    after = with_item(data, Note("a", "removal", "Gone."), markdown=True)
    assert after == data.replace(b" a\n", b" a\n- Gone.\n")


def test_long_lines_are_not_wrapped() -> None:
    words = "word " * 40
    page = f"## Unreleased\n\n- {words}\n"
    after = with_item(page.encode(), Note("a", "removal", "x " * 90), markdown=True)
    assert after is not None
    assert after.endswith(f"- {('x ' * 90).strip()}\n".encode())
    after = with_item(b"## Unreleased\n\n- a\n", Note("a", "removal", "xy " * 40), markdown=True)
    assert after is not None
    assert after.decode().split("\n")[3:] == [
        "- " + "xy " * 25 + "xy",
        "  " + "xy " * 13 + "xy",
        "",
    ]


@pytest.mark.parametrize("page", ["", "# Changes\n\n## 1.0\n\n- The unreleased feature\n"])
def test_nothing_without_an_unreleased_section(page: str) -> None:
    assert with_item(page.encode(), Note("a", "removal", "x"), markdown=True) is None
