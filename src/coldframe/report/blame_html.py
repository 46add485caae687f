"""Failures as one page that needs nothing else: timeline, stories, signatures, links into logs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from coldframe.report import blame_timeline as picture
from coldframe.report.blame_words import (
    bystanders,
    compared,
    failure,
    followed,
    headline,
    known_rows,
    lines_of,
    shown_notes,
    span,
    victims,
    where,
)
from coldframe.report.numbers import counted
from coldframe.report.page import page, sentences, summary, table, text
from coldframe.report.status_page import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coldframe.prove.triage.blame import Blame
    from coldframe.prove.triage.stories import Story
    from coldframe.prove.triage.tally import Group, Place

_TITLE = "Whose failures these are"
_STYLE = (
    picture.STYLE
    + """\
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 8px;
  font-size: 12.5px; overflow: auto; max-height: 28em; white-space: pre; }
table.features td:nth-child(2) { white-space: normal; overflow-wrap: anywhere; }
table.features td:first-child { overflow-wrap: normal; }
dd small { margin-left: .4em; }
@media screen and (min-width: 861px) { table.features td:last-child { white-space: nowrap; } }
"""
)


def render(found: Blame, *, top: int = 20, folder: str = ".") -> str:
    """The page; links into logs are relative to ``folder``, where it is going to be."""
    shown = found.groups[:top]
    places = [place for group in shown for place in group.places]
    lines = lines_of(places + [place for bug in found.known for place in bug.hits.places[:1]])
    links = _Links(folder, lines, {group.signature.digest for group in shown})
    more = len(found.groups) - len(shown)
    hidden = f"<p>and {text(counted(more, 'signature'))} more</p>" if more > 0 else ""
    parts = [
        f"<header><h1>{_TITLE}</h1><p>{text(headline(found))}</p></header>",
        summary(_boxes(found)) if found.groups else "",
        picture.timeline(found),
        _stories(found.stories, links),
        table(
            "Signatures",
            ("culprit", "failure", "times", "when"),
            [_row(group, links) for group in shown],
            "features",
        ),
        hidden,
        _known(found, links),
        _details(found, shown, links),
        sentences("Notes", shown_notes(found)),
    ]
    return page(_TITLE, parts, style=_STYLE, script=SCRIPT)


class _Links:
    """Where a place, and a signature, can be gone to."""

    def __init__(self, folder: str, lines: Mapping[Place, int], shown: set[str]) -> None:
        self._folder = folder
        self._lines = lines
        self._shown = shown

    def place(self, place: Place) -> str:
        line = self._lines.get(place, 0)
        said = text(f"{place.log}:{line}" if line else where(place))
        target = self._target(place.log)
        if not target:
            return f"<code>{said}</code>"
        return f'<a href="{text(target)}{f"#L{line}" if line else ""}"><code>{said}</code></a>'

    def group(self, group: Group, said: str) -> str:
        if group.signature.digest not in self._shown:
            return text(said)
        return f'<a href="#{group.signature.digest}">{text(said)}</a>'

    def _target(self, log: str) -> str:
        """A path relative to the page in which nothing can be taken for a scheme, or ``""``."""
        if log.startswith(("http://", "https://")):
            return quote(log, safe=":/?&=%#@+,;~")
        if not os.path.isfile(log):
            return ""
        try:
            path = os.path.relpath(log, self._folder or ".")
        except ValueError:  # another drive
            return ""
        return quote(os.fsencode(path.replace(os.sep, "/")))


def _boxes(found: Blame) -> list[tuple[str, int, str]]:
    groups = found.groups
    boxes = [
        ("failures", sum(group.count for group in groups), "preview"),
        ("signatures", len(groups), "preview"),
        ("of preview features", sum(g.count for g in groups if g.culprit.kind == "feature"), "due"),
        ("deaths with a story", len(found.stories), "overdue"),
    ]
    if found.runs is not None:
        boxes.append(("new signatures", len(found.new()), "overdue"))
    return boxes


def _stories(stories: Iterable[Story], links: _Links) -> str:
    parts = []
    for story in stories:
        items = "".join(
            f"<li>{links.group(group, failure(group))} <small>{group.count:,} of"
            f" {text(group.culprit.name or 'nobody')}, {after:,.0f} s after it</small></li>"
            for group, after in zip(story.followed, story.after, strict=True)
        )
        parts.append(f"<p>{links.group(story.death, followed(story))}</p><ul>{items}</ul>")
    return f"<section><h2>Deaths and what followed</h2>{''.join(parts)}</section>" if parts else ""


def _row(group: Group, links: _Links) -> tuple[str, str, str, str]:
    kind = "bad" if group.culprit.kind == "feature" else ""
    return (
        f'<span class="{kind}">{text(group.culprit.name or "nobody")}</span>',
        links.group(group, failure(group)),
        f"{group.count:,}",
        text(span(group)) or "–",
    )


def _known(found: Blame, links: _Links) -> str:
    first = {bug.query.bug: bug.hits.places[:1] for bug in found.known}
    rows = [
        (
            text(bug),
            "".join(f"{text(count)} <small>{links.place(at)}</small>" for at in first[bug])
            or text(count),
            text(runs),
            f"<code>{text(query)}</code>",
        )
        for bug, count, runs, query in known_rows(found)
    ]
    return table("Known bugs", ("bug", "records", "runs", "query"), rows)


def _details(found: Blame, shown: Iterable[Group], links: _Links) -> str:
    parts = [_detail(found, group, links) for group in shown]
    return f"<section><h2>Signature by signature</h2>{''.join(parts)}</section>" if parts else ""


def _detail(found: Blame, group: Group, links: _Links) -> str:
    people = f" ({', '.join(group.people)})" if group.people else ""
    frame = group.frame
    facts = [
        ("culprit", f"{group.culprit.name or 'nobody'}, {group.culprit.kind}{people}"),
        ("because", group.because),
        ("frame", f"{frame.path}:{frame.line} in {frame.function}" if frame else ""),
        ("victims", ", ".join(victims(group))),
        ("bystanders", ", ".join(bystanders(group))),
        ("known", ", ".join(found.bugs_of(group))),
        ("runs", compared(found, group)),
        ("when", span(group)),
        ("cut", f"{group.cut:,} of them are not whole" if group.cut else ""),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{text(said)}</dd>" for name, said in facts if said)
    story = found.story_of(group)
    if story is not None and group is not story.death:
        name = f"followed the death of {story.death.culprit.name or 'a process'}"
        listed += f"<dt>story</dt><dd>{links.group(story.death, name)}</dd>"
    places = "<br>".join(map(links.place, group.places))
    more = group.count - len(group.places)
    places += f" <small>and {text(counted(more, 'more place'))}</small>" if more > 0 else ""
    example = "\n".join(map(text, group.example.split("\n")))
    digest = group.signature.digest
    return (
        f'<details id="{digest}"><summary><code>{digest}</code> {group.count:,} ×'
        f" {text(failure(group))}</summary><dl>{listed}<dt>seen at</dt><dd>{places}</dd></dl>"
        f'<pre tabindex="0">{example}</pre></details>'
    )
