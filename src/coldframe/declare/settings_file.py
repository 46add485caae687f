"""Loads the host's settings from ``coldframe.toml`` or ``pyproject.toml``."""

from __future__ import annotations

import os

from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import Settings

OWN_FILE = "coldframe.toml"
PROJECT_FILE = "pyproject.toml"
RECORD = "extracted"


def load_settings(root: str) -> Settings:
    """The settings of the host at ``root``; all defaults if it has written none.

    Raises:
        Mistake: both files have settings; a file cannot be read, is no TOML, or contains
            a key or a value that is not known; with path and line.
    """
    own = _bytes_of(root, OWN_FILE)
    project = _bytes_of(root, PROJECT_FILE)
    # Reading TOML costs more than all other work of a small run: look before parsing.
    if project is not None and b"coldframe" in project:
        section = project_section(project)
        if section is not None:
            if own is not None:
                raise Mistake(
                    f"there are settings here and in [tool.coldframe] of {PROJECT_FILE}",
                    "Keep one of the two and delete the other.",
                    OWN_FILE,
                    1,
                )
            return section
    return Settings() if own is None else parse_settings(own)


def parse_settings(data: bytes, path: str = OWN_FILE) -> Settings:
    """The settings in ``coldframe.toml``; raises Mistake like ``load_settings``."""
    from coldframe.declare.settings_values import settings_of
    from coldframe.declare.toml_source import read_toml

    source = read_toml(data, path)
    section = source.values.get("tool", {})
    if list(source.values) == ["tool"] and isinstance(section, dict) and "coldframe" in section:
        raise Mistake(
            f"[tool.coldframe] is the spelling for {PROJECT_FILE}",
            f"In {path} write the keys at the top, without [tool.coldframe].",
            path,
            source.lines.get(("tool", "coldframe"), 1),
        )
    return settings_of(source, source.values, ())


def project_section(data: bytes, path: str = PROJECT_FILE) -> Settings | None:
    """The settings in ``[tool.coldframe]`` of ``pyproject.toml``, None if it has none.

    The table ``extracted``, which ``coldframe extract`` writes, counts as none.
    """
    from coldframe.declare.settings_values import settings_of
    from coldframe.declare.toml_source import read_toml

    source = read_toml(data, path)
    tool = source.values.get("tool")
    if not isinstance(tool, dict) or "coldframe" not in tool:
        return None
    section = tool["coldframe"]
    if not isinstance(section, dict):
        raise Mistake(
            "tool.coldframe must be a table",
            "Write [tool.coldframe] on a line of its own, and the keys below it.",
            path,
            source.lines.get(("tool", "coldframe"), 1),
        )
    # What an extracted project remembers of its host is a record and no setting.
    settings = {key: value for key, value in section.items() if key != RECORD}
    if not settings and RECORD in section:
        return None
    return settings_of(source, settings, ("tool", "coldframe"))


def _bytes_of(root: str, name: str) -> bytes | None:
    try:
        with open(os.path.join(root, name), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Mistake(
            f"this cannot be read: {error.strerror}", "Make it a readable file.", name
        ) from None
