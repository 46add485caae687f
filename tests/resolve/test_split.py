"""``split``: who gets what, what is proven, and what is refused."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from faults import faulty
from hosts import commit_all, git, write
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from coldframe.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = sorted(path.parent.name for path in EXAMPLES.glob("split_*/wheels.txt"))
Capture = pytest.CaptureFixture[str]


def listing(folder: Path) -> str:
    """Every wheel with its requirements, entry points and files, as text."""
    lines = []
    for wheel in sorted(folder.glob("*.whl")):
        lines.append(wheel.name)
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith("/METADATA"):
                    text = archive.read(name).decode().partition("\n\n")[0]
                    keys = ("Requires-Dist", "Provides-Extra")
                    lines += [f"  {line}" for line in text.splitlines() if line.startswith(keys)]
                elif name.endswith("/entry_points.txt"):
                    lines += [
                        f"  {line}" for line in archive.read(name).decode().split("\n") if line
                    ]
                elif not name.endswith(("/RECORD", "/WHEEL")):
                    lines.append(f"  {name}")
    return "\n".join(lines) + "\n"


def host_of(name: str, root: Path) -> Path:
    shutil.copytree(EXAMPLES / name / "host", root)
    commit_all(root, tag="4.2.0")
    return root


@pytest.mark.parametrize("name", CASES)
def test_example(name: str, tmp_path: Path, capsys: Capture) -> None:
    root = host_of(name, tmp_path / "host")
    assert main(["split", str(root), "--to", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Proven: core imports, one wheel, whole tree, records, core untouched." in said
    assert listing(tmp_path / "out") == (EXAMPLES / name / "wheels.txt").read_text()
    assert git(root, "status", "--porcelain", "--ignored") == ""


def test_there_are_examples() -> None:
    assert len(CASES) == 10


OWN_BUILDS = [
    f"split_{x}" for x in ("hatchling_src", "setuptools_flat", "pbr", "poetry", "flit", "pdm", "uv")
]


@pytest.mark.parametrize("name", OWN_BUILDS)
def test_the_wheels_together_are_what_the_hosts_own_build_makes(name: str, tmp_path: Path) -> None:
    root = host_of(name, tmp_path / "host")
    assert main(["split", str(root), "--to", str(tmp_path / "out"), "--no-verify"]) == 0
    words = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "own")]
    # uv's backend looks for its program beside Python's.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, *words, str(root)],
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert code_in(tmp_path / "out") == code_in(tmp_path / "own")
    assert said_in(tmp_path / "out") == said_in(tmp_path / "own")


def code_in(folder: Path) -> list[str]:
    found = []
    for wheel in folder.glob("*.whl"):
        names = [n for n in zipfile.ZipFile(wheel).namelist() if not n.endswith("/")]
        found += [n.partition(".data/")[2] or n for n in names if ".dist-info/" not in n]
    return sorted(found)


def said_in(folder: Path) -> dict[str, set[object]]:
    """What the wheels together say: of the host, and require, without the pins between them."""
    found: dict[str, set[object]] = {}
    pins = {wheel.name.split("-")[0].replace("_", "-") for wheel in folder.glob("*.whl")}
    for wheel in sorted(folder.glob("*.whl"), key=lambda path: len(path.name))[:1]:
        for key, value in metadata(wheel).items():
            if key in ("Name", "Version", "Summary"):
                found.setdefault(key, set()).add(value)
            elif key == "Requires-Python":
                found[key] = {str(one) for one in SpecifierSet(padded(value))}
    for wheel in folder.glob("*.whl"):
        for line in metadata(wheel).get_all("Requires-Dist", []):
            one = Requirement(padded(line))
            if canonicalize_name(one.name) not in pins:
                marker = re.sub(r"(?: and )?extra == .*", "", str(one.marker or ""))
                what = (one.name, str(one.specifier), str(one.url), *sorted(one.extras), marker)
                found.setdefault("Requires-Dist", set()).add(what)
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith("/entry_points.txt"):
                    parser = configparser.ConfigParser(delimiters=("=",))
                    parser.read_string(archive.read(name).decode())
                    points = {(s, *pair) for s in parser.sections() for pair in parser.items(s)}
                    found.setdefault("entry points", set()).update(points)
    return found


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        return message_from_bytes(archive.read(name))


def padded(text: str) -> str:
    """Upper ends such as ``<4.0`` without zeros: they are the same versions."""
    return re.sub(r"(<\d+(?:\.[1-9]\d*)*)(?:\.0)+(?=[,)\s]|$)", r"\1", text)


def test_twice_gives_the_same_bytes_whatever_the_files_times_are(tmp_path: Path) -> None:
    root = host_of("split_hatchling_src", tmp_path / "host")
    for out in ("one", "two"):
        assert main(["split", str(root), "--to", str(tmp_path / out), "--no-verify"]) == 0
        for path in root.rglob("*.py"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
    first = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    assert len(first) == 2


def test_a_plan_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    root = host_of("split_mutual_needs", tmp_path / "host")
    assert main(["split", str(root), "--to", str(tmp_path / "out"), "--plan", "--json"]) == 0
    wheels = json.loads(capsys.readouterr().out)["wheels"]
    assert [wheel["feature"] for wheel in wheels] == [
        None, "shop.preview.gifts", "shop.preview.loyalty",
    ]  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_a_core_that_imports_a_feature_is_refused(tmp_path: Path, capsys: Capture) -> None:
    root = host_of("split_mutual_needs", tmp_path / "host")
    (root / "shop/till.py").write_text("from .preview import gifts\n")
    assert main(["split", str(root), "--to", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().out
    assert "core imports: shop/till.py:1 is in the core and imports shop.preview.gifts" in said
    assert not (tmp_path / "out").exists()


def test_an_import_that_is_no_declared_need_becomes_a_requirement(
    tmp_path: Path, capsys: Capture
) -> None:
    root = host_of("split_mutual_needs", tmp_path / "host")
    declaration = root / "shop/preview/gifts/preview.toml"
    declaration.write_text(declaration.read_text().replace("needs", "# needs"))
    assert main(["split", str(root), "--plan", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert "shop-preview-loyalty==2.0.0" in said["wheels"][1]["requires"]
    assert any("which is no declared need" in note for note in said["notes"])


def test_a_different_file_is_not_overwritten(tmp_path: Path, capsys: Capture) -> None:
    root, out = host_of("split_one_file", tmp_path / "host"), tmp_path / "out"
    words = ["split", str(root), "--to", str(out), "--no-verify"]
    write(out, {"shop-2.0.0-py3-none-any.whl": "mine"})
    assert main(words) == 2
    assert "exists already and is different" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["shop-2.0.0-py3-none-any.whl"]
    assert (out / "shop-2.0.0-py3-none-any.whl").read_text() == "mine"
    assert main([*words, "--force"]) == 0
    assert main(words) == 0


@pytest.mark.parametrize(
    ("option", "place"),
    [("--to", "pyproject.toml"), ("--to", ""), ("--to", "../dangling"), ("--lists", "README.md")],
)
def test_where_no_folder_can_be(
    option: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    root = host_of("split_one_file", tmp_path / "host")
    monkeypatch.chdir(root)
    (tmp_path / "dangling").symlink_to("nowhere")
    write(root, {"README.md": ""})
    assert main(["split", option, place, "--no-verify"]) == 2
    error = capsys.readouterr().err.splitlines()
    assert len(error) == 2 and ".coldframe-" not in error[0] and option in error[1]


def test_no_room_for_temporary_files_is_a_mistake(tmp_path: Path) -> None:
    root, out = host_of("split_one_file", tmp_path / "host"), tmp_path / "out"

    def refused() -> None:
        assert main(["split", str(root), "--no-verify", "--to", str(out)]) == 2

    for moment in (1, 2, 4):
        assert faulty(out, "full", moment, refused).code == 0
        assert not out.exists()


def test_the_core_comes_last(tmp_path: Path, capsys: Capture) -> None:
    """Without the core no wheel of a feature can be installed, should anything stop it there."""
    root, out = host_of("split_one_file", tmp_path / "host"), tmp_path / "out"
    core = "shop-2.0.0-py3-none-any.whl"
    write(out, {f"{core}/mine.txt": "mine"})  # no file can take the place of a folder
    assert main(["split", str(root), "--no-verify", "--force", "--to", str(out)]) == 2
    assert core in capsys.readouterr().err
    assert [path.name for path in out.iterdir() if path.name != core] == [
        "shop_preview_match-2.0.0-py3-none-any.whl"
    ]


def test_a_version_that_is_none_is_refused(tmp_path: Path, capsys: Capture) -> None:
    root = host_of("split_one_file", tmp_path / "host")
    assert main(["split", str(root), "--version", "one", "--plan"]) == 2
    assert "--version one: this is no version" in capsys.readouterr().err


def test_smoke_runs_on_the_core_alone(tmp_path: Path, capsys: Capture) -> None:
    root = host_of("split_mutual_needs", tmp_path / "host")
    words = ["split", str(root), "--to", str(tmp_path / "out")]
    assert main([*words, "--smoke", "python -c 'import shop.preview.gifts'"]) == 1
    assert "smoke test: " in capsys.readouterr().out
    assert (
        main([*words, "--smoke", "python -c 'import shop.till as t; assert t.gifts is None'"]) == 0
    )
    assert main([*words, "--smoke"]) == 0
    project = root / "pyproject.toml"
    project.write_text(project.read_text() + 'smoke = "python -m shop.no_such"\n')
    assert main([*words, "--smoke"]) == 1


def test_lists_for_packagers(tmp_path: Path) -> None:
    root = host_of("split_pbr", tmp_path / "host")
    words = ["--to", str(tmp_path / "out"), "--no-verify", "--lists", str(tmp_path / "lists")]
    assert main(["split", str(root), *words]) == 0
    assert (tmp_path / "lists/depot-preview-cranes.install").read_text() == (
        "etc/depot/cranes.conf\n"
        "usr/lib/python3*/dist-packages/depot/preview/cranes/__init__.py\n"
        "usr/lib/python3*/dist-packages/depot/preview/cranes/lift.py\n"
        "usr/lib/python3*/dist-packages/depot/preview/cranes/preview.toml\n"
        "usr/lib/python3*/dist-packages/depot_preview_cranes-4.2.0.dist-info\n"
    )
    rpm = (tmp_path / "lists/depot-preview-cranes.files").read_text().splitlines()
    assert "%config(noreplace) %{_sysconfdir}/depot/cranes.conf" in rpm
    assert "%dir %{python3_sitelib}/depot/preview/cranes" in rpm
    folder = "%{python3_sitelib}/depot/preview/cranes"
    assert f"{folder}/__pycache__/lift.cpython-*.pyc" in rpm


@pytest.mark.parametrize("name", CASES)
def test_every_folder_of_code_belongs_to_a_package(name: str, tmp_path: Path) -> None:
    root, lists = host_of(name, tmp_path / "host"), tmp_path / "lists"
    words = ["--to", str(tmp_path / "out"), "--no-verify", "--lists", str(lists)]
    assert main(["split", str(root), *words]) == 0
    owned: dict[str, list[str]] = {}
    files: list[str] = []
    for path in sorted(lists.glob("*.files")):
        for line in path.read_text().replace('"', "").splitlines():
            if line.startswith("%dir "):
                owned.setdefault(line.removeprefix("%dir "), []).append(path.stem)
            elif line.startswith("%{python3_sitelib}/"):
                files.append(line)
    above = {folder for file in files for folder in parents(file)}
    assert set(owned) == above - {"%{python3_sitelib}", "%{python3_sitelib}/__pycache__"}
    core = min((path.stem for path in lists.glob("*.files")), key=len)
    assert all(owners == [core] for owners in owned.values() if core in owners)
    assert not [line for line in files if "//" in line]


def parents(file: str) -> list[str]:
    parts = file.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]


PROJECT = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\n'
HATCH_VERSION = (
    f'{PROJECT}name = "shop"\ndynamic = ["version"]\n'
    '[tool.hatch.version]\npath = "shop/__init__.py"\n'
)
BARE = {
    "pyproject.toml": f'{PROJECT}name = "shop"\nversion = "1"\n',
    "shop/__init__.py": "",
    "shop/preview/__init__.py": "",
    "shop/preview/a_b/__init__.py": "",
}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"shop/preview/a_b/__init__.py": None}, "nothing to split"),
        ({"pyproject.toml": PROJECT + 'version = "1"\n'}, "no name"),
        ({"pyproject.toml": PROJECT + 'name = "shop"\ndynamic = ["version"]\n'}, "the version"),
        (
            {"pyproject.toml": PROJECT + 'name = "shop"\nversion = "one"\n'},
            "cannot go into a wheel",
        ),
        ({"shop/labs/__init__.py": "", "shop/labs/a_b.py": ""}, "both be called shop-preview-a-b"),
        (
            {"pyproject.toml": HATCH_VERSION, "shop/__init__.py": "def wrong(:\n"},
            "is not written here in a way that can be read",
        ),
        (
            {"pyproject.toml": f"{HATCH_VERSION}pattern = '('\n"},
            "pattern '(' is no regular expression",
        ),
    ],
)
def test_what_cannot_be_split(
    files: dict[str, str | None], said: str, tmp_path: Path, capsys: Capture
) -> None:
    write(tmp_path, {k: v for k, v in {**BARE, **files}.items() if v is not None})
    assert main(["split", str(tmp_path), "--to", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("requires", "expected"),
    [("pbr", "4.2.1.dev1"), ("setuptools-scm", "4.2.1.dev1+g")],
)
def test_version_after_a_tag(requires: str, expected: str, tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path, BARE)
    write(
        tmp_path,
        {"pyproject.toml": f'[build-system]\nrequires = ["setuptools", "{requires}"]\n'
         'build-backend = "setuptools.build_meta"\n[project]\nname = "shop"\ndynamic = ["version"]\n'},
    )  # fmt: skip
    commit_all(tmp_path, tag="4.2.0")
    write(tmp_path, {"shop/new.py": ""})
    commit_all(tmp_path)
    assert main(["split", str(tmp_path), "--plan"]) == 0
    assert f"The version is {expected}" in capsys.readouterr().out


def test_ignored_files_and_links_stay_out(tmp_path: Path, capsys: Capture) -> None:
    root = write(tmp_path / "host", {**BARE, ".gitignore": "*.log\n", "shop/preview/a_b/x.log": ""})
    (root / "shop/preview/a_b/link.py").symlink_to(root / "shop/__init__.py")
    commit_all(root)
    assert main(["split", str(root), "--plan", "--json"]) == 0
    (_, feature) = json.loads(capsys.readouterr().out)["wheels"]
    assert [file["place"] for file in feature["files"]] == ["shop/preview/a_b/__init__.py"]


def test_a_missing_hatchling_is_answered_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    root = host_of("split_one_file", tmp_path / "host")
    for name in [name for name in sys.modules if name.split(".")[0] == "hatchling"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hatchling", None)
    assert main(["split", str(root), "--to", str(tmp_path / "out")]) == 2
    assert "-m pip install hatchling" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_core_written_for_a_newer_python_is_read_too(tmp_path: Path, capsys: Capture) -> None:
    newer = "def first[T](all: list[T]) -> T: ...\nfrom shop.preview.a_b import Bridge\n"
    write(tmp_path, {**BARE, "shop/core.py": newer})
    assert main(["split", str(tmp_path), "--plan"]) == 1
    assert "shop/core.py:2" in capsys.readouterr().out
