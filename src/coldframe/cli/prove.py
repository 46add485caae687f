"""``coldframe prove``: evidence about a feature, and what it says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coldframe.cli.without import add_arguments as add_absent
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from coldframe.prove.listing import Listing
    from coldframe.prove.prove import Proof


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of ``coldframe prove``."""
    parser.epilog = (
        "Facts are added to the store, and never changed or deleted.\n"
        "Exit codes: 0 proven, or recorded; 1 something is missing; 2 misconfigured or misused."
    )
    add = parser.add_argument
    add("name", nargs="?", default="", help="the feature, by its name or its module")
    add("--path", default=".", help="anywhere in the host's repository (default: here)")
    add(
        "--from",
        dest="files",
        action="append",
        default=[],
        metavar="FILE",
        help="record what is in FILE first (-: standard input); repeatable; without NAME for"
        " all features",
    )
    add("--as", dest="form", default="", metavar="KIND", help="what FILE is (default: recognised)")
    add(
        "--run",
        default="",
        metavar="ID",
        help="the run that FILE comes from (default: that of CI around us, or a new one)",
    )
    add(
        "--commit",
        default="",
        metavar="REVISION",
        help="the commit that was tried (default: the work tree as it is)",
    )
    add("--at", default="", metavar="TIME", help="when, if FILE does not say (default: now)")
    add(
        "--store",
        default="",
        metavar="ADDRESS",
        help="a file, or postgresql://USER@HOST/DATABASE (default: the setting `evidence`, else"
        " COLDFRAME_EVIDENCE, else .coldframe/evidence.sqlite)",
    )
    add(
        "--examples",
        action="store_true",
        help="run the examples on its pages, which executes the host's code, and record that",
    )
    add(
        "--statement",
        default="",
        metavar="FILE",
        help="write the verdict there as an in-toto Statement, to be signed",
    )
    add("--facts", action="store_true", help="list what is recorded, newest first")
    add("--kind", default="", metavar="KIND", help="with --facts: of this kind only")
    add("--limit", default="50", metavar="N", help="with --facts: at most so many (50)")
    add("--correct", default="", metavar="FACT", help="correct this fact; needs --reason")
    add("--reason", default="", help="why it is wrong")
    add(
        "--outcome",
        default="",
        help="what is right: passed, failed, error, skipped, noted (default: it does not count)",
    )
    add("--json", action="store_true", help="for programs")
    add_absent(parser)


def run(arguments: Namespace) -> int:
    """0: proven, or done; 1: something is missing."""
    _together(arguments)
    if arguments.absent:
        from coldframe.cli.without import run as without

        return without(arguments)
    if arguments.correct or arguments.facts:
        _list(_corrected(arguments) if arguments.correct else _facts(arguments), arguments)
        return 0
    from coldframe.cli.progress import progress
    from coldframe.prove.prove import prove

    say, done = progress()
    try:
        proof = prove(
            arguments.name,
            arguments.path,
            files=arguments.files,
            form=arguments.form,
            store=arguments.store,
            run=arguments.run,
            commit=arguments.commit,
            at=arguments.at,
            examples=arguments.examples,
            statement=bool(arguments.statement),
            progress=say,
        )
    finally:
        done()
    if proof.statement:
        from coldframe.cli.saved import save
        from coldframe.report.evidence_json import text

        save(arguments.statement, text(proof.statement))
    _show(proof, arguments)
    return 0 if proof.verdict is None or proof.verdict.proven else 1


def _show(proof: Proof, arguments: Namespace) -> None:
    from coldframe.report.terminal import style_for, width_of, write

    if arguments.json:
        from coldframe.report.evidence_json import render as as_json

        write(sys.stdout, as_json(proof))
    else:
        from coldframe.report.evidence_text import render as as_text

        text = as_text(proof, style=style_for(sys.stdout), width=width_of(sys.stdout))
        write(sys.stdout, text)


def _facts(arguments: Namespace) -> Listing:
    from coldframe.prove.listing import facts

    return facts(
        arguments.name,
        arguments.path,
        store=arguments.store,
        kind=arguments.kind,
        limit=_number("--limit", arguments.limit),
    )


def _corrected(arguments: Namespace) -> Listing:
    from coldframe.prove.listing import corrected

    return corrected(
        arguments.name,
        arguments.path,
        _number("--correct", arguments.correct),
        arguments.reason,
        outcome=arguments.outcome,
        store=arguments.store,
    )


def _list(listing: Listing, arguments: Namespace) -> None:
    from coldframe.report import evidence_json, evidence_text
    from coldframe.report.terminal import style_for, width_of, write

    module, digest, found = listing
    if arguments.json:
        text = evidence_json.facts(module, digest, found)
    else:
        style = style_for(sys.stdout)
        text = evidence_text.facts(digest, found, style=style, width=width_of(sys.stdout))
    write(sys.stdout, text)


# An option → what it goes with.
_WITH = {
    "reason": "correct",
    "outcome": "correct",
    "kind": "facts",
    "form": "files",
    "commit": "files",
    "at": "files",
    "tests": "absent",
    "skip": "absent",
    "python": "absent",
    "verbose": "absent",
}
_WORDS = {"form": "as", "files": "from"}
_APART = ("files", "examples", "facts", "correct", "absent")


def _together(arguments: Namespace) -> None:
    """Raise Mistake for options that say nothing together."""
    said = vars(arguments)
    wanted = [f"--{_WORDS.get(name, name)}" for name in _APART if said[name]]
    if len(wanted) > 1:
        raise Mistake(f"{' and '.join(wanted)} do not go together", "Run them one by one.")
    for name, other in _WITH.items():
        if said[name] and not said[other]:
            one, two = _WORDS.get(name, name), _WORDS.get(other, other)
            raise Mistake(f"--{one} says nothing without --{two}", f"Add --{two}.")
    if arguments.run and not (arguments.files or arguments.absent or arguments.examples):
        raise Mistake("--run says nothing without --from", "Add --from.")
    if not arguments.name and arguments.absent:
        raise Mistake("without which feature?", "Name it: coldframe prove NAME --absent")
    if arguments.statement and (arguments.facts or arguments.correct or arguments.absent):
        raise Mistake(f"--statement and {wanted[0]} do not go together", "Run them one by one.")
    for name in ("facts", "correct", "examples", "statement"):
        if said[name] and not arguments.name:
            raise Mistake(f"--{name}: of which feature?", f"Name it: coldframe prove NAME --{name}")


def _number(option: str, said: str) -> int:
    if not said.isascii() or not said.isdigit() or not 0 < int(said) < 2**63:
        raise Mistake(f"{option} {said}: this is no number", f"Write for example: {option} 12")
    return int(said)
