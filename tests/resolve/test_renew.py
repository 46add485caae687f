"""``coldframe renew`` gives more time for a new approved spec, and for nothing else."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from hosts import commit_all, git, open_host, write

from coldframe.check.run import judge
from coldframe.cli import main
from coldframe.declare.declaration_file import parse_declaration
from coldframe.declare.feature import Renewal
from coldframe.declare.mistake import Mistake
from coldframe.resolve.apply import apply
from coldframe.resolve.declaring.renewal_text import with_renewal
from coldframe.resolve.plan import Plan
from coldframe.resolve.renew import renew

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.parent.name for path in EXAMPLES.glob("*/renew.txt"))
TIMELY = {"overdue", "stale_renewal", "unapproved_spec", "missing_spec"}


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


@pytest.mark.parametrize("name", CASES)
def test_examples(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example, root = EXAMPLES / name, tmp_path / "host"
    shutil.copytree(example / "before", root)
    commit_all(root)
    if (example / "later").exists():
        shutil.copytree(example / "later", root, dirs_exist_ok=True)
        commit_all(root)
    monkeypatch.chdir(root)
    words = shlex.split((example / "renew.txt").read_text())[1:]
    before = files(root)
    refused = example / "refused.txt"
    assert main([*words, "--json"]) == (1 if refused.exists() else 0)
    plan = json.loads(capsys.readouterr().out)
    assert plan["command"] == shlex.join(["coldframe", *words])
    if refused.exists():
        said = [
            re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", f"{r['criterion']}: {r['why']}")
            for r in plan["refusals"]
        ]
        assert said == refused.read_text().splitlines()
        assert all(r["remedy"] and not r["waivable"] for r in plan["refusals"])
        assert main([*words, "--apply"]) == 1
        assert files(root) == before
        return
    assert files(root) == before
    assert main([*words, "--apply"]) == 0
    assert files(root) == files(example / "after")
    assert git(root, "log", "-1", "--format=%s").strip() == plan["subject"]
    assert git(root, "status", "--porcelain") == ""
    assert not TIMELY & {finding.rule for finding in judge(open_host(root)).findings}
    capsys.readouterr()
    assert main([*words, "--apply"]) == 0  # once is enough
    assert "already" in capsys.readouterr().out
    assert git(root, "log", "-2", "--format=%s").splitlines()[1] != plan["subject"]
    assert files(root) == files(example / "after")
    assert main(["undo"]) == 0
    assert files(root) == before


def test_there_are_examples() -> None:
    assert len(CASES) >= 15


SETTINGS = (
    'preview_trees = ["shop.preview"]\n[specs]\nplaces = ["docs/*.md", "https://example.org/*"]\n'
)
DECLARATION = 'title = "Loyalty"\nspec = "docs/a.md"\nowners = ["ada"]\n'
HOST = {
    "coldframe.toml": SETTINGS,
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/loyalty/__init__.py": "x = 1\n",
    "shop/preview/loyalty/preview.toml": DECLARATION,
    "docs/a.md": "A\n",
}


def shop(root: Path, day: str = "2024-01-01") -> Path:
    """A host whose feature is overdue: in preview since 1.0.0, and 4.0.0 is out."""
    write(root, HOST)
    for number in range(1, 5):
        write(root, {"CHANGES": f"{number}\n"})
        commit_all(root, tag=f"v{number}.0.0", day=f"202{number}-01-01")
    write(root, {"docs/b.md": "B\n"})
    commit_all(root, day=day)
    return root


def why(plan: Plan) -> str:
    return "\n".join(f"{r.criterion}: {r.why}" for r in plan.refusals)


def test_an_overdue_feature_is_in_time_again(tmp_path: Path) -> None:
    root = shop(tmp_path, day="2025-01-01")
    assert "overdue" in {finding.rule for finding in judge(open_host(root)).findings}
    plan = renew("shop.preview.loyalty", str(root), spec="docs/b.md", until="v5.0.0")
    assert not plan.refusals
    assert plan.notes[0] == "loyalty then has to end by 5.0.0; so far it was 3.0.0."
    assert plan.subject == "Renew the preview feature loyalty until 5.0.0"
    apply(plan)
    commit_all(root)
    assert not TIMELY & {finding.rule for finding in judge(open_host(root)).findings}


def test_clocks_do_not_count(tmp_path: Path) -> None:
    # The new spec is dated before the old one: what counts is what came onto the branch first.
    root = shop(tmp_path, day="1999-01-01")
    plan = renew("loyalty", str(root), spec="docs/b.md", until="5.0.0")
    assert not plan.refusals
    apply(plan)
    commit_all(root)
    assert not TIMELY & {finding.rule for finding in judge(open_host(root)).findings}


def test_the_merge_counts_and_not_the_branch(tmp_path: Path) -> None:
    root = shop(tmp_path)
    git(root, "switch", "-q", "-c", "early", "v1.0.0")
    write(root, {"docs/c.md": "C\n"})
    commit_all(root)
    git(root, "switch", "-q", "main")
    write(root, {"docs/a2.md": "A2\n"})
    commit_all(root)
    declaration = root / "shop/preview/loyalty/preview.toml"
    declaration.write_text(DECLARATION.replace("docs/a.md", "docs/a2.md"))
    commit_all(root)
    assert "docs/c.md is not on main yet" not in why(
        plan := renew("loyalty", str(root), spec="docs/c.md", until="5.0.0")
    )
    assert "there is no spec docs/c.md" in why(plan)
    git(root, "merge", "-q", "--no-ff", "early", "-m", "Merge")
    assert not renew("loyalty", str(root), spec="docs/c.md", until="5.0.0").refusals
    assert "it came onto main with" in why(
        renew("loyalty", str(root), spec="docs/b.md", until="5.0.0")
    )


def test_a_spec_of_a_side_branch_is_not_approved(tmp_path: Path) -> None:
    root = shop(tmp_path)
    git(root, "switch", "-q", "-c", "wish")
    write(root, {"docs/wish.md": "W\n"})
    assert why(renew("loyalty", str(root), spec="docs/wish.md", until="5.0.0")) == (
        "unapproved_spec: the spec docs/wish.md is not on main yet"
    )
    commit_all(root)
    git(root, "checkout", "-q", "--detach")
    assert why(renew("loyalty", str(root), spec="docs/wish.md", until="5.0.0")) == (
        "unapproved_spec: the spec docs/wish.md is not on main yet"
    )
    assert not renew("loyalty", str(root), spec="docs/b.md", until="5.0.0").refusals


def test_without_git_nothing_is_approved(tmp_path: Path) -> None:
    listed = SETTINGS + '[calendar]\nreleases = ["1.0.0", "2.0.0"]\n'
    write(tmp_path, {**HOST, "coldframe.toml": listed, "docs/b.md": "B\n"})
    path = tmp_path / "shop/preview/loyalty/preview.toml"
    path.write_text(DECLARATION + 'since = "1.0.0"\n')
    plan = renew("loyalty", str(tmp_path), spec="docs/b.md", until="5.0.0")
    assert why(plan).startswith(
        "unapproved_spec: whether docs/b.md is approved cannot be known. No spec could be checked:"
    )


def test_a_shallow_clone_says_what_it_cannot_know(tmp_path: Path) -> None:
    root = shop(tmp_path / "whole")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", str(clone))
    listed = SETTINGS + '[calendar]\nreleases = ["1.0.0", "2.0.0"]\n'
    write(clone, {"coldframe.toml": listed})
    (clone / "shop/preview/loyalty/preview.toml").write_text(DECLARATION + 'since = "1.0.0"\n')
    plan = renew("loyalty", str(clone), spec="docs/b.md", until="5.0.0")
    assert why(plan) == (
        "stale_renewal: whether docs/b.md is newer than docs/a.md cannot be known: this is a"
        " shallow clone"
    )


def test_an_address_is_believed_if_the_settings_say_so(tmp_path: Path) -> None:
    root = shop(tmp_path)
    plan = renew("loyalty", str(root), spec="https://example.org/12", until="5.0.0")
    assert not plan.refusals
    assert "Whether https://example.org/12 is new cannot be seen from here." in plan.notes
    plan = renew("loyalty", str(root), spec="https://elsewhere.org/12", until="5.0.0")
    assert why(plan).startswith("unapproved_spec: the spec https://elsewhere.org/12 is on the web")


def test_the_spec_may_be_named_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shop(tmp_path)
    monkeypatch.chdir(root / "docs")
    for spec in ("b.md", "./b.md", "docs/b.md", "../docs/b.md", str(root / "docs/b.md")):
        plan = renew("loyalty", spec=spec, until="5.0.0")
        assert not plan.refusals
        assert b'spec = "docs/b.md"' in (plan.edits[0].after or b"")


def test_without_releases_there_is_no_deadline(tmp_path: Path) -> None:
    write(tmp_path, HOST)
    commit_all(tmp_path)
    write(tmp_path, {"docs/b.md": "B\n"})
    commit_all(tmp_path)
    plan = renew("loyalty", str(tmp_path), spec="docs/b.md", until="5.0.0")
    assert why(plan) == "overdue: no release is known, so there is no deadline to move"
    git(tmp_path, "tag", "v1.0.0", "HEAD")
    write(
        tmp_path,
        {"shop/preview/drones/__init__.py": "", "shop/preview/drones/preview.toml": DECLARATION},
    )
    commit_all(tmp_path)
    plan = renew("drones", str(tmp_path), spec="docs/b.md", until="5.0.0")
    assert "drones has not been released" in why(plan)


def test_much_more_time_is_noted(tmp_path: Path) -> None:
    root = shop(tmp_path)
    plan = renew("loyalty", str(root), spec="docs/b.md", until="9.0.0")
    assert "That is 5 cycles after 4.0.0; a new feature gets 2." in plan.notes
    plan = renew("loyalty", str(root), spec="docs/b.md", until="6.0.0")
    assert not any("cycles after" in note for note in plan.notes)


def test_what_was_released_is_not_prolonged(tmp_path: Path) -> None:
    root = shop(tmp_path)
    apply(renew("loyalty", str(root), spec="docs/b.md", until="5.0.0"))
    commit_all(root, tag="v5.0.0")
    plan = renew("loyalty", str(root), spec="docs/b.md", until="6.0.0")
    assert why(plan) == "stale_renewal: the renewal names docs/b.md, which is used up"


@pytest.mark.parametrize(
    ("name", "spec", "until", "what"),
    [
        ("loyalty", "docs/b.md", "5.x", "--until 5.x: it must be a final release"),
        ("loyalty", "docs/b.md", "kilo", "--until kilo is no version"),
        ("loyalty", " ", "5.0.0", "--spec is empty"),
        ("loyalty", "../b.md", "5.0.0", "--spec ../b.md is outside the project"),
        ("loyalty", "/etc/b.md", "5.0.0", "--spec /etc/b.md is outside the project"),
        ("class", "docs/b.md", "5.0.0", "there is no feature class"),
        ("loyalti", "docs/b.md", "5.0.0", "there is no feature loyalti"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, spec: str, until: str, what: str) -> None:
    root = shop(tmp_path)
    with pytest.raises(Mistake, match=re.escape(what)):
        renew(name, str(root), spec=spec, until=until)


def test_uncommitted_changes_stay(tmp_path: Path) -> None:
    root = shop(tmp_path)
    path = root / "shop/preview/loyalty/preview.toml"
    path.write_text(DECLARATION + 'feedback = "https://example.org"\n')
    plan = renew("loyalty", str(root), spec="docs/b.md", until="5.0.0")
    with pytest.raises(Mistake, match="uncommitted changes"):
        apply(plan)
    assert path.read_text() == DECLARATION + 'feedback = "https://example.org"\n'


RENEWAL = Renewal("5.0.0", 'docs/"b".md')
BLOCK = '[[renewals]]\nuntil = "5.0.0"\nspec = "docs/\\"b\\".md"\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", BLOCK),
        ('title = "A"', 'title = "A"\n\n' + BLOCK),
        ('title = "A"\n\n\n', 'title = "A"\n\n\n' + BLOCK),
        ("[claims]\ntables = []\n", BLOCK + "\n[claims]\ntables = []\n"),
        (
            'title = """\n[claims]\n"""\n# ours\n\n# here:\n[claims]  # x\ntables = []\n',
            'title = """\n[claims]\n"""\n# ours\n\n'
            + BLOCK
            + "\n# here:\n[claims]  # x\ntables = []\n",
        ),
        ('claims.tables = ["a"]\ntitle = "A"\n', 'claims.tables = ["a"]\ntitle = "A"\n\n' + BLOCK),
        ('[target]\n"a" = "b"', '[target]\n"a" = "b"\n\n' + BLOCK),
        (
            '[[renewals]]\nuntil = "3"\n[[ renewals ]] # two\nspec = "x"\nuntil = "4" # t\n# end\n[claims]\n',
            '[[renewals]]\nuntil = "3"\n[[ renewals ]] # two\nspec = "x"\nuntil = "4" # t\n\n'
            + BLOCK
            + "\n# end\n[claims]\n",
        ),
        ("renewals = []\n", 'renewals = [{ until = "5.0.0", spec = "docs/\\"b\\".md" }]\n'),
        (
            "renewals = [ {until='3'}, ] # all\n",
            'renewals = [ {until=\'3\'}, { until = "5.0.0", spec = "docs/\\"b\\".md" }, ] # all\n',
        ),
    ],
)
def test_the_declaration_keeps_its_bytes(before: str, after: str, mark: str, newline: str) -> None:
    data = (mark + before.replace("\n", newline)).encode()
    if "\n" not in before:
        newline = "\n"  # there is no line end to take after
    found = with_renewal(data, RENEWAL, "preview.toml")
    assert found.decode() == mark + after.replace("\n", newline)
    assert parse_declaration(found, "preview.toml").renewals[-1][:2] == RENEWAL[:2]
