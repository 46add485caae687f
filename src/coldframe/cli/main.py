"""Finds the command, runs it, and turns mistakes and interruptions into exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from coldframe import __version__
from coldframe.cli.plain import NotPlain, plain
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser

# The order in which --help shows them: declare, keep apart, end.
COMMANDS = {
    "init": "Write settings and a declaration per feature, as far as they can be inferred.",
    "new": "Scaffold a feature with its tests, page and declaration.",
    "adopt": "Bring a project from outside into the preview tree, as a feature.",
    "status": "Show every preview feature: its age, its deadline and what holds it back.",
    "check": "Find every place where the fence is broken.",
    "migrations": "Say whose tables migrations touch, and whether stable data is kept.",
    "prove": "Record evidence about a feature, and say what it lacks to be stable.",
    "blame": "Say whose failure each traceback in a log is: culprit, victims, bystanders.",
    "explain": "Say what a rule, or a criterion of prove, wants, and why.",
    "promote": "Move a feature to its stable place; its old names go on working.",
    "renew": "Give a feature more time, as a new approved spec argues.",
    "retire": "Remove a feature with all that is its own, and say what else names it.",
    "extract": "Make a repository of its own out of a feature, with its history.",
    "split": "Build the wheel of the host without previews, and one wheel per feature.",
    "resume": "Finish a command with --apply, or an undo, that was cut off.",
    "compat": "Say whether what was released as stable stays compatible.",
    "upgrade-check": "Say what a new release does to one site's configuration, with the edits.",
    "simulate": "Say what each release up to one to come would expire and end.",
    "undo": "Take back what the last command with --apply wrote.",
}
# Commands of two words: each second word is a file of the folder ``cli/<first word>``.
GROUPS = {
    "compat": {
        "diff": "Compare two releases, or two OpenAPI documents: do callers of the old one break?",
        "snapshot": "Write down the stable surface of a release, to compare later ones with.",
    },
    "migrations": {
        "check": "Run every revision on a scratch database, and find what it must not do.",
        "plan": "Say what the next upgrade runs, touches and loses on a real database.",
        "verify": "Prove that all stable rows are kept, on databases with rows in every table.",
        "restore": "Put back the data that `migrations plan --backup` has saved.",
    },
}
KEPT, FINDINGS, MISUSED, INTERRUPTED = 0, 1, 2, 130
# What is loaded only where it is needed, and so may turn out to be missing only there.
LIBRARIES = (
    *("packaging", "tomlkit", "tree_sitter", "tree_sitter_python"),
    *("hatchling", "git_filter_repo"),
    *("alembic", "sqlalchemy", "sqlglot"),
    *("distributed", "fsspec", "luqum", "subunit", "yaml", "zstandard"),
    *("junitparser", "griffe"),
)
DISTRIBUTIONS = {"griffe": "griffelib", "subunit": "python-subunit", "yaml": "pyyaml"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``coldframe`` with ``argv`` and return its exit code.

    0: kept; 1: findings, or refused; 2: misconfigured or misused; 130: interrupted.
    """
    # Parsed modules are large and soon forgotten: to count them time and again is what costs.
    gc.set_threshold(200_000, 20, 20)
    words = list(sys.argv[1:] if argv is None else argv)
    # Answered without argparse: both are asked by scripts and completion, often.
    if words in (["--version"], ["-V"]):
        print(f"coldframe {__version__}")
        return KEPT
    if words in ([], ["--help"], ["-h"], ["help"]):
        print(_overview())
        return KEPT if words else MISUSED
    try:
        return _run(words)
    except Mistake as mistake:
        print(f"coldframe: {mistake}", file=sys.stderr)
        return MISUSED
    except ModuleNotFoundError as missing:
        library = (missing.name or "").partition(".")[0]
        if library not in LIBRARIES:
            raise
        distribution = DISTRIBUTIONS.get(library, library.replace("_", "-"))
        print(
            f"coldframe: {distribution} is not installed, and `coldframe {words[0]}` needs it\n"
            f"  {sys.executable} -m pip install {distribution}",
            file=sys.stderr,
        )
        return MISUSED
    except KeyboardInterrupt:
        print("coldframe: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our pipe is gone (`coldframe status | head`); that is no failure of
        # ours, and Python must not try to flush into it once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return KEPT


def program() -> NoReturn:
    """``main`` as a process of its own: the console script.

    It leaves without taking apart what Python has built up: a twentieth of a short check.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # as in ``main``: the reader is gone
    os._exit(code)


def _run(words: list[str]) -> int:
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, 1)
        remedy = f"Did you mean `coldframe {near[0]}`?" if near else "See `coldframe --help`."
        raise Mistake(f"there is no command {name!r}", remedy)
    if name in GROUPS:
        if rest[:1] in ([], ["--help"], ["-h"]):
            print(_group(name))
            return KEPT if rest else MISUSED
        name, rest = f"{name}.{_second(name, rest[0])}", rest[1:]
    command = import_module(f"coldframe.cli.{name.replace('-', '_')}")
    try:
        arguments: Any = plain(command.add_arguments, rest)
    except NotPlain:
        parser = _parser(name)
        command.add_arguments(parser)
        try:
            arguments = parser.parse_args(rest)
        except SystemExit as stop:  # argparse has printed its help, or what is wrong
            return int(stop.code or 0)
    code = command.run(arguments)
    sys.stdout.flush()
    return int(code)


def _second(first: str, word: str) -> str:
    if word in GROUPS[first]:
        return word
    from difflib import get_close_matches

    near = get_close_matches(word, GROUPS[first], 1)
    remedy = f"Did you mean `coldframe {first} {near[0]}`?" if near else ""
    raise Mistake(
        f"there is no command '{first} {word}'", remedy or f"See `coldframe {first} --help`."
    )


def _group(first: str) -> str:
    width = max(map(len, GROUPS[first]))
    return "\n".join(
        [
            f"usage: coldframe {first} COMMAND [PATH] [--help] [--json]",
            "",
            COMMANDS[first],
            "",
            *(f"  {name:<{width}}  {text}" for name, text in GROUPS[first].items()),
        ]
    )


def _parser(name: str) -> ArgumentParser:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    return ArgumentParser(
        prog=f"coldframe {name.replace('.', ' ')}",
        description=_described(name),
        # Without a width argparse asks shutil for one, for every parser: 3 ms.
        formatter_class=lambda prog: RawDescriptionHelpFormatter(prog, width=_columns() - 2),
        allow_abbrev=False,
    )


def _described(name: str) -> str:
    first, _, second = name.partition(".")
    return GROUPS[first][second] if second else COMMANDS[first]


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        pass
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [
        "usage: coldframe COMMAND [PATH] [--help] [--json]",
        "",
        "Finds, declares and fences the preview features of a Python tree,",
        "and sees to it that every one of them ends.",
        "",
        *(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()),
        "",
        "Start with `coldframe status`: it needs no set-up and changes nothing.",
        "Exit codes: 0 kept, 1 findings or refused, 2 misconfigured or misused.",
    ]
    return "\n".join(lines)
