"""The line of a file that most likely made a change: searched for, not known."""

from __future__ import annotations

import re

# What the line that changes a registry looks like, by how the registry is called.
_LOOKS = {
    "the warning filters": (r"warnings\.(?:filterwarnings|simplefilter|filters|resetwarnings)"
                            r"|\b(?:filterwarnings|simplefilter)\("),
    "the signal handlers": r"\bsignal\.signal|\bsignal\(",
    "logging": r"\b(?:basicConfig|dictConfig|setLevel|addHandler|addLevelName|setLoggerClass"
    r"|setLogRecordFactory)\(|logging\.disable|\.(?:disabled|propagate)\s*=",
    "os.environ": r"environ|putenv|setenv",
    "sys.path": r"sys\.path\b|addsitedir",
    "sys.meta_path": r"meta_path",
    "sys.path_hooks": r"path_hooks",
    "sys.modules": r"sys\.modules",
    "the locale": r"setlocale",
    "the running threads": r"\.start\(",
    "the codecs": r"codecs\.register|register_error|\bregister\(",
    "the exit handlers": r"atexit",
    "the entry point cache": r"stevedore|pkg_resources",
    "the interpreter": r"\bsys\.|threading\.excepthook|chdir|gc\.|setdefaulttimeout|policy",
}  # fmt: skip


def line_of(source: str, registry: str, key: str) -> int:
    """The first line that names ``key`` and looks right, else names it, else looks right; or 1."""
    last = re.split(r"[.: ]", key)[-1]
    names = {key, last, last.replace("_", "-")} - {""}
    look = re.compile(_LOOKS.get(registry, r"(?!)"))
    named = looked = 0
    for number, line in enumerate(source.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        looks = look.search(line) is not None
        says = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for name in names)
        if looks and says:
            return number
        named = named or (number if says else 0)
        looked = looked or (number if looks else 0)
    first, second = (looked, named) if registry in _LOOKS else (named, looked)
    return first or second or 1
