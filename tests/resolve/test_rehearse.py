"""A rehearsal says what each ending would leave and break, and writes nothing."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest
from broken_imports import broken_imports
from hosts import commit_all, git, open_host, write

from coldframe.cli import main
from coldframe.report.rehearsal_text import render
from coldframe.resolve.apply import apply
from coldframe.resolve.belonging.reach import Reach
from coldframe.resolve.plan import Edit, Move, Plan
from coldframe.resolve.rehearse import Rehearsed, rehearse
from coldframe.resolve.rehearsing.nowhere import Nowhere
from coldframe.resolve.retire import retire

EXAMPLES = Path(__file__).parents[2] / "examples"
RETIRED = sorted(path.parent.name for path in EXAMPLES.glob("retire_*/command.txt"))
PROMOTED = sorted(path.parent.name for path in EXAMPLES.glob("promote_*/command.txt"))
SHOP = {
    "coldframe.toml": 'preview_trees = ["shop.preview"]\n',
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/gold/__init__.py": "class Gold:\n    pass\n",
    "shop/preview/gold/rates.py": "RATE = 1\n",
    "shop/preview/gold/preview.toml": 'title = "Gold"\ntarget = "shop.gold"\n',
}


def shop(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    write(root, {**SHOP, **(files or {})})
    commit_all(root, tag="v1.0.0")
    return root


def gold(root: Path) -> Rehearsed:
    """The feature gold, rehearsed."""
    return next(one for one in rehearse(str(root)).features if one.name == "gold")


def retire_plan(root: Path, name: str) -> Plan:
    return retire(name, str(root), reason="Nobody came.", release="9.0")


def copied(name: str, root: Path, side: str = "before") -> Path:
    shutil.copytree(EXAMPLES / name / side, root)
    commit_all(root, tag="v2.0.0")
    return root


def test_the_shop(tmp_path: Path) -> None:
    root = copied("rehearse_shop", tmp_path / "host", "host")
    expected = (EXAMPLES / "rehearse_shop" / "rehearsal.txt").read_text(encoding="utf-8")
    assert render(rehearse(str(root)), verbose=True) == expected
    assert git(root, "status", "--porcelain", "--ignored") == ""


@pytest.mark.parametrize("name", RETIRED)
def test_what_breaks_on_the_day_was_said_before(tmp_path: Path, name: str) -> None:
    """A second finder of broken imports, which knows nothing of plans, has the last word."""
    root = copied(name, tmp_path / "host")
    source = "src" if (root / "src").exists() else ""
    feature = shlex.split((EXAMPLES / name / "command.txt").read_text())[2]
    features = rehearse(str(root)).features
    rehearsed = next(one for one in features if feature in (one.name, one.module)).retire
    before = broken_imports(root, "shop", source=source)
    apply(retire_plan(root, feature))
    broken = {
        place.split(" ")[0].rpartition(":")[0]
        for place in broken_imports(root, "shop", source=source) - before
    }
    said = {one.path for one in rehearsed.broken}
    harmless = {one.path for one in rehearsed.left}  # only for type checkers, or expected to fail
    assert broken <= said | harmless
    assert rehearsed.possible == (not said)


@pytest.mark.parametrize("name", PROMOTED)
def test_no_promotion_of_the_examples_breaks_anything(tmp_path: Path, name: str) -> None:
    rehearsal = rehearse(str(copied(name, tmp_path / "host")))
    assert [one.promote.broken for one in rehearsal.features] == [()] * len(rehearsal.features)


def test_all_is_well(tmp_path: Path) -> None:
    rehearsal = rehearse(str(shop(tmp_path)))
    assert rehearsal.possible
    (only,) = rehearsal.features
    assert (only.target, only.inferred, only.retire.left) == ("shop.gold", False, ())
    assert "missing_spec" in [one.criterion for one in only.promote.unmet]


def test_what_was_handed_on_breaks_who_took_it(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "from shop.preview.gold import Gold\n",
        "shop/till.py": "from shop import Gold\n\nprint(Gold())\n",
    }
    rehearsed = gold(shop(tmp_path, files))
    assert [one[:3] for one in rehearsed.retire.broken] == [
        ("shop/till.py", 1, "from shop import Gold")
    ]
    assert rehearsed.promote.broken == ()


def test_helpers_among_its_tests_are_missed_by_others(tmp_path: Path) -> None:
    files = {
        "tests/preview/gold/__init__.py": "",
        "tests/preview/__init__.py": "",
        "tests/__init__.py": "",
        "tests/preview/gold/helpers.py": "def pay():\n    return 1\n",
        "tests/preview/gold/test_gold.py": "from shop.preview.gold import Gold\n",
        "tests/test_till.py": "from tests.preview.gold.helpers import pay\n\nassert pay()\n",
    }
    rehearsed = gold(shop(tmp_path, files))
    assert [one.path for one in rehearsed.retire.broken] == ["tests/test_till.py"]
    assert rehearsed.promote.broken == ()


def test_a_target_is_inferred_or_missed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"shop/preview/gold/preview.toml": 'title = "Gold"\n'}
    free = gold(shop(tmp_path / "free", files))
    assert (free.target, free.inferred, free.promote.possible) == ("shop.gold", True, True)
    taken = gold(shop(tmp_path / "taken", {**files, "shop/gold.py": ""}))
    assert [one.criterion for one in taken.promote.refusals] == ["target"]
    assert not taken.possible and taken.retire.possible


def test_a_moved_module_that_is_not_where_it_is_looked_for(tmp_path: Path) -> None:
    """A plan that moves and forgets: nobody makes such plans, and it would be noticed."""
    files = {
        "shop/till.py": "from shop.preview.gold.rates import RATE\n\nprint(RATE)\n",
        "shop/preview/gold/inner.py": "from .rates import RATE\nfrom ..gone import LONG_AGO\n",
    }
    host = open_host(shop(tmp_path, files))
    moves = [Move("shop/preview/gold/rates.py", "shop/rates.py", "")]
    moves += [Move("shop/preview/gold/inner.py", "shop/deep/inner.py", "")]
    before = files["shop/till.py"].encode()
    edits = [Edit("shop/till.py", before, b"from shop.rate import RATE\n", "")]
    nowhere = Nowhere(host, Reach(host))
    lost = nowhere.after(edits, moves, "shop.preview.gold").lost
    assert [(one.path, one.line, one.target) for one in lost] == [
        ("shop/deep/inner.py", 1, "shop.deep.rates.RATE"),
        ("shop/till.py", 1, "shop.rate.RATE"),
    ]
    lost = nowhere.after([], moves[:1], "shop.preview.gold").lost
    assert [one.path for one in lost] == ["shop/till.py"]


def test_places_are_those_of_today(tmp_path: Path) -> None:
    """A line above goes with the feature, and the place is where it stands now."""
    files = {
        "shop/till.py": "from shop.preview.gold import Gold\nfrom shop.preview.gold import rates\n\n"
        "print(rates.RATE)\n"
    }
    (broken,) = gold(shop(tmp_path, files)).retire.broken
    assert (broken.line, broken.text) == (2, "from shop.preview.gold import rates")


def needing(name: str, *others: str) -> dict[str, str | bytes]:
    """A feature that imports the ``others``, and declares that it needs them."""
    imports = "".join(f"from shop.preview.{other} import X_{other}\n" for other in others)
    said = f'title = "{name}"\ntarget = "shop.{name}"\nneeds = {json.dumps(others)}\n'
    return {
        f"shop/preview/{name}/__init__.py": f"{imports}X_{name} = 1\n",
        f"shop/preview/{name}/preview.toml": said,
    }


def test_features_that_need_others_end_in_their_turn(tmp_path: Path) -> None:
    files = {**needing("a"), **needing("b", "a"), **needing("c", "a", "b")}
    root = shop(tmp_path, files)
    rehearsal = rehearse(str(root))
    found = {one.name: one for one in rehearsal.features}
    assert rehearsal.possible
    assert "every feature can end both ways, when its turn comes" in render(rehearsal)
    retire = {name: one.retire.after for name, one in found.items()}
    assert retire == {"a": ("b", "c"), "b": ("c",), "c": (), "gold": ()}
    promote = {name: one.promote.after for name, one in found.items()}
    assert promote == {"a": (), "b": ("a",), "c": ("a", "b"), "gold": ()}
    assert "needs" not in [one.criterion for f in found.values() for one in f.promote.unmet]
    for name in "cba":  # what was said of each is so once those before it have gone
        (now,) = [one for one in rehearse(str(root)).features if one.name == name]
        assert now.retire == found[name].retire._replace(after=())
        apply(retired := retire_plan(root, name))
        assert retired.refusals == ()


def test_who_comes_later_still_breaks(tmp_path: Path) -> None:
    """Only what goes before is left out of account: d imports a, and has not said so."""
    more = {"shop/preview/d.py": "from shop.preview.a import X_a\n\nprint(X_a)\n"}
    root = shop(tmp_path, {**needing("a"), **needing("b", "a"), **more})
    a = next(one for one in rehearse(str(root)).features if one.name == "a")
    assert [one.path for one in a.retire.broken] == ["shop/preview/d.py"]


@pytest.mark.parametrize("ring", ["ab", "abc"])
def test_features_that_need_each_other_cannot_begin(tmp_path: Path, ring: str) -> None:
    follower = dict(zip(ring, ring[1:] + ring[0], strict=True))
    files = {k: v for a, b in follower.items() for k, v in needing(a, b).items()}
    root = shop(tmp_path, {**files, **needing("outside", "a")})
    found = {one.name: one for one in rehearse(str(root)).features}
    for name in ring:
        (refusal,) = found[name].retire.refusals
        assert refusal.criterion == "needs" and "none of them" in refusal.why
        assert all(f"{a} needs {b} (shop/preview/{a}/" in refusal.why for a, b in follower.items())
        assert "needs" in [one.criterion for one in found[name].promote.unmet]
    assert found["a"].retire.after == ("outside",)
    assert found["outside"].retire.possible and found["outside"].promote.after == ("a",)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = shop(tmp_path)
    monkeypatch.chdir(root)
    check = ["check", "--rule", "stable_imports_preview"]
    assert main([*check, "--rehearse"]) == 0
    out = capsys.readouterr().out
    assert out.index("kept: ") < out.index("FEATURE") < out.index("every feature can end both ways")
    write(root, {"tests/till.py": "from shop.preview.gold import Gold\n\nGold()\n"})
    assert main(check) == 0
    capsys.readouterr()
    assert main([*check, "--rehearse", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["kept"], report["rehearsal"]["possible"]) == (True, False)
    (feature,) = report["rehearsal"]["features"]
    assert feature["retire"]["broken"] == [
        {
            "path": "tests/till.py",
            "line": 1,
            "text": "from shop.preview.gold import Gold",
            "target": "shop.preview.gold.Gold",
        }
    ]
    assert main([*check, "--rehearse", "--format", "github"]) == 1
    told = capsys.readouterr()
    assert "1 cannot be retired" in told.err and "retired" not in told.out
    assert main([*check, "--verbose"]) == 2


def test_without_features_there_is_nothing_to_rehearse(tmp_path: Path) -> None:
    write(tmp_path, {"coldframe.toml": "preview_trees = []\n", "shop.py": ""})
    rehearsal = rehearse(str(tmp_path))
    assert rehearsal.possible and "Nothing to rehearse" in render(rehearsal)


def test_how_the_release_will_be_known_is_said_today(tmp_path: Path) -> None:
    write(tmp_path, SHOP)
    commit_all(tmp_path)
    (note,) = rehearse(str(tmp_path)).notes
    assert "--release 3.0.0" in note and "git has no tag" in note


def test_what_coldframe_wrote_is_left_to_nobody(tmp_path: Path) -> None:
    root = shop(tmp_path, {"shop/till.py": "from shop.preview.gold import Gold\n\nGold()\n"})
    before = gold(root)
    assert main(["check", str(root), "--baseline", str(root / "b.json"), "--update-baseline"]) == 0
    assert "shop.preview.gold" in (root / "b.json").read_text()
    assert gold(root) == before
