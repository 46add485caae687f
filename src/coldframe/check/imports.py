"""Which names a Python file imports, of any module."""

from __future__ import annotations

from collections.abc import Iterator

from coldframe.regex import regex

# A first character that is known finds lines three times as fast as "^" does.
_STATEMENT = regex(
    rb"\n[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]+))"
)
_COMMENT = regex(rb"#[^\n]*")


def imported_names(data: bytes) -> Iterator[str]:
    """The dotted names of all absolute imports in ``data``, as the lines say it.

    Lines are read and not parsed: a line in a docstring that looks like an import counts,
    which is harmless where the question is whether a file uses a module at all.
    """
    lines = b"\n" + data.replace(b"\\\n", b" ").replace(b"\r", b"")
    for match in _STATEMENT.finditer(lines):
        module, names, modules = match.groups()
        if modules is not None:
            for part in modules.split(b","):
                words = part.split()
                if words:
                    yield words[0].decode("utf-8", "replace")
        elif not module.startswith(b"."):
            base = module.decode("utf-8", "replace")
            for part in _COMMENT.sub(b"", names).strip(b"() \n\t").split(b","):
                words = part.split()
                if words:
                    yield f"{base}.{words[0].decode('utf-8', 'replace')}"
