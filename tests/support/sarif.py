"""What the schema of SARIF says of a log."""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for


def wrong_in(log: Any, schema: Any) -> list[str]:
    """Each violation, with its place in the log; formats (URIs, dates) count, too."""
    kind = validator_for(schema)
    kind.check_schema(schema)
    found = kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(log)
    return [f"{error.json_path}: {error.message}" for error in found]
