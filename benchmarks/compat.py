"""What ``coldframe compat diff`` takes for two large OpenAPI documents: seconds and memory.

    .venv/bin/python -m benchmarks.compat
    .venv/bin/python -m benchmarks.compat --rivals    # what others find in the example pairs

The documents are made: schemas that refer to one another in circles, as in a large service,
and operations that send and give them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.timing import Command, measure

FORMS: tuple[dict[str, Any], ...] = (
    {"type": "string", "maxLength": 80, "description": "A name that people gave it."},
    {"type": "integer", "minimum": 0, "description": "How many there are of it."},
    {"type": "string", "enum": ["new", "open", "closed"], "default": "new"},
    {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}], "title": "Owner"},
    {"type": "array", "items": {"type": "string"}, "maxItems": 20},
)


def made(schemas: int, operations: int, changed: int, seed: int = 0) -> tuple[Any, Any]:
    """Two documents; in the second one property of ``changed`` schemas is of another type."""
    chance = random.Random(seed)
    components: dict[str, Any] = {}
    for number in range(schemas):
        properties = {f"field_{at}": chance.choice(FORMS) for at in range(11)}
        for at in range(4):
            to = {"$ref": f"#/components/schemas/Thing{chance.randrange(schemas)}"}
            properties[f"thing_{at}"] = {"type": "array", "items": to} if at % 2 else to
        components[f"Thing{number}"] = {
            "type": "object",
            "description": f"Thing {number} of the service. " * 3,
            "properties": properties,
            "required": ["field_0", "field_1"],
        }
    paths = {f"/things/{n}/{{id}}": {"post": _operation(n, schemas)} for n in range(operations)}
    base = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": components},
    }
    head = json.loads(json.dumps(base))
    for number in chance.sample(range(schemas), changed):
        inner = head["components"]["schemas"][f"Thing{number}"]["properties"]
        inner["field_0"] = {"type": "boolean"}
    return base, head


def _operation(number: int, schemas: int) -> Any:
    sent = {"$ref": f"#/components/schemas/Thing{number % schemas}"}
    given = {"$ref": f"#/components/schemas/Thing{number * 7 % schemas}"}
    return {
        "operationId": f"change_thing_{number}",
        "description": f"Changes thing {number}. " * 4,
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": sent}}},
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": given}}},
            "404": {"description": "There is none"},
        },
    }


def main() -> int:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schemas", type=int, default=1500)
    parser.add_argument("--operations", type=int, default=3000)
    parser.add_argument("--changed", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rivals", action="store_true", help="only what each tool finds")
    asked = parser.parse_args()
    if asked.rivals:
        from benchmarks.compat_pairs import found

        return found()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("base.json", "head.json")]
        documents = made(asked.schemas, asked.operations, asked.changed)
        for file, document in zip(files, documents, strict=True):
            file.write_text(json.dumps(document, indent=1))
        size = files[0].stat().st_size / 1e6
        words = ["-m", "coldframe", "compat", "diff", *map(str, files)]
        command = Command("diff", [sys.executable, *words], folder, [1])
        (took,) = measure([command], asked.rounds)
        os.chdir("/")
    print(f"two documents of {size:.1f} MB, {asked.changed} schemas changed:", end=" ")
    print(
        f"{took.median:.2f} s ({took.least:.2f} to {took.most:.2f}), {took.cpu:.2f} s of the"
        f" processor, {took.megabytes:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
