"""What a new release does to the configuration of a site, told before the upgrade."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import coldframe
from hosts import write
from upgrades import OLD, RELEASE, SHIM, installed, wheel

from coldframe.declare.mistake import Mistake
from coldframe.operate.upgrade_check.remark import STOPS, WARNS, Remark
from coldframe.operate.upgrade_check.upgrade_check import UpgradeCheck, upgrade_check


def found(tmp_path: Path, files: dict[str, str], **other: object) -> UpgradeCheck:
    """What is said of these files."""
    write(tmp_path / "etc", dict(files))
    return upgrade_check(
        str(other.get("to") or wheel(tmp_path)),
        [str(tmp_path / "etc" / name) for name in files],
        site_packages=[str(other.get("site") or installed(tmp_path / "site"))],
    )


def one(tmp_path: Path, text: str, name: str = "shop.conf", **other: object) -> Remark:
    """The only remark on a file."""
    (remark,) = found(tmp_path, {name: text}, **other).remarks
    return remark


def line(remark: Remark) -> tuple[str, int, str, str]:
    """Effect, line and edit."""
    return remark.effect, remark.line, remark.before, remark.after


def test_a_class_path_whose_old_name_is_over_stops_the_start(tmp_path: Path) -> None:
    remark = one(tmp_path, "[shop]\n# ours\nbackend = shop.preview.loyalty.plugin.Plugin\n")
    assert line(remark) == (
        STOPS, 3,
        "backend = shop.preview.loyalty.plugin.Plugin", "backend = shop.loyalty.plugin.Plugin",
    )  # fmt: skip
    assert (
        remark.what
        == "loyalty was promoted in 2.0.0, and the old name is gone, promised until 4.0.0"
    )


def test_one_that_is_still_there_only_warns(tmp_path: Path) -> None:
    to = wheel(tmp_path, {**RELEASE, **SHIM})
    remark = one(tmp_path, "[shop]\nbackend = shop.preview.loyalty.plugin.Plugin\n", to=to)
    assert remark.effect == WARNS
    assert remark.what.endswith("the old name works until 4.0.0")


@pytest.mark.parametrize(
    ("setting", "before", "after"),
    [
        ("plugins = till, preview_loyalty", "plugins = …, preview_loyalty", "plugins = …, loyalty"),
        ("plugins = drones, till", "plugins = drones, …", "plugins = …"),
        ("plugins = till, drones", "plugins = …, drones", "plugins = …"),
        ("plugins = drones", "plugins = drones", "# plugins = drones"),
        ("plugins = fax", "plugins = fax", "# plugins = fax"),
        ("preview = coupons, drones", "preview = …, drones", "preview = …"),
        ("preview = loyalty,coupons", "preview = loyalty,…", "preview = …"),
        ("backend = shop.preview.drones.Swarm", "backend = shop.preview.drones.Swarm", "# backend = shop.preview.drones.Swarm"),
        ("aisles = 5", "aisles = …", "# aisles = …"),
    ],
)  # fmt: skip
def test_what_is_gone_is_named_with_the_edit(
    setting: str, before: str, after: str, tmp_path: Path
) -> None:
    assert line(one(tmp_path, f"[shop]\n{setting}\n")) == (STOPS, 2, before, after)


def test_a_class_path_that_nobody_recorded_is_left_to_people(tmp_path: Path) -> None:
    remark = one(tmp_path, "[shop]\nlane = shop.lanes.Fast\n")
    assert (remark.effect, remark.cuts, remark.after) == (STOPS, (), "")
    assert remark.what == "shop.lanes.Fast is not in shop 3.0.0 any more, and no record says where it went"  # fmt: skip


def test_options_get_their_new_names(tmp_path: Path) -> None:
    report = found(
        tmp_path, {"shop.conf": "[shop]\ncash = left\n[preview_loyalty]\nlevel = 4\n[drones]\nheight = 3\n"}
    )  # fmt: skip
    assert [line(remark) for remark in report.remarks] == [
        (WARNS, 2, "cash = …", "till = …"),
        (STOPS, 4, "level = …", "[loyalty] level = …"),
        (STOPS, 6, "height = …", "# height = …"),
    ]
    assert report.remarks[1].new == "loyalty.level"


def test_what_goes_on_as_it_is_is_not_mentioned(tmp_path: Path) -> None:
    report = found(
        tmp_path,
        {
            "shop.conf": "[DEFAULT]\ndebug = true\n[shop]\nplugins = coupons, loyalty\ntill = x\n"
            "file = shop.preview.loyalty.conf.d/x\nlog = preview.drones\n"
        },
    )
    assert report.remarks == ()
    (change,) = report.changes[:1]
    assert (change.feature, change.before, change.after) == ("coupons", "", "preview")
    assert change.since == "2.0.0" and change.deadline == "~4.0.0"
    assert change.used_by == (f"{tmp_path}/etc/shop.conf:4",)
    assert [(c.feature, c.after, c.since) for c in report.changes[1:]] == [
        ("loyalty", "promoted", "2.0.0"), ("drones", "retired", "3.0.0"),
    ]  # fmt: skip


def test_a_project_that_was_taken_in_is_known_by_its_entry_points(tmp_path: Path) -> None:
    points = "[shop.plugins]\ncoupons = shop_coupons.plugin:P\n"
    files = {"shop_coupons/__init__.py": "", "shop_coupons/plugin.py": "class P: pass\n"}
    site = installed(tmp_path / "site")
    installed(site, files, points, "shop-coupons", "0.9")
    new = {**RELEASE, "shop/preview/coupons/__init__.py": "", "shop/preview/coupons/plugin.py": "P = 1\n",
           "shop/preview/coupons/preview.toml": ""}  # fmt: skip
    del new["shop/preview/coupons.py"], new["shop/preview/coupons.preview.toml"]
    to = wheel(tmp_path, new, "[shop.plugins]\ncoupons = shop.preview.coupons.plugin:P\n")
    report = found(
        tmp_path, {"shop.conf": "[shop]\nx = A:shop_coupons.plugin.P:default\n"}, to=to, site=site
    )
    first, second = report.remarks
    assert (first.kind, first.remedy) == ("distribution", "pip uninstall shop-coupons")
    assert line(second) == (
        STOPS, 2, "x = …:shop_coupons.plugin.P:…", "x = …:shop.preview.coupons.plugin.P:…",
    )  # fmt: skip


def test_what_the_code_calls_former_names_warns_with_its_end(tmp_path: Path) -> None:
    code = (
        "from coldframe.runtime import Previews\n"
        'Previews("shop.preview").formerly("shop_coupons", "coupons", until="9.0.0")\n'
    )
    to = wheel(tmp_path, {**RELEASE, "shop/previews.py": code})
    remark = one(tmp_path, "[shop]\nx = shop_coupons.P\n", to=to)
    assert (remark.effect, remark.new, remark.until) == (WARNS, "shop.preview.coupons.P", "9.0.0")


SECRETS = """\
[DEFAULT]
transport_url = rabbit://shop.preview.loyalty.x:hunter2@mq/
connection = mysql://u:shop.preview.drones.hunter2@db/x
db_password = shop.preview.loyalty.hunter2
api_key = shop.preview.loyalty.hunter2
auth_token = drones.hunter2
[shop]
aisles = hunter2
cash = hunter2
plugins = hunter2, drones, 'hunter2'  # hunter2
backend = hunter2 shop.preview.loyalty.plugin.Plugin:hunter2 hunter2
[preview_loyalty]
level = hunter2
"""
OTHERS = {
    ".env": 'SHOP_PREVIEW=hunter2,drones # hunter2\nDB_PASSWORD="drones hunter2"\n',
    "settings.py": 'A = {"PASSWORD": "shop.preview.loyalty.hunter2", "B": ["hunter2", "shop.preview.loyalty"]}\n'
    'SECRET_KEY = "hunter2"\nPLUGINS = ["hunter2", "drones"]\n',
    "a.yaml": "db: {password: hunter2, plugins: [hunter2, drones]}\nplugins:\n- drones # hunter2\n",
    "b.toml": 'db = {password = "hunter2", plugins = ["hunter2", "drones"]}\n[drones]\nheight = "hunter2"\n',
}  # fmt: skip


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_value_is_ever_shown(form: list[str], tmp_path: Path) -> None:
    write(tmp_path / "etc", {"shop.conf": SECRETS, **OTHERS})
    words = ["--to", str(wheel(tmp_path)), "--site-packages", str(installed(tmp_path / "site"))]
    done = coldframe(tmp_path, "upgrade-check", *words, "etc", "etc/.env", *form)
    assert done.returncode == 1, done.stderr
    assert "hunter2" not in done.stdout + done.stderr
    for name in ("shop.conf", *OTHERS):
        assert f"etc/{name}" in done.stdout
    if form:
        document = json.loads(done.stdout)
        assert len(document["stops"]) == 11
        assert {"kind", "path", "line", "edit", "old", "new"} <= set(document["stops"][0])


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("shop.conf", "[shop\nhunter2 = 1\n", "shop.conf:1"),
        ("shop.conf", "a = 1\nhunter2\n", "shop.conf:2"),
        (".env", "A=1\nhunter2\n", ".env:2"),
        ("settings.py", "A = 1\nB = [hunter2\n", "settings.py:2"),
        ("a.yaml", "a: 1\nb: [hunter2\n", "a.yaml:3"),
        ("a.toml", "a = hunter2\n", "a.toml:1"),
        ("shop.xml", "hunter2", "shop.xml"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_not_shown(
    name: str, text: str, place: str, tmp_path: Path
) -> None:
    with pytest.raises(Mistake) as caught:
        found(tmp_path, {name: text})
    assert f"{tmp_path}/etc/{place}: " in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_release_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    write(tmp_path, {"bad.whl": "no zip", "sdist.tar.gz": "", "tree/shop/__init__.py": ""})
    for name, what in {
        "bad.whl": "is no wheel",
        "sdist.tar.gz": "neither a wheel nor a folder",
        "none": "there is no such",
        "tree": "does not say which release it is",
    }.items():
        done = coldframe(tmp_path, "upgrade-check", "--to", name)
        assert done.returncode == 2 and what in done.stderr, done.stderr


def test_a_tree_is_as_good_as_a_wheel(tmp_path: Path) -> None:
    project = '[project]\nname = "shop"\nversion = "3.0.0"\n[project.entry-points."shop.plugins"]\n'
    project += 'loyalty = "shop.loyalty.plugin:Plugin"\n'
    tree = write(tmp_path / "tree", {**RELEASE, "pyproject.toml": project})
    remark = one(tmp_path, "[shop]\nplugins = preview_loyalty\n", to=tree)
    assert line(remark) == (STOPS, 2, "plugins = preview_loyalty", "plugins = loyalty")


def test_nothing_to_do_is_exit_code_0(tmp_path: Path) -> None:
    write(tmp_path, {"shop.conf": "[shop]\nplugins = loyalty\n"})
    site = installed(tmp_path / "site", OLD)
    words = ["--to", str(wheel(tmp_path)), "--site-packages", str(site), "shop.conf"]
    done = coldframe(tmp_path, "upgrade-check", *words)
    assert done.returncode == 0
    assert done.stdout.startswith(
        "shop 1.0.0 to shop 3.0.0: nothing to do (1 setting in 1 file read)\n"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "[" * 5000),
        ("a.toml", "a = " + "[" * 5000),
        ("settings.py", "A = " + " + ".join(["'x'"] * 5000)),
        ("b.yaml", "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))),
    ],
)
def test_documents_that_mean_harm_end_soon(name: str, text: str, tmp_path: Path) -> None:
    try:
        found(tmp_path, {name: text})
    except Mistake as mistake:
        assert name in str(mistake)


def test_a_folder_leaves_out_what_is_no_configuration(tmp_path: Path) -> None:
    write(tmp_path / "etc", {"a.conf": "x\n", "b.conf": "[shop]\nplugins = fax\n", "c.txt": "x", "d.py": "A=1\n"})  # fmt: skip
    to, site = str(wheel(tmp_path)), str(installed(tmp_path / "site"))
    report = upgrade_check(to, [str(tmp_path / "etc")], site_packages=[site])
    assert [file.path for file in report.files] == [f"{tmp_path}/etc/b.conf"]
    (note,) = report.notes
    assert note == f"{tmp_path}/etc/a.conf:1 is left out: neither an option nor a section nor a comment."  # fmt: skip


def test_a_feature_that_became_a_project_of_its_own_has_to_be_installed(tmp_path: Path) -> None:
    stone = '[[ended]]\nfeature = "cranes"\nrelease = "3.0.0"\nending = "extracted"\nsuccessor = "shop-cranes"\n'
    stone += '[ended.names]\n"shop.preview.cranes" = "shop_cranes"\n'
    code = 'from oslo_config import cfg\ncfg.CONF.register_opts([cfg.StrOpt("arm")], "cranes")\n'
    old = {
        **OLD,
        "shop/preview/cranes/__init__.py": code,
        "shop/preview/cranes/preview.toml": '[claims]\noptions = ["cranes.*"]\n',
    }
    points = "[shop.plugins]\ncranes = shop.preview.cranes:C\n"
    to = wheel(tmp_path, {**RELEASE, "shop/preview/ended.toml": stone})
    site = installed(tmp_path / "site", old, points)
    text = "[shop]\nplugins = cranes\nx = shop.preview.cranes.C\n[cranes]\narm = 3\n"
    report = found(tmp_path, {"shop.conf": text}, to=to, site=site)
    install = "pip install shop-cranes"
    assert [(one.line, one.remedy, one.after) for one in report.stops] == [
        (2, install, ""), (3, install, "x = shop_cranes.C"), (5, install, ""),
    ]  # fmt: skip
    installed(
        site, {"shop_cranes.py": ""}, "[shop.plugins]\ncranes = shop_cranes:C\n", "shop-cranes", "1"
    )
    report = found(tmp_path, {"shop.conf": text}, to=to, site=site)
    assert [(one.line, one.remedy, one.after) for one in report.stops] == [(3, "", "x = shop_cranes.C")]  # fmt: skip
