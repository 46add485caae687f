"""Which features have tests and docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.places import matcher, paths_with
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration, Feature

_TEST_FILE = regex(r"(?:^|/)(?:test_[^/]*|[^/]*_tests?|tests?)\.py$|/tests?/.*\.py$")
_MANY = 200
_SCAFFOLD = ("__init__.py", "conftest.py")


def is_test_file(host: Host, path: str) -> bool:
    """Whether ``path`` holds tests, and is no helper or test data."""
    if path.endswith(_SCAFFOLD) or not host.places.is_test(path):
        return False
    return _TEST_FILE.search(path) is not None


def tested(host: Host) -> set[str]:
    """The modules of the features that at least one test file belongs to, or reaches."""
    found: set[str] = set()
    for reference in host.references:
        if is_test_file(host, reference.path):
            feature = host.feature_named(reference.target)
            if feature is not None:
                found.add(feature.module)
    missing = [feature for feature, _ in host.declared if feature.module not in found]
    if missing:
        tests = [path for path in _test_paths(host) if is_test_file(host, path)]
        for feature in missing:
            claimed = feature.declaration.claims.tests if feature.declaration else ()
            if any(host.places.is_test_of(path, feature) for path in tests) or (
                claimed and any_match(host, claimed)
            ):
                found.add(feature.module)
    return found


def documented(host: Host) -> set[str]:
    """The modules of the declared features that at least one page of the docs is about, or names.

    A page names a feature by its dotted name, by its title, or by its name as a word.
    """
    found: set[str] = set()
    for reference in host.references:
        if host.places.is_docs(reference.path):
            feature = host.feature_named(reference.target)
            if feature is not None:
                found.add(feature.module)
    missing = [(f, d) for f, d in host.declared if f.module not in found]
    if not missing:
        return found
    pages = docs_pages(host)
    for feature, _ in missing:
        if any(host.places.is_docs_of(page, feature) and not feature.owns(page) for page in pages):
            found.add(feature.module)
    missing = [(f, d) for f, d in missing if f.module not in found]
    if missing and pages:
        patterns = [(f.module, _mention(f, d)) for f, d in missing]
        needles = sorted({needle for f, d in missing for needle in _needles(f, d) if needle})
        known = set(pages)
        # git takes only so many paths; above that, whole folders are searched.
        under = pages if len(pages) <= _MANY else sorted({page.split("/")[0] for page in pages})
        for page in host.tree.search(needles, under):
            if page not in known:
                continue
            text = host.tree.read(page).decode("utf-8", "replace")
            found.update(module for module, pattern in patterns if pattern.search(text))
    return found


def docs_pages(host: Host) -> list[str]:
    """The pages of the host's docs."""
    return host.places.docs_pages(host.tree)


def any_match(host: Host, globs: tuple[str, ...]) -> bool:
    """Whether any path of the tree is in one of ``globs``."""
    plain = [glob for glob in globs if not set(glob) & set("*?")]
    if any(host.tree.exists(glob) for glob in plain):
        return True
    fits = matcher(globs).fullmatch
    return any(fits(path) for path in host.tree.paths())


def unpacked_without(host: Host, what: str) -> bool:
    """Whether the tree is an unpacked sdist that was shipped without ``what``; notes that."""
    if not host.tree.exists("PKG-INFO"):
        return False
    kind = host.places.is_test if what == "tests" else host.places.is_docs
    if any(kind(path) for path in host.tree.paths() if "/" in path):
        return False
    host.notes.append(
        f"This is an unpacked sdist without {what}: missing_{what} cannot say anything about it."
    )
    return True


def _test_paths(host: Host) -> Iterator[str]:
    return (path for path in paths_with(host.tree, (b"test",)) if path.endswith(".py"))


def _needles(feature: Feature, declaration: Declaration) -> Iterator[str]:
    """Words of which one is in every page that names the feature."""
    yield from (feature.module, *_spellings(feature.name))
    if declaration.title:
        yield declaration.title


def _spellings(name: str) -> set[str]:
    words = name.strip("_").split("_")
    joined = [name.strip("_"), "-".join(words), " ".join(words)]
    spellings = {form(text) for text in joined for form in (str, str.upper, str.title)}
    spellings |= {text[:1].upper() + text[1:] for text in joined}
    return spellings | {"".join(word.title() for word in words)}


def _mention(feature: Feature, declaration: Declaration) -> re.Pattern[str]:
    words = "|".join(re.escape(text) for text in sorted(_needles(feature, declaration)) if text)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![a-z0-9])")
