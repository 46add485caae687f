"""The configuration files that an operator names, and those in folders that he names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from coldframe.declare.mistake import Mistake
from coldframe.operate.upgrade_check.setting import SiteFile, Unreadable

INI, DOTENV, DJANGO, YAML, TOML = "ini", "dotenv", "django", "yaml", "toml"
_SUFFIXES = {
    ".conf": INI,
    ".ini": INI,
    ".cfg": INI,
    ".env": DOTENV,
    ".py": DJANGO,
    ".yaml": YAML,
    ".yml": YAML,
    ".toml": TOML,
}
_LARGEST = 8_000_000  # bytes; what is larger is no configuration
_KINDS = "*.conf, *.ini, *.cfg, .env, *.env, *.py, *.yaml and *.toml"


def form_of(path: str) -> str:
    """The form of a file by its name; empty for one that is not known."""
    name = os.path.basename(path)
    if name == ".env" or name.startswith(".env."):
        return DOTENV
    return _SUFFIXES.get(os.path.splitext(name)[1], "")


def site_files(paths: Sequence[str], notes: list[str]) -> list[SiteFile]:
    """The files, in the order in which they are named; those of a folder by name.

    Raises Mistake for a file that is named and cannot be read; one that is only in a folder is
    left out, and ``notes`` says so.
    """
    found: list[SiteFile] = []
    known: set[str] = set()
    for path in paths:
        for file, asked in _named(path):
            if os.path.realpath(file) in known:
                continue
            known.add(os.path.realpath(file))
            try:
                found.append(_read(file))
            except Mistake as mistake:
                if asked:
                    raise
                place = file if mistake.line is None else f"{file}:{mistake.line}"
                notes.append(f"{place} is left out: {mistake.what}.")
    return found


def _named(path: str) -> Iterator[tuple[str, bool]]:
    if not os.path.isdir(path):
        yield path, True
        return
    for folder, inner, files in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(files):
            form = form_of(name)
            if not os.path.isfile(os.path.join(folder, name)):
                continue  # a pipe would wait for ever
            if form and (form != DJANGO or name.startswith("settings") or "settings" in folder):
                yield os.path.join(folder, name), False


def parsed(path: str, form: str, data: bytes) -> SiteFile:
    """The file with all that it sets; raises Unreadable."""
    read: Callable[[bytes], list] = import_module(  # type: ignore[type-arg]
        f"coldframe.operate.upgrade_check.reading.{form}"
    ).settings
    try:
        return SiteFile(path, form, data, tuple(read(data)))
    except RecursionError:
        raise Unreadable("nested too deeply") from None


def _read(path: str) -> SiteFile:
    form = form_of(path)
    if not form:
        raise Mistake("what kind of configuration this is cannot be told", f"Known: {_KINDS}.",
                      path)  # fmt: skip
    try:
        with open(path, "rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise Mistake(
            f"cannot be read: {error.strerror}", "Name files and folders that you may read.", path
        ) from None
    if len(data) > _LARGEST or b"\0" in data:
        raise Mistake("is no configuration file", f"Known: {_KINDS}.", path)
    try:
        return parsed(path, form, data)
    except Unreadable as error:
        raise Mistake(error.why, "Mend it, or leave it out.", path, error.line) from None
