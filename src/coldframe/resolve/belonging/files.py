"""The files of a feature: its code, tests, pages, examples and samples of configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.places import matcher
from coldframe.resolve.belonging.belonging import (
    CODE,
    CONFIGURATION,
    DECLARATION,
    DOCS,
    EXAMPLES,
    RELEASE_NOTES,
    TESTS,
    Belonging,
)

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Claims, Feature
    from coldframe.resolve.belonging.reach import Reach

# Words that a page or script about a feature has in its name besides the feature's.
_ABOUT = frozenset(
    ("trainer", "callback", "service", "plugin", "driver", "agent", "client", "guide", "howto",
     "usage", "overview", "tutorial", "reference", "api", "configuration", "config", "example",
     "preview", "experimental", "incubator", "labs", "contrib")
)  # fmt: skip
_FRONT = re.compile(
    r"(?:^|/)(?:README|index|CONTRIBUTING|HACKING|_toctree|toc|SUMMARY)\.\w+$", re.I
)
_SAMPLES = re.compile(r"(?:^|/)(?:etc|conf|configs?|samples?)/")
_SETTINGS = re.compile(r"\.(?:conf|ini|cfg|filters|ya?ml|json|toml|sample|txt|sh|in)$")


def files_of(host: Host, feature: Feature, reach: Reach) -> Iterator[Belonging]:
    """Every file that is, or may be, the feature's own."""
    yield from _code(host, feature)
    yield from _tests(host, feature, reach)
    yield from _pages(host, feature, reach)
    yield from _examples(host, feature, reach)
    yield from _configuration(host, feature)
    for path in host.places.release_notes(host.tree):
        if _words(feature.name) == _words(_stem(path))[: len(_words(feature.name))]:
            why = "a release note named after it: history, which stays"
            yield Belonging(RELEASE_NOTES, path, path, 0, why, certain=False)


def _code(host: Host, feature: Feature) -> Iterator[Belonging]:
    folder = feature.path if feature.is_package else feature.tree.path
    for path in host.tree.under(folder):
        if path == feature.declaration_path and host.tree.exists(path):
            yield Belonging(DECLARATION, path, path, 0, "its declaration")
        elif feature.owns(path) and host.tree.exists(path):
            test = host.places.is_test(path)
            why = "its tests, in its own folder" if test else "its code"
            yield Belonging(TESTS if test else CODE, path, path, 0, why)
    if feature.is_package:
        for suffix in (".py", ".pyi"):
            hidden = f"{feature.path}{suffix}"
            if host.tree.exists(hidden):
                why = "a module of the same name, which the package hides"
                yield Belonging(CODE, hidden, hidden, 1, why, certain=False)


def _tests(host: Host, feature: Feature, reach: Reach) -> Iterator[Belonging]:
    places, claims = host.places, _claims(feature)
    anywhere = bool(claims.tests or host.settings.tests)
    claimed = matcher(claims.tests).fullmatch if claims.tests else lambda path: None
    rivals = [other for other in host.features if other.module != feature.module]
    for path in host.tree.paths():
        if not anywhere and feature.name not in path:
            continue
        if feature.owns(path) or not places.is_test_of(path, feature):
            continue
        if places.is_migration(path) or not host.tree.exists(path):
            continue
        others = [f for f in rivals if places.is_test_of(path, f)]
        longer = any(len(other.name) > len(feature.name) for other in others)
        if longer and not claimed(path):
            continue  # tests/preview/test_gold_card.py is that of gold_card
        if others:
            names = ", ".join(f.name for f in others)
            why = f"a test in its place, and in that of {names}"
            yield Belonging(TESTS, path, path, 1, why, certain=False)
        elif claimed(path):
            yield Belonging(TESTS, path, path, 0, "a test that it claims")
        elif f"/{feature.name}/" in path or host.settings.tests:
            yield Belonging(TESTS, path, path, 0, "a test in its place")
        else:
            yield _named_test(feature, path, reach)


def _named_test(feature: Feature, path: str, reach: Reach) -> Belonging:
    """A test file beside those of other features: by its name, and by what it reaches."""
    reached = reach.features(path)
    exact = _stem(path).removeprefix("test_") == feature.name
    if feature.module in reached and len(reached) == 1:
        return Belonging(TESTS, path, path, 0, "a test named after it, which tests nothing else")
    if exact and not reached:
        return Belonging(TESTS, path, path, 0, "a test named after it")
    why = "a test named like it"
    if reached - {feature.module}:
        why += ", which reaches " + ", ".join(sorted(reached - {feature.module})) + " as well"
    else:
        why += ", which does not reach it"
    return Belonging(TESTS, path, path, 1, f"{why}: it stays unless you remove it", certain=False)


def _pages(host: Host, feature: Feature, reach: Reach) -> Iterator[Belonging]:
    claims = _claims(feature)
    claimed = matcher(claims.docs).fullmatch if claims.docs else lambda path: None
    specs = _specs(feature)
    pages = [page for page in host.places.docs_pages(host.tree) if not feature.owns(page)]
    if claims.docs:
        pages = sorted({*pages, *(p for p in host.tree.paths() if claimed(p))})
    for page in pages:
        if page in specs or host.places.is_release_note(page) or not host.tree.exists(page):
            continue
        if claimed(page):
            yield _claimed_page(host, feature, page)
        elif host.places.is_docs_of(page, feature):
            yield from _named_page(host, feature, page, reach)


def _claimed_page(host: Host, feature: Feature, page: str) -> Belonging:
    others = [
        other.name
        for other, declaration in host.declared
        if other.module != feature.module
        and declaration.claims.docs
        and matcher(declaration.claims.docs).fullmatch(page)
    ]
    if others:
        why = f"a page that {', '.join(others)} claims as well: take out what is about this one"
        return Belonging(DOCS, page, page, 1, why, certain=False)
    if _FRONT.search(page) and feature.name not in page.rpartition("/")[0].split("/"):
        why = "a page that it claims, but the front page of others: take out what is about it"
        return Belonging(DOCS, page, page, 1, why, certain=False)
    if not host.places.is_docs(page) and page.endswith((".py", ".pyi")):
        why = "claimed as docs, but it is code"
        return Belonging(DOCS, page, page, 1, why, certain=False)
    return Belonging(DOCS, page, page, 0, "a page that it claims")


def _named_page(host: Host, feature: Feature, page: str, reach: Reach) -> Iterator[Belonging]:
    reached = reach.features(page)
    stem, name = _stem(page), _words(feature.name)
    if stem == feature.module or stem.startswith(feature.module + "."):
        yield Belonging(DOCS, page, page, 0, "a reference page of its module")
        return
    words = _words(stem)
    tree = feature.tree.module.rpartition(".")[2]
    alone = _about(words, name) or (_about_folder(page, feature.name))
    if alone and reached == {feature.module}:
        yield Belonging(DOCS, page, page, 0, "a page named after it, about nothing else")
    elif feature.module in reached:
        others = reached - {feature.module}
        why = "a page named like it, which names it"
        why += f" and {', '.join(sorted(others))}" if others else ""
        yield Belonging(DOCS, page, page, 1, f"{why}: remove or rewrite it", certain=False)
    elif _about(words, name) and (tree in page.split("/") or _says_title(host, feature, page)):
        why = "a page named after it, which does not name its module: look whether it is about it"
        yield Belonging(DOCS, page, page, 1, why, certain=False)


def _examples(host: Host, feature: Feature, reach: Reach) -> Iterator[Belonging]:
    folders: dict[str, list[str]] = {}
    for path in host.tree.paths():
        if feature.name not in path or not host.places.is_example(path) or feature.owns(path):
            continue
        parts = path.split("/")
        if host.places.is_test(path) or not host.tree.exists(path):
            continue
        if feature.name in parts[1:-1]:
            at = parts.index(feature.name, 1)
            folders.setdefault("/".join(parts[: at + 1]), []).append(path)
        elif _about(_words(_stem(path)), _words(feature.name)):
            reached = reach.features(path)
            if reached == {feature.module}:
                why = "an example named after it, which shows nothing else"
                yield Belonging(EXAMPLES, path, path, 0, why)
    for folder, paths in folders.items():
        together = frozenset[str]().union(*(reach.features(path) for path in paths))
        for path in paths:
            if together == {feature.module}:
                yield Belonging(EXAMPLES, path, path, 0, f"an example in {folder}/")
            elif feature.module in together:
                why = f"an example in {folder}/, which shows other features, too"
                yield Belonging(EXAMPLES, path, path, 1, why, certain=False)


def _configuration(host: Host, feature: Feature) -> Iterator[Belonging]:
    top = feature.module.partition(".")[0]
    own = {feature.name, *(f"{top}{mark}{feature.name}" for mark in "-_.")}
    own |= {name.replace("_", "-") for name in own}
    options = _option_lists(host, feature)
    for path in host.tree.paths():
        if not _SETTINGS.search(path) or feature.owns(path):
            continue
        name = re.sub(r"\.(?:sample|in|template|j2)$", "", path.rpartition("/")[2])
        folders = {folder.removesuffix(".d") for folder in path.split("/")[1:-1]}
        sample = _SAMPLES.search(path) is not None
        named = bool({name.rpartition(".")[0], name.partition(".")[0]} & own)
        like = sample and not named and _words(name)[:1] == [feature.name]
        generator = sample and bool(options) and not named and "generator" in path
        if not (named or like or generator or (sample and folders & own)):
            continue
        places = host.places
        if places.is_docs(path) or places.is_test(path) or places.is_release_note(path):
            continue
        if places.is_example(path) or places.is_migration(path) or not host.tree.exists(path):
            continue
        if generator and _generates_only(host.tree.read(path), options):
            yield Belonging(CONFIGURATION, path, path, 0, "generates nothing but its options")
        elif like:
            alone = _names_only(host.tree.read(path), feature.module)
            why = "a file of settings named like it"
            why += ", which names nothing else" if alone else ": remove it if it serves it alone"
            yield Belonging(CONFIGURATION, path, path, 0 if alone else 1, why, certain=alone)
        elif sample and (named or folders & own):
            yield Belonging(CONFIGURATION, path, path, 0, "a file of settings named after it")
        elif named:
            why = "named after it: remove it if it serves nothing else"
            yield Belonging(CONFIGURATION, path, path, 1, why, certain=False)


def _option_lists(host: Host, feature: Feature) -> set[bytes]:
    """The names under which the generators of OpenStack know the feature's options and policies."""
    return {
        entry.name.encode()
        for entry in host.packaging.entry_points
        if entry.group.startswith(("oslo.config.opts", "oslo.policy.policies"))
        and (entry.module + ".").startswith(feature.module + ".")
    }


def _generates_only(data: bytes, options: set[bytes]) -> bool:
    """Whether the settings of a generator name option lists, and all of them are ``options``."""
    named = re.findall(rb"^namespace\s*=\s*(\S+)", data, re.MULTILINE)
    return bool(named) and set(named) <= options


def _names_only(data: bytes, module: str) -> bool:
    """Whether ``data`` names modules of the host, and all of them lie in ``module``."""
    top = module.partition(".")[0]
    names = re.findall(rf"(?<![\w./-]){top}(?:\.\w+)+", data.decode("utf-8", "replace"))
    return bool(names) and all((name + ".").startswith(module + ".") for name in names)


def _about(words: list[str], name: list[str]) -> bool:
    """Whether the ``words`` of a file's name are the feature's, and say no more than its role."""
    for at in range(len(words) - len(name) + 1):
        if words[at : at + len(name)] == name:
            return set(words[:at] + words[at + len(name) :]) <= _ABOUT
    return False


def _about_folder(page: str, name: str) -> bool:
    """Whether the page stands in a folder of the feature, such as ``docs/preview/gold/``."""
    folders = page.lower().split("/")[:-1]
    return name.lower() in folders or name.lower().replace("_", "-") in folders


def _says_title(host: Host, feature: Feature, page: str) -> bool:
    title = feature.declaration.title if feature.declaration else ""
    return bool(title) and title.encode() in host.tree.read(page)


def _specs(feature: Feature) -> set[str]:
    """The documents that approved the feature: they say what was decided, and stay."""
    declaration = feature.declaration
    if declaration is None:
        return set()
    return {declaration.spec, *(renewal.spec for renewal in declaration.renewals)} - {""}


def _claims(feature: Feature) -> Claims:
    from coldframe.declare.feature import Claims

    return feature.declaration.claims if feature.declaration else Claims()


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] if "." in name else name


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[._\-\s]+", name.lower()) if word]
