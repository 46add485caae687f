"""What is reported, what is noted, and what is nobody's business."""

from __future__ import annotations

from pathlib import Path

from findings import DECLARATION, findings, host_with, lines

RULE = "not_packaged"
PROJECT = '[project]\nname = "garden"\nversion = "1"\n'


def test_a_host_that_is_never_built_is_left_alone(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
    assert lines(RULE, host) == [] and host.notes == []


def test_one_reason_is_one_finding(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": PROJECT,
        "garden/preview/compost.py": "",
        "garden/preview/compost.preview.toml": DECLARATION,
        "garden/preview/ended.toml": "",
    }
    found = findings(RULE, host_with(tmp_path, files))
    assert [f.message.split(" would")[0] for f in found] == [
        "compost.preview.toml and 1 more like it",
        "ended.toml",
    ]
    assert [f.hint for f in found] == [
        'Write under [tool.setuptools.package-data]: "*" = ["*preview.toml"].',
        'Write under [tool.setuptools.package-data]: "*" = ["ended.toml"].',
    ]


def test_a_feature_that_is_left_out_as_a_whole_is_a_choice(tmp_path: Path) -> None:
    find = '[tool.setuptools.packages.find]\nexclude = ["garden.preview*"]\n'
    assert lines(RULE, host_with(tmp_path, {"pyproject.toml": PROJECT + find})) == []


def test_an_unknown_backend_is_noted(tmp_path: Path) -> None:
    system = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n'
    host = host_with(tmp_path, {"pyproject.toml": PROJECT + system})
    assert lines(RULE, host) == []
    assert host.notes == [
        "Whether garden/preview/watering/preview.toml gets into the wheel is not known:"
        " what maturin packs is not known here."
    ]


def test_code_in_setup_py_is_noted_and_not_run(tmp_path: Path) -> None:
    setup = "import setuptools\nopen('ran', 'w')\nsetuptools.setup(packages=sorted(['garden']))\n"
    host = host_with(tmp_path, {"setup.py": setup})
    assert lines(RULE, host) == []
    assert "the list of packages in setup.py cannot be read" in host.notes[0]
    assert not (tmp_path / "ran").exists()


def test_a_build_hook_is_noted(tmp_path: Path) -> None:
    hatch = PROJECT + (
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[tool.hatch.build]\nexclude = ["*.toml"]\n[tool.hatch.build.hooks.custom]\n'
    )
    host = host_with(tmp_path, {"pyproject.toml": hatch})
    assert lines(RULE, host) == []
    assert "a build hook may add files" in host.notes[0]


def test_packaging_files_that_cannot_be_read(tmp_path: Path) -> None:
    host = host_with(tmp_path, {"pyproject.toml": "not toml", "setup.cfg": "[metadata\n"})
    assert lines(RULE, host) == []


def test_a_project_below_the_root_is_noted(tmp_path: Path) -> None:
    from findings import HOST
    from hosts import commit_all, open_host, write

    files = {f"part/{p}": text for p, text in HOST.items() if p.startswith("garden")}
    settings = 'preview_trees = ["garden.preview"]\n'
    write(tmp_path, {**files, "coldframe.toml": settings, "part/pyproject.toml": PROJECT})
    commit_all(tmp_path)
    host = open_host(tmp_path)
    assert lines(RULE, host) == []
    assert host.notes[0].startswith("part is built by itself")
    (tests,) = findings("missing_tests", host)
    assert tests.hint.startswith("Add part/tests/preview/watering/test_watering.py")
