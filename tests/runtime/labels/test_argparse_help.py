"""The help that argparse prints says which commands and options are previews."""

from __future__ import annotations

import argparse

import pytest

from coldframe.runtime.labels.argparse_help import label_parser


def shop() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="shop", description="A shop.")
    parser.add_argument("--with-points", help="Show points, 100%% of them.")
    parser.add_argument("--hidden", "--with-points-too", help=argparse.SUPPRESS)
    above = parser.add_subparsers(title="commands")
    loyalty = above.add_parser("loyalty", aliases=["l"], help="About points.")
    below = loyalty.add_subparsers()
    below.add_parser("show", description="Shows them with %(prog)s.", help="Show them.")
    below.add_parser("drop")
    report = above.add_parser("report", help="Reports.").add_subparsers()
    report.add_parser("points", help="Points (experimental).")
    report.add_parser("sales", help="Sales.")
    return parser


def shown(parser: argparse.ArgumentParser, line: str, capsys) -> str:
    with pytest.raises(SystemExit):
        parser.parse_args([*line.split(), "--help"])
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("word", ["preview", "100% preview"])
def test_commands_and_options(commands, capsys, word: str) -> None:
    commands.label = word
    parser = shop()
    label_parser(commands, parser)
    once = shown(parser, "", capsys)
    label_parser(commands, parser)
    top = shown(parser, "", capsys)
    assert top == once
    assert f"[{word}] Show points, 100% of them." in top
    assert f"[{word}] About points." in top
    assert "report Reports." in top
    assert top.count(f"[{word}]") == 2
    loyalty = shown(parser, "loyalty", capsys)
    assert f"[{word}] positional arguments:" in loyalty
    assert f"show [{word}] Show them." in loyalty
    assert f"drop [{word}]" in loyalty
    assert f"[{word}] Shows them with shop loyalty show." in shown(parser, "loyalty show", capsys)
    assert f"[{word}]" in shown(parser, "loyalty drop", capsys)
    assert f"[{word}]" in shown(parser, "report points", capsys)


def test_what_says_it_stays_and_what_is_stable_is_not_touched(commands, capsys) -> None:
    parser = shop()
    label_parser(commands, parser)
    report = shown(parser, "report", capsys)
    assert "points Points (experimental). sales Sales." in report
    assert "[preview]" not in report
    assert "[preview]" not in shown(parser, "report sales", capsys)


def test_what_is_hidden_stays_hidden(commands, capsys) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--with-points", help=argparse.SUPPRESS)
    label_parser(commands, parser)
    assert "points" not in shown(parser, "", capsys)
