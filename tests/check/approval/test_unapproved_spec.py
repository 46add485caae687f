"""What approves a spec: the tracked branch, the place, the status."""

from __future__ import annotations

from pathlib import Path

import pytest
from findings import DECLARATION, HOST, findings, host_with, lines
from hosts import commit_all, git, open_host, write

PATH = "garden/preview/watering/preview.toml"
RULE = "unapproved_spec"
SPEC = {"specs/watering.md": "# Watering\n\nStatus: approved\n"}


def settings(**specs: str) -> dict[str, str]:
    table = "".join(f"{key} = {value}\n" for key, value in specs.items())
    return {"coldframe.toml": HOST["coldframe.toml"] + "[specs]\n" + table}


def naming(spec: str) -> dict[str, str]:
    return {PATH: DECLARATION.replace("specs/watering.md", spec)}


def test_merged_spec_is_approved(tmp_path: Path) -> None:
    assert lines(RULE, host_with(tmp_path, SPEC)) == []


def test_a_spec_on_another_branch_is_not(tmp_path: Path) -> None:
    host_with(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "mine")
    write(tmp_path, SPEC)
    commit_all(tmp_path, "Approve myself")
    assert lines(RULE, open_host(tmp_path)) == [
        f"{PATH}:2 the spec specs/watering.md is not on main yet"
    ]


def test_the_remote_branch_counts_more_than_the_local_one(tmp_path: Path) -> None:
    host_with(tmp_path / "origin")
    git(tmp_path, "clone", "-q", "origin", "clone")
    write(tmp_path / "clone", SPEC)
    commit_all(tmp_path / "clone", "Not pushed")
    (line,) = lines(RULE, open_host(tmp_path / "clone"))
    assert line.endswith("is not on origin/HEAD yet")


def test_a_branch_that_the_settings_name(tmp_path: Path) -> None:
    host_with(tmp_path, settings(branch='"approved"'))
    git(tmp_path, "checkout", "-q", "-b", "approved")
    write(tmp_path, SPEC)
    commit_all(tmp_path)
    git(tmp_path, "checkout", "-q", "main")
    assert lines(RULE, open_host(tmp_path)) == []


def test_a_branch_that_is_not_here_is_noted(tmp_path: Path) -> None:
    host = host_with(tmp_path, {**SPEC, **settings(branch='"release"')})
    assert lines(RULE, host) == []
    assert host.notes[0].startswith("No spec could be checked: this clone has no branch 'release'")


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    host = open_host(write(tmp_path, {**HOST, **SPEC}))
    assert lines(RULE, host) == []
    assert [note.split(":")[0] for note in host.notes] == ["No spec could be checked"]


def test_without_any_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    host = open_host(write(tmp_path, {**HOST, **SPEC}))
    assert lines(RULE, host) == []
    assert host.notes == ["No spec could be checked: this repository has no commit yet."]


def test_detached_head_of_an_unusual_branch(tmp_path: Path) -> None:
    host_with(tmp_path, SPEC)
    git(tmp_path, "branch", "-m", "main", "trunk")
    git(tmp_path, "checkout", "-q", "--detach")
    assert lines(RULE, open_host(tmp_path)) == []


def test_host_below_the_top_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path / "part", {**HOST, **SPEC})
    write(tmp_path, {"README.md": ""})
    commit_all(tmp_path)
    assert lines(RULE, open_host(tmp_path / "part")) == []


@pytest.mark.parametrize(
    "spec", ["specs/watering.md#goals", "./specs/watering.md", "specs/wätering ü.md"]
)
def test_spellings_of_a_path(spec: str, tmp_path: Path) -> None:
    files = {**SPEC, **naming(spec), "specs/wätering ü.md": ""}
    assert lines(RULE, host_with(tmp_path, files)) == []


def test_place_and_status(tmp_path: Path) -> None:
    strict = settings(places='["specs/approved/**"]', status='"^Status: approved$"')
    for spec, said in [
        ("specs/watering.md", "is outside the places for approved specs (specs/approved/**)"),
        ("specs/approved/a.md", ""),
        ("specs/approved/deep/b.md", "does not have the status '^Status: approved$' on main"),
        ("specs/approved/c.md", "neither here nor on main"),
    ]:
        files = {
            **strict,
            **SPEC,
            **naming(spec),
            "specs/approved/a.md": "x\nStatus: approved\n",
            "specs/approved/deep/b.md": "Status: approved soon\n",
        }
        found = lines(RULE, host_with(tmp_path, files))
        assert len(found) == bool(said) and all(said in line for line in found)


def test_urls(tmp_path: Path) -> None:
    url = "https://specs.example.org/29/watering.html"
    (finding,) = findings(RULE, host_with(tmp_path, naming(url)))
    assert finding.message == f"the spec {url} is on the web, where its approval cannot be checked"
    assert '"https://specs.example.org/29/*"' in finding.hint
    allowed = settings(places='["specs/*", "https://specs.example.org/**"]')
    assert lines(RULE, host_with(tmp_path, {**naming(url), **allowed})) == []


def test_specs_of_renewals_are_checked_too(tmp_path: Path) -> None:
    renewal = '[[renewals]]\nuntil = "9.0.0"\nspec = "specs/again.md"\n'
    host = host_with(tmp_path, {**SPEC, PATH: DECLARATION + renewal})
    assert lines(RULE, host) == [
        f"{PATH}:8 there is no spec specs/again.md, neither here nor on main"
    ]
