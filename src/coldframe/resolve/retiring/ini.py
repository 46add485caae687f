"""Takes names of what is gone out of INI files: members of lists, keys and sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coldframe.resolve.metadata.cfg_text import CfgText
from coldframe.resolve.retiring.toml import OMITTABLE

if TYPE_CHECKING:
    from coldframe.resolve.metadata.cfg_text import Value
    from coldframe.resolve.retiring.gone import Gone

_SECTION = re.compile(r"^\[([^\]]+)\]\s*(?:[#;].*)?$")
_GENERATORS = ("oslo.config.opts", "oslo.config.opts.defaults", "oslo.policy.policies")
_PAIR = re.compile(r"(?P<head>[^=:]+?[ \t]*[=:][ \t]*)(?P<value>.*)", re.DOTALL)


def trim_ini(text: str, gone: Gone) -> str:
    """``text`` without what certainly names only what is gone."""
    text = _without_sections(text, gone)
    cfg = CfgText(text)
    lines: list[str | None] = list(cfg.lines)
    for value in cfg.values:
        if _holds_entry_points(value.section):
            continue
        _trim_value(cfg, value, lines, gone)
    return _joined(cfg.lines, lines)


def _trim_value(cfg: CfgText, value: Value, lines: list[str | None], gone: Gone) -> None:
    if gone.is_entry(value.key) and "data" in value.section:
        for number in (value.first, *value.lines):
            lines[number] = None
        return
    shorter: dict[int, str | None] = {}
    for number in value.lines:
        line = cfg.lines[number]
        head, body = "", line
        if number == value.first:
            pair = _PAIR.match(line)
            if pair is None:
                return
            head, body = pair["head"], pair["value"]
        kept = _member(body, value, gone)
        if kept != body:
            shorter[number] = None if kept is None else head + kept
    if not shorter:
        return
    left = [n for n in value.lines if shorter.get(n, "") is not None]
    left = [n for n in left if not _heads_nothing(cfg, n, value, left)]
    if not left and not (
        OMITTABLE.fullmatch(value.key)
        or value.key == "namespace"
        or value.section in ("files", "options.data_files")
    ):
        return  # an empty list may mean something else: a person decides
    for number in value.lines:
        if number not in left:
            shorter[number] = None
    for number, new in shorter.items():
        lines[number] = new
    if not left:
        lines[value.first] = None
    elif lines[value.first] is None:
        pair = _PAIR.match(cfg.lines[value.first])
        end = cfg.lines[value.first][len(cfg.lines[value.first].rstrip("\r\n")) :]
        lines[value.first] = (pair["head"].rstrip() if pair else "") + end


def _heads_nothing(cfg: CfgText, number: int, value: Value, left: list[int]) -> bool:
    """Whether the line is ``folder =`` above files (pbr's data_files) of which none is left."""
    line = cfg.lines[number]
    if not line.rstrip().endswith("="):
        return False
    indent = len(line) - len(line.lstrip())
    below = [n for n in value.lines if n > number]
    files = []
    for other in below:
        if len(cfg.lines[other]) - len(cfg.lines[other].lstrip()) <= indent:
            break
        files.append(other)
    return bool(files) and not any(n in left for n in files)


def _member(body: str, value: Value, gone: Gone) -> str | None:
    """A line of a value without what is gone; None if the whole line goes."""
    end = body[len(body.rstrip("\r\n")) :]
    plain = body.strip()
    if not plain or plain[0] in "#;":
        return body
    if value.key == "namespace":
        groups = {group for group, name in gone.entry_points if name == plain}
        return None if groups & set(_GENERATORS) else body
    if value.key == "extras" and plain in gone.extras:
        return None
    plain = re.sub(r"\s[#;].*$", "", plain)
    if _goes(plain, gone):
        return None
    if "," in plain and "=" not in plain and ":" not in plain:
        parts = body.rstrip("\r\n").split(",")
        kept = [part for part in parts if not _goes(part.strip(), gone)]
        if len(kept) < len(parts):
            if not any(part.strip() for part in kept):
                return None
            text = ",".join(kept)
            return (body[: len(body) - len(body.lstrip())] + text.lstrip()) + end
    return body


def _goes(text: str, gone: Gone) -> bool:
    if gone.is_entry(text):
        return True
    head, mark, codes = text.partition(":")
    if mark and re.fullmatch(r"[\s,A-Z0-9]+", codes):  # files: codes, of flake8
        return gone.is_path(head)
    target, mark, source = text.partition("=")
    return bool(mark) and "/" in target and gone.is_path(source)  # data_files on one line


def _without_sections(text: str, gone: Gone) -> str:
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    kept: list[str | None] = list(lines)
    number = 0
    while number < len(lines):
        found = _SECTION.match(lines[number].rstrip("\r\n"))
        if found is None or not found[1].startswith("mypy-"):
            number += 1
            continue
        names = found[1].removeprefix("mypy-").split(",")
        stay = [name for name in names if not gone.is_module(name)]
        end = number + 1
        while end < len(lines) and not _SECTION.match(lines[end].rstrip("\r\n")):
            end += 1
        if not stay:
            last = end
            while last > number + 1 and lines[last - 1].lstrip()[:1] in ("", "#", ";"):
                last -= 1  # what stands above the next section belongs to it
            for at in range(number, last):
                kept[at] = None
            if not any(line is not None and line.strip() for line in kept[:number]):
                while last < len(lines) and not lines[last].strip():
                    kept[last] = None
                    last += 1
            elif not lines[number - 1].strip():
                kept[number - 1] = None
        elif len(stay) < len(names):
            kept[number] = lines[number].replace(found[1], "mypy-" + ",".join(stay), 1)
        number = end
    return _joined(lines, kept)


def _holds_entry_points(section: str) -> bool:
    return section in ("entry_points", "options.entry_points")


def _joined(before: list[str], after: list[str | None]) -> str:
    kept = [line for line in after if line is not None]
    if kept and before and not before[-1].endswith("\n") and after[-1] is None:
        kept[-1] = kept[-1].rstrip("\r\n")
    return "".join(kept)
