"""A release note speaks of a feature and does not say that it is a preview.

Release notes are read by those who decide what to use.  Read are reno's notes and
towncrier's fragments.  A note speaks of a feature when it contains its title, its name as
a word of its own, or the whole name of an option, command, table or entry point that it
claims; one place in the note that says preview is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Declaration, Feature

RULE = Rule(
    name="unlabelled_release_note",
    family="labels",
    why="Those who decide what to use read the release notes: a note without the label"
    " announces a stable feature.",
    hint="Say in the note that the feature is a preview.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per note and feature, at the first line that speaks of it."""
    if not host.declared:
        return
    notes = [path for path in host.places.release_notes(host.tree) if "readme" not in path.lower()]
    if not notes:
        return
    import re

    from coldframe.check.labels.told_notes import told_items

    speaking = [
        (f, d, re.compile(r"(?<![\w-])(?:" + "|".join(_names(f, d)) + r")(?![\w-])"))
        for f, d in host.declared
    ]
    words = sorted({word for f, d in host.declared for word in _words(f, d)})
    for path in notes:
        data = host.tree.read(path)
        lower = data.lower()
        if not any(word in lower for word in words):
            continue
        text = data.decode("utf-8", "replace")
        for feature, declaration, speaks in speaking:
            if not speaks.search(text):
                continue
            line = told_items(path, text, speaks, host.settings.label)
            if line:
                yield RULE.at(
                    path,
                    line,
                    f"this note speaks of {feature.name} and does not say {host.settings.label}",
                    hint=f"Say in the note that {declaration.title or feature.name} is a"
                    f" {host.settings.label}.",
                    feature=feature.name,
                )


def _words(feature: Feature, declaration: Declaration) -> Iterator[bytes]:
    """Lower-case words of which every note that speaks of the feature contains one.

    Most notes contain none, and then need not be decoded.
    """
    texts = [feature.name.replace("_", " "), declaration.title]
    texts += _claimed(declaration)
    for text in texts:
        if text:
            plain = [word for word in text.split() if word.isascii()]
            yield max(plain, key=len, default="").lower().encode()


def _claimed(declaration: Declaration) -> list[str]:
    claims = declaration.claims
    return [
        claim
        for claim in (*claims.options, *claims.commands, *claims.tables)
        if not set("*?[") & set(claim) and len(claim) > 3
    ]


def _names(feature: Feature, declaration: Declaration) -> list[str]:
    """Expressions for all that names the feature in prose."""
    import re

    parts = [re.escape(part) for part in feature.name.split("_") if part]
    names = ["[ _-]?".join(parts)]
    names += ["[ _-]?".join(change(part) for part in parts) for change in (str.upper, str.title)]
    names += [re.escape(feature.module)]
    if declaration.title:
        names.append(r"\s+".join(map(re.escape, declaration.title.split())))
        names[-1] = f"(?i:{names[-1]})"
    names += map(re.escape, _claimed(declaration))
    return list(dict.fromkeys(names))
