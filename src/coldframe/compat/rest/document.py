"""An OpenAPI document as a file or an application gives it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.compat.rest.files import Files

LARGEST = 64 * 1024 * 1024  # bytes
VERSIONS = ("3.0", "3.1", "3.2")


class Document(NamedTuple):
    """``value`` is the document as JSON has it, ``version`` the first two numbers of ``openapi``.

    ``path`` is how the user named it; ``files`` are those that a ``$ref`` may lead to.
    """

    path: str
    version: str
    value: dict[str, Any]
    files: Files | None = None


def read_value(path: str) -> Any:
    """What stands in a JSON or YAML file.  Raises Mistake if it cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Mistake(
            f"cannot be read: {error.strerror}", "Name an OpenAPI document.", path
        ) from None
    if len(data) > LARGEST:
        raise Mistake(
            f"larger than {LARGEST // 2**20} MB", "Split it into one document per service.", path
        )
    return parsed(data, path)


def parsed(data: bytes, path: str) -> Any:
    """The value of JSON or YAML in ``data``; ``path`` is for the error's sake."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Mistake("not UTF-8", "Save the document as UTF-8.", path, line) from None
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text, parse_constant=_no_number)
        except RecursionError:
            raise Mistake("values are nested too deep", "Flatten it with $ref.", path) from None
        except ValueError as error:
            if path.endswith(".json") or isinstance(error, _NoNumber):
                problem = getattr(error, "msg", str(error))
                at: int | None = getattr(error, "lineno", None)
                raise Mistake(f"no JSON: {problem}", "Mend the document.", path, at) from None
    from coldframe.compat.rest.yaml_text import read  # a library that JSON does not need

    return read(text, path)


class _NoNumber(ValueError):
    pass


def _no_number(word: str) -> Any:
    raise _NoNumber(f"{word} is no number in JSON")


def checked(value: Any, path: str, files: Files | None = None) -> Document:
    """``value`` as a document.  Raises Mistake where it is none, with the pointer."""
    if not isinstance(value, dict):
        raise Mistake("#: an OpenAPI document is an object", "Name an OpenAPI document.", path)
    if "swagger" in value:
        raise Mistake(
            f"#/swagger: Swagger {value['swagger']} is not read",
            "Convert it to OpenAPI 3 first, with the converter of your choice.",
            path,
        )
    version = value.get("openapi")
    if not isinstance(version, str) or version.rpartition(".")[0] not in VERSIONS:
        known = "no openapi version" if version is None else f"openapi: {version!r} is not known"
        raise Mistake(f"#/openapi: {known}", f"There are {', '.join(VERSIONS)}.", path)
    for key, kind, name in (
        ("paths", dict, "an object"),
        ("components", dict, "an object"),
        ("webhooks", dict, "an object"),
        ("servers", list, "a list"),
        ("security", list, "a list"),
    ):
        if not isinstance(value.get(key, kind()), kind):
            raise Mistake(f"#/{key}: must be {name}", "Mend the document.", path)
    return Document(path, version.rpartition(".")[0], value, files)
