"""The released neutron-fwaas is adopted into Neutron, and works there as it did before."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from broken_imports import broken_imports
from hosts import git, open_host
from neutron_trees import (
    FWAAS,
    IMPORT_ALL,
    RAN,
    SMOKE,
    Adopted,
    clone,
    summary,
    third_of_unit_tests,
)

from coldframe.resolve.adopt import adopt
from coldframe.resolve.apply import apply
from coldframe.resolve.metadata.entry_points import entry_points
from coldframe.resolve.retire import retire
from coldframe.resolve.undo import undo
from coldframe.source.worktree import WorkTree

pytestmark = [pytest.mark.host, pytest.mark.timeout(900)]

REVISIONS = """\
from alembic.script import ScriptDirectory
from neutron.db.migration import cli
for config in cli.get_alembic_configs():
    script = ScriptDirectory.from_config(config)
    print(config.get_main_option("neutron_project"), *sorted(r.revision for r in script.walk_revisions()))
"""  # fmt: skip


def test_everything_has_its_place(adopted: Adopted) -> None:
    plan = adopted.plan
    assert plan.refusals == ()
    assert len(plan.arrivals) == 229
    tops = ("neutron/preview/fwaas/", "neutron/tests/", "doc/source/fwaas/", "etc/")
    counts = [sum(a.path.startswith(top) for a in plan.arrivals) for top in tops]
    assert counts == [112, 94, 20, 3]
    merged = (adopted.after / "etc/oslo-policy-generator/policy.conf").read_text()
    assert merged.endswith("namespace = neutron\nnamespace = neutron-fwaas\n")
    assert not (adopted.after / "neutron/preview/fwaas/_i18n.py").exists()
    new = set(entry_points(WorkTree(str(adopted.after))))
    names = {(e.group, e.name) for e in entry_points(WorkTree(str(adopted.before)))}
    added = [e for e in new if (e.group, e.name) not in names]
    assert len(added) == 17
    assert all(e.module.startswith("neutron.preview.fwaas.") for e in added)
    assert len({e.group for e in added}) == 13
    assert len({e.group for e in added} - {group for group, _ in names}) == 3


def test_the_declaration_claims_what_was_found(adopted: Adopted) -> None:
    (feature,) = open_host(adopted.after).features
    declaration = feature.declaration
    assert declaration is not None
    claims = declaration.claims
    assert declaration.title == "FWaaS"
    assert len(claims.entry_points) == 17
    assert len(claims.tables) == 6
    assert {"fwaas.*", "QUOTAS.quota_firewall_group"} <= set(claims.options)
    assert "QUOTAS.*" not in claims.options
    assert claims.extras == ("fwaas",)
    assert claims.docs == ("doc/source/fwaas/**",)  # not Neutron's own page on it


def test_what_merely_looks_like_a_reference_stays(adopted: Adopted) -> None:
    code = (adopted.after / "neutron/preview/fwaas").rglob("*.py")
    found = {
        word
        for path in code
        for word in re.findall(r"[\w.]*neutron_fwaas[\w.:']*", path.read_text(encoding="utf-8"))
    }
    assert found == {
        "start_neutron_fwaas",
        "start_neutron_fwaas'",
        "neutron_fwaas_groups",
        "neutron_fwaas_groups.keys",
        "neutron_fwaas'",
        "neutron_fwaas.services.firewall.fwaas_plugin:FirewallPlugin'",
    }
    checks = "neutron/tests/unit/hacking/test_checks.py"  # old names, in code that nothing runs
    assert (adopted.after / checks).read_bytes() == (adopted.before / checks).read_bytes()
    left = {one.path.removeprefix("neutron/preview/fwaas/") for one in adopted.plan.left}
    assert {"cmd/upgrade_checks/checks.py", "services/firewall/fwaas_plugin_v2.py"} <= left
    version = (adopted.after / "neutron/preview/fwaas/version.py").read_text()
    assert version.endswith("pbr.version.VersionInfo('neutron')\n")
    filters = (adopted.after / "etc/neutron/rootwrap.d/fwaas-privsep.filters").read_text()
    assert "--privsep_context, neutron.preview.fwaas.privileged.default\n" in filters


def test_every_module_imports_as_before(adopted: Adopted, python: Path) -> None:
    assert broken_imports(adopted.after, "neutron", "neutron_fwaas") == set()
    assert git(adopted.after, "diff", "--name-only", "--diff-filter=DR", "HEAD~2") == ""
    said = adopted.run(adopted.after, python, "-c", IMPORT_ALL, str(adopted.after)).stdout
    failed = {line for line in said.splitlines() if line.startswith("failed")}
    new = {line for line in failed if ".preview.fwaas" in line}
    # Without libnetfilter-log on the machine three modules say so, in the old place too.
    assert all(line.endswith("Could not found libnetfilter-log") for line in new)
    assert len(new) in (0, 3)
    assert said.count("imported neutron.preview.fwaas") + len(new) > 80
    # Those of Neutron that need what is not installed do so before, too.
    old = [line.split()[1] for line in failed - new]
    before = adopted.run(adopted.before, python, "-c", IMPORT_ALL, str(adopted.before), *old).stdout
    assert set(before.splitlines()) == failed - new


def test_the_migrations_are_one_row_with_their_old_names(adopted: Adopted, python: Path) -> None:
    before, after = (
        dict(line.split(" ", 1) for line in said.splitlines())
        for said in adopted.both(python, "-c", REVISIONS)
    )
    assert set(after) - set(before) == {"neutron-fwaas"}
    assert after["neutron"] == before["neutron"]
    assert "start_neutron_fwaas" in after["neutron-fwaas"].split()


def test_its_own_unit_tests_give_what_they_gave(adopted: Adopted, python: Path) -> None:
    where = ("--test-path", "neutron/tests/unit/preview", "--top-dir", ".")
    run = partial(adopted.run, adopted.after, python)
    assert third_of_unit_tests(run, 0, *where) == FWAAS[0]


def test_stable_tests_give_what_they_gave(adopted: Adopted, python: Path) -> None:
    done = adopted.run(adopted.after, python, "-m", "testtools.run", *SMOKE)
    assert summary(done.stdout) == RAN


def test_undo_takes_everything_back(
    neutron: Path, fwaas: Path, tmp_path: Path, adopted: Adopted
) -> None:
    place = tmp_path / "neutron"
    clone(neutron, place)
    apply(adopt(str(fwaas), str(place), name="fwaas", tree="neutron.preview", owners=["a"]))
    assert (place / "neutron/preview/fwaas").exists()
    again = adopt(str(fwaas), str(place), name="fwaas", tree="neutron.preview")
    assert not again.arrivals and not again.edits
    assert again.notes == ("neutron.preview.fwaas is adopted already.",)
    undo(str(place))
    assert git(place, "status", "--porcelain", "--ignored") == ""
    assert git(place, "rev-parse", "HEAD") == git(neutron, "rev-parse", "HEAD")


def test_a_retirement_gives_neutron_back(adopted: Adopted, tmp_path: Path) -> None:
    place = tmp_path / "neutron"
    clone(adopted.after, place)
    plan = retire("fwaas", str(place), reason="A test.", release="30.0.0")
    apply(plan)
    changed = git(place, "diff", "--name-status", "HEAD~3").splitlines()
    note = next(line.split("\t")[1] for line in changed if "releasenotes/" in line)
    assert changed == [
        "A\tneutron/preview/__init__.py",  # the tree of the tombstone
        "A\tneutron/preview/ended.toml",
        "M\tpyproject.toml",  # names that tree
        f"A\t{note}",
    ]
    settings = git(place, "diff", "--unified=0", "HEAD~3", "--", "pyproject.toml").splitlines()
    written = [line for line in settings if line[:1] in "+-" and line[1:2] not in ("", "+", "-")]
    assert [line.partition(" = ")[0] for line in written] == [
        "+[tool.coldframe]",
        "+preview_trees",
        "+[tool.coldframe.specs]",
        "+places",
    ]
    assert [one.path for one in plan.left] == ["doc/source/admin/fwaas.rst"]  # Neutron's own page
    assert broken_imports(place, "neutron") == set()
