"""``coldframe status`` as people and programs see it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hosts import commit_all, write

from coldframe.cli import main
from coldframe.report.status_columns import cut_name

NASTY = '<script>alert("x")</script>'


@pytest.fixture
def host(tmp_path: Path) -> Path:
    files = {f"garden/preview/feature_number_{n}/__init__.py": f"N = {n}\n" for n in range(6)}
    declaration = f"title = '{NASTY}'\nowners = ['a-very-long-name-of-a-team-of-gardeners']\n"
    write(
        tmp_path,
        {
            "garden/__init__.py": "",
            "garden/preview/__init__.py": "",
            **files,
            "garden/preview/feature_number_1/preview.toml": declaration,
            "garden/main.py": "from garden.preview import feature_number_1  # <b>&\n",
        },
    )
    for minor in range(4):
        commit_all(tmp_path, str(minor), f"2024-0{minor + 1}-01", f"1.{minor}.0")
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["status", *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(
    host: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shown(capsys, str(host)).splitlines()
    assert max(map(len, lines)) <= width
    table = [line for line in lines if line.startswith("feature")]
    assert len(table) == 6 and all("overdue" in line for line in table)


def test_columns_stand_below_each_other(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, str(host)).splitlines()
    head = next(line for line in lines if line.startswith("FEATURE"))
    rows = [line for line in lines if line.startswith("feature_number")]
    for heading in ("STAGE", "FIRST IN", "DEADLINE", "OWNER"):
        at = head.index(heading)
        assert all(row[at - 1] == " " and row[at] != " " for row in rows), heading


def test_no_colours_in_a_pipe_and_colours_if_forced(
    host: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in shown(capsys, str(host))
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31moverdue" in shown(capsys, str(host))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(capsys, str(host))


def test_story_of_one_feature(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, str(host), "--feature", "feature_number_1")
    for part in (
        "garden.preview.feature_number_1: overdue at 1.3.0",
        "1.2.0 (2024-03-01): 1 cycle late",
        "garden/main.py:1",
        "from garden.preview import feature_number_1",
        "It has no spec.",
        "What to do next",
    ):
        assert part in text
    by_module = shown(capsys, str(host), "--feature", "garden.preview.feature_number_1")
    assert by_module == text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--feature", "feature_numbr_1"], "Did you mean feature_number_1"),
        (["--format", "pdf"], "There are text, json, html"),
        (["--at", "0.9"], "there is no release 0.9"),
        (["--output", "missing/folder/x"], "cannot be written"),
        (["nowhere"], "there is no folder"),
    ],
)
def test_mistakes(
    host: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    words: list[str], message: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(host)
    assert main(["status", *words]) == 2
    captured = capsys.readouterr()
    assert message in captured.err and captured.out == ""


def test_shared_module_is_no_feature(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(host, {"garden/preview/utils.py": "U = 1\n"})
    assert main(["status", str(host), "--feature", "utils"]) == 2
    assert 'features = ["garden.preview.utils"]' in capsys.readouterr().err


def test_of_a_long_module_the_end_is_shown() -> None:
    assert cut_name("a.very.long.way.to.preview.rag", 13) == "….preview.rag"
    assert cut_name("a_very_long_name", 8) == "a_very_…"
    assert cut_name("a.b", 8) == "a.b"


def test_json_follows_its_schema(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for words in ([], ["--at", "+3"], ["--at", "1.1.0"], ["--feature", "feature_number_1"]):
        found = json.loads(shown(capsys, str(host), "--json", *words))
        jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
    assert found["features"][0]["reached_by"][0]["line"] == 1


SCHEMA = Path(__file__).parents[2] / "docs" / "status.schema.json"


def test_page_needs_nothing_from_elsewhere_and_is_escaped(
    host: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = shown(capsys, str(host), "--format", "html")
    assert NASTY not in page and "&lt;script&gt;alert" in page and "# &lt;b&gt;&amp;" in page
    for word in ("src=", 'href="http', "@import", "url(http", "<link"):
        assert word not in page
    assert page.count("<svg") == 1 and page.count("overdue-part") >= 6


def test_output_goes_to_a_file(
    host: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    assert shown(capsys, str(host), "--format", "html", "--output", str(file)) == ""
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_progress_and_colours_on_a_terminal(host: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "coldframe", "status", str(host)],
        stdin=theirs, stdout=theirs, stderr=theirs, env={**clean, "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait() == 0
    assert b"reading the history" in seen and b"\x1b[31moverdue" in seen
    assert b"\r\x1b[K\x1b[1mgarden at" in seen  # the line is gone before the table comes


def test_no_progress_in_a_pipe(host: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["status", str(host)])
    assert capsys.readouterr().err == ""


def test_width_that_is_promised_to_show_all_does(
    host: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    promised = re.search(r"COLUMNS=(\d+) shows", shown(capsys, str(host)))
    assert promised is not None
    monkeypatch.setenv("COLUMNS", promised[1])
    assert "Not shown" not in shown(capsys, str(host))
    monkeypatch.setenv("COLUMNS", str(int(promised[1]) - 1))
    assert "Not shown" in shown(capsys, str(host))
