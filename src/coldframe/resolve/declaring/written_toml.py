"""Writes TOML: values, and gaps that a person has to fill."""

from __future__ import annotations

from typing import Any

TODO = "TODO(coldframe)"


def value_text(value: Any) -> str:
    """``value`` (a string, a list of strings) as TOML writes it."""
    if isinstance(value, (list, tuple)):
        items = [value_text(item) for item in value]
        line = f"[{', '.join(items)}]"
        if len(line) <= 80:
            return line
        return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    import json

    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def line_text(key: str, value: Any, gap: str = "") -> str:
    """One key; ``gap`` says what is to be filled in, in a comment at the empty value."""
    return f"{key} = {value_text(value)}" + (f"  # {TODO}: {gap}" if gap else "")


def spaced(old: str, new: str) -> str:
    """``new`` with a blank line before each table where lines were added to ``old``."""
    known = set(old.split("\n"))
    lines: list[str] = []
    for line in new.split("\n"):
        above = lines[-1] if lines else ""
        if line.startswith("[") and above.strip() and not {line, above} <= known:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
