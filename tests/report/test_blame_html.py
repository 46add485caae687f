"""The page of failures: nothing that a log says is markup, and links lead to the lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from chromium import outside
from hypothesis import given, settings
from hypothesis import strategies as st

from coldframe.prove.triage.blame import blame
from coldframe.report.blame_html import render

HOSTILE = "</pre><script>alert('x')</script><img src=x onerror=alert(1)>\u202e&quot;\x1b[2J"
STORY = """{time}.000 {pid} {level} neutron.x feature={feature} Traceback (most recent call last):
{time}.000 {pid} {level} neutron.x feature={feature}   File "/opt/stack/neutron/neutron/x.py", line 3, in loop
{time}.000 {pid} {level} neutron.x feature={feature} {error}
"""


def record(minute: int, feature: str, error: str, level: str = "ERROR") -> str:
    return STORY.format(
        time=f"2026-11-25 10:{minute:02}:00", pid=minute, level=level, feature=feature, error=error
    )


class Seen(HTMLParser):
    """The tags, links and text of a page; it must close what it opens."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.handlers: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("meta", "br", "li"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "li":
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(folder: Path, log: str | bytes, name: str = "q-svc.log") -> str:
    (folder / name).write_bytes(log.encode() if isinstance(log, str) else log)
    return render(blame([str(folder / name)], str(folder)), folder=str(folder))


def test_timeline_story_and_links(tmp_path: Path) -> None:
    log = record(1, "fwaas", "AttributeError: 'NoneType' has no attribute 'x'", "CRITICAL")
    log += "".join(record(at, "lbaas", f"Timeout: no answer for {at} s") for at in (2, 3, 9))
    page = page_of(tmp_path, log, "javascript:a #1?.log")
    seen = Seen(page)
    assert page.count('<g class="bars feature">') == 2 and page.count("<rect x=") == 4
    assert page.count('class="death"') == 1
    assert "fwaas died at 2026-11-25 10:01:00" in seen.text
    assert "3 of lbaas, 60 s after it" in seen.text
    inner = {link for link in seen.links if link.startswith("#")}
    assert inner and all(f'id="{link[1:]}"' in page for link in inner)
    outer = [link.partition("#") for link in seen.links if not link.startswith("#")]
    assert {line for _, _, line in outer} == {"L1", "L4", "L7", "L10"}
    assert {unquote(path) for path, _, _ in outer} == {"javascript:a #1?.log"}
    assert not any(":" in path for path, _, _ in outer), "a name must not be taken for a scheme"


def test_no_time_no_picture_and_no_failure_no_table(tmp_path: Path) -> None:
    assert "<svg" not in page_of(tmp_path, "Traceback (most recent call last):\nValueError: x\n")
    assert "<table" not in page_of(tmp_path, "2026-11-25 10:00:00 INFO all is well\n")


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_runs_out_of_the_window(tmp_path: Path, width: int) -> None:
    log = "".join(
        record(at, f"f{at % 20}" + "long" * 20 * (at == 7), f"Timeout: {HOSTILE} {'x' * 300}{at % 9}y",
               "CRITICAL" if at == 2 else "ERROR")
        for at in range(60)
    )  # fmt: skip
    said = outside(page_of(tmp_path, log), width, tmp_path)
    assert re.fullmatch(r"(\d+) of \1; out: ; sorted by: 4", said)


_HTML = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    [HOSTILE, "-->", "<!--", "</style>", "]]>", "'\"", "&#x3c;", "<svg onload=alert(1)>"]
)


@settings(max_examples=60, deadline=None)
@given(name=_HTML, error=_HTML, message=_HTML, feature=_HTML)
def test_what_a_log_says_is_never_markup(
    tmp_path_factory: pytest.TempPathFactory, name: str, error: str, message: str, feature: str
) -> None:
    log = (
        f"2026-11-25 10:00:00.000 7 ERROR {feature} feature={feature} {message}\n"
        f'Traceback (most recent call last):\n  File "/srv/{name}", line 3, in {name}\n'
        f"{error}: {message}\n"
    ).encode()
    page = page_of(tmp_path_factory.mktemp("page"), log + b"\xff\xfe " + log)
    seen = Seen(page)
    known = "html head meta title style body main header section div b span h1 h2 p i svg line text"
    known += " g rect table thead tbody tr th td a details summary dl dt dd br pre code small"
    known += " footer script button circle ul li"
    assert seen.tags <= set(known.split())
    assert page.count("<script") == 1 and not seen.handlers
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
