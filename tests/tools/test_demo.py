"""``make demo`` without network: it says so, and shows the small host."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import demo, hosts, sdists


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty caches, and a package index where nobody listens."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sdists, "CACHE", tmp_path)
    monkeypatch.setattr(hosts, "HOSTS", tmp_path / "hosts")
    monkeypatch.setattr(demo, "OUT", tmp_path / "demo")
    return tmp_path


def test_offline_demo_shows_the_small_host(
    offline: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert demo.main() == 0
    printed, _ = capfd.readouterr()
    said = " ".join(printed.split())
    assert "No network: the package index cannot be reached" in said
    assert "orchard at 2.1.0: 3 preview features in orchard.experimental" in said
    assert "from orchard.experimental.pressing import Press" in said
    assert "code now in orchard/frost_alarm.py" in said
    assert "\033[" not in printed  # a pipe gets no colours
    page = (offline / "demo" / "status.html").read_text(encoding="utf-8")
    assert "pressing" in page and "</html>" in page


def test_a_file_that_is_not_the_pinned_one_is_refused(
    offline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_: object, path: Path) -> None:
        path.write_bytes(b"something else")

    monkeypatch.setattr(sdists, "_download", wrong)
    with pytest.raises(sdists.Offline, match="has SHA-256"):
        sdists.fetch(sdists.pinned("trl")[0])
    assert list((offline / "sdists").iterdir()) == []


def test_a_crash_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coldframe").mkdir()
    (tmp_path / "coldframe" / "__init__.py").touch()
    (tmp_path / "coldframe" / "cli.py").write_text("def main():\n    raise ValueError\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert demo._coldframe(tmp_path, "status") == 70
