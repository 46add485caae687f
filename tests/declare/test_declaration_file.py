"""Declarations are read and validated."""

from __future__ import annotations

import tomllib

import pytest

from coldframe.declare import declaration_file
from coldframe.declare.declaration_file import parse_declaration
from coldframe.declare.feature import Claims, Declaration, Renewal
from coldframe.declare.mistake import Mistake

PATH = "neutron/preview/fwaas/preview.toml"
FULL = """\
title   = "Firewall as a Service v2"
summary = "Groups of stateful rules."
spec    = "doc/specs/fwaas-v2.rst"
since   = "29.0.0"
owners  = ["fwaas-core"]
target  = "neutron.services.firewall"
feedback = "https://example.org/bugs?tag=fwaas"
needs   = ["taas"]

[[renewals]]
until = "33.0.0"
spec  = "doc/specs/fwaas-v2-again.rst"

[claims]
tables       = ["firewall_*"]
options      = ["fwaas.*"]
commands     = ["firewall group *"]
routes       = ["/v2.0/fwaas/*"]
entry_points = ["neutron.service_plugins:firewall_v2"]
docs         = ["doc/source/admin/fwaas*.rst"]
tests        = ["neutron/tests/unit/fwaas/**"]
extras       = ["fwaas"]
"""


def test_reads_every_key() -> None:
    read = parse_declaration(FULL.encode(), PATH)
    assert read._replace(lines={}) == Declaration(
        path=PATH,
        title="Firewall as a Service v2",
        summary="Groups of stateful rules.",
        spec="doc/specs/fwaas-v2.rst",
        since="29.0.0",
        owners=("fwaas-core",),
        target="neutron.services.firewall",
        feedback="https://example.org/bugs?tag=fwaas",
        needs=("taas",),
        renewals=(Renewal("33.0.0", "doc/specs/fwaas-v2-again.rst", 10),),
        claims=Claims(
            ("firewall_*",),
            ("fwaas.*",),
            ("firewall group *",),
            ("/v2.0/fwaas/*",),
            ("neutron.service_plugins:firewall_v2",),
            ("doc/source/admin/fwaas*.rst",),
            ("neutron/tests/unit/fwaas/**",),
            ("fwaas",),
        ),
    )
    assert read.line("spec") == 3
    assert read.line("renewals.0.spec") == 12
    assert read.line("claims.entry_points") == 19
    assert read.line("claims.nothing") == 1


def test_the_full_example_leaves_no_key_out() -> None:
    written = tomllib.loads(FULL)
    assert set(written) == set(declaration_file.DECLARATION)
    assert set(written["renewals"][0]) == set(declaration_file.RENEWAL)
    assert set(written["claims"]) == set(declaration_file.CLAIMS) == set(Claims._fields)


def test_a_target_may_map_parts_to_places() -> None:
    text = (
        '[target]\n"neutron.preview.fwaas.db" = "neutron.db.fwaas"\nagent = "neutron.agent.fwaas"\n'
    )
    assert parse_declaration(text.encode(), PATH).target == {
        "neutron.preview.fwaas.db": "neutron.db.fwaas",
        "agent": "neutron.agent.fwaas",
    }


def test_gaps_are_no_mistakes() -> None:
    text = 'title = ""\nspec = ""\nsince = ""\nowners = []\ntarget = ""\n'
    assert parse_declaration(text.encode(), PATH) == parse_declaration(b"", PATH)._replace(
        lines={"title": 1, "spec": 2, "since": 3, "owners": 4, "target": 5}
    )


@pytest.mark.parametrize("data", ["\ufefftitle = 'a'\r\nspec = 'b'\r\n".encode()])
def test_byte_order_mark_and_crlf(data: bytes) -> None:
    read = parse_declaration(data, PATH)
    assert (read.title, read.spec, read.lines) == ("a", "b", {"title": 1, "spec": 2})


WRONG = [
    ('titel = "a"', 1, "unknown key 'titel'", "Did you mean 'title'?"),
    ('\n\nowner = "a"', 3, "unknown key 'owner'", "Did you mean 'owners'?"),
    ('tables = ["a"]', 1, "unknown key 'tables'", "It belongs elsewhere: claims.tables"),
    ('[claims]\nentry-points = ["a:b"]', 2, "unknown key 'entry-points'", "Write 'entry_points'."),
    ('[claims]\nneeds = ["a"]', 2, "unknown key 'needs'", "It belongs elsewhere: needs"),
    ('owners = "fwaas-core"', 1, "it must be a list of strings", 'owners = ["fwaas-core"]'),
    ("since = 29.0", 1, "a release is a string", 'Write: since = "29.0"'),
    ('since = "29.0.0rc1"', 1, 'since is "29.0.0rc1"', "since ="),
    ("title = 1", 1, "title is 1, a number", "title ="),
    ("title = 2026-01-01", 1, "a date or time", "title ="),
    ("target = 1", 1, "target is 1, a number", "target ="),
    ("[target]\na.b = 'c'", 2, 'target.a is {b = "c"}, a table', 'Write the key in quotes: "a.…"'),
    ("[renewals]\nuntil = '1'", 1, "a table; it must be an array of tables", "[[renewals]]"),
    ("[[renewals]]\nspec = 'a'", 1, "does not say until when", "until ="),
    (
        "[[renewals]]\nuntil = '1.0'\n[[renewals]]\nuntil = 1.0",
        4,
        "a release is a string",
        'until = "1.0"',
    ),
    ('[claims]\nentry_points = ["firewall"]', 2, "it must be 'group:name'", "entry_points ="),
    ('[claims]\ndocs = ["/docs/a.md"]', 2, "starts with '/'", "docs ="),
    ('[claims]\ntables = ["a[b"]', 2, "a '[' is not closed", "tables ="),
    ("claims = []", 1, "a list; it must be a table", "[claims]"),
    ("title = 'a'\n[[title]]", 2, "no valid TOML", "toml.io"),
]


@pytest.mark.parametrize(("text", "line", "what", "remedy"), WRONG)
def test_mistakes(text: str, line: int, what: str, remedy: str) -> None:
    with pytest.raises(Mistake) as caught:
        parse_declaration(text.encode(), PATH)
    assert (caught.value.path, caught.value.line) == (PATH, line)
    assert what in caught.value.what
    assert remedy in caught.value.remedy
