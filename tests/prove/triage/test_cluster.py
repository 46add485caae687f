"""Logs are read on a real cluster, and the loss of a worker changes nothing."""

from __future__ import annotations

import pickle
import signal
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import Dask, dask

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.blame import Blame, blame
from coldframe.prove.triage.owners import Owners
from coldframe.report.blame_json import content

TRACE = """2026-11-25 10:00:{s:02}.000 7 ERROR neutron.api [-] it failed
2026-11-25 10:00:{s:02}.000 7 ERROR neutron.api Traceback (most recent call last):
2026-11-25 10:00:{s:02}.000 7 ERROR neutron.api   File "/opt/stack/neutron/neutron/{path}.py", line 3, in get
2026-11-25 10:00:{s:02}.000 7 ERROR neutron.api ValueError: no {s}
"""
QUIET = "2026-11-25 10:00:00.000 7 INFO neutron.api [-] nothing of note happens here at all\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A host with a feature, and logs that are more than one task each."""
    root = tmp_path_factory.mktemp("host")
    files = {
        "neutron/__init__.py": "",
        "neutron/x.py": "",
        "neutron/preview/__init__.py": "",
        "neutron/preview/fwaas.py": "",
        "neutron/preview/fwaas.preview.toml": 'owners = ["fwaas-core"]\n',
        "coldframe.toml": 'preview_trees = ["neutron.preview"]\n',
        "1.yaml": "query: it failed\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "logs").mkdir()
    for number in range(12):
        paths = ("x", "preview/fwaas", "preview/gone")
        text = "".join(QUIET * 300 + TRACE.format(s=at, path=paths[at % 3]) for at in range(60))
        (root / f"logs/q-{number}.log").write_text(text)
    return root


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with dask(tmp_path_factory.mktemp("dask")) as started:
        yield started


def seen(host: Path, monkeypatch: pytest.MonkeyPatch, **how: Any) -> dict[str, Any]:
    from coldframe.prove.triage import cluster as module

    monkeypatch.setattr(module, "_LEAST", 1 << 20)
    monkeypatch.chdir(host)
    logs = ["logs"]
    found: Blame = blame(logs, str(host), known=str(host / "1.yaml"), passed=logs, **how)
    return content(found)


def test_a_killed_worker_changes_nothing(
    host: Path, cluster: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = seen(host, monkeypatch, processes=1)
    assert {s["culprit"]["name"] for s in here["signatures"]} == {"neutron", "fwaas"}
    assert here["known"][0]["records"] == 720
    assert seen(host, monkeypatch, engine=cluster.address) == here
    said: list[str] = []

    def kill(doing: str) -> None:
        said.append(doing)
        if len(said) == 2:
            cluster.workers[0].send_signal(signal.SIGKILL)

    assert seen(host, monkeypatch, engine=cluster.address, progress=kill) == here
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    parts = int(said[0].rpartition(" of ")[2].split()[0])
    assert parts > 6, "the worker was killed in the middle"


def test_a_log_that_workers_do_not_have(
    host: Path, cluster: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coldframe.prove.triage import cluster as module

    (host / "ours.log").write_text(QUIET)
    ours = module.pieces

    def pieces(logs: Any, most: int) -> Any:
        yield from ours(logs, most)
        (host / "ours.log").unlink()

    monkeypatch.setattr(module, "pieces", pieces)
    monkeypatch.chdir(host)
    with pytest.raises(
        Mistake, match=r"a worker of dask://.*ours\.log cannot be read.*\n.*under one name"
    ):
        blame(["ours.log"], ".", engine=cluster.address)


def test_mistakes(host: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coldframe.prove.triage import cluster as module

    monkeypatch.setattr(module, "_PATIENCE", 0.5)
    for engine, words in (
        ("ray://a:1", "there is no engine"),
        ("dask://a", "there is no engine"),
        ("dask://127.0.0.1:1", "no scheduler of Dask answers at 127.0.0.1:1"),
    ):
        with pytest.raises(Mistake, match=words):
            blame([str(host / "logs")], str(host), engine=engine)
    with dask(tmp_path, 0) as started, pytest.raises(Mistake, match="has no workers"):
        blame([str(host / "logs")], str(host), engine=started.address)


def test_owners_answer_elsewhere_as_here(host: Path) -> None:
    from coldframe.check.discovery import open_host

    here = Owners(open_host(str(host)))
    there = pickle.loads(pickle.dumps(here))
    for path in ("/srv/neutron/x.py", "/a/neutron/preview/fwaas.py", "neutron/preview/fwaas/new.py",
                 "/usr/lib/python3/dist-packages/six.py", "/opt/stack/nova/nova/api.py", "<string>"):  # fmt: skip
        assert there.of(path) == here.of(path)
    assert there.process("neutron-fwaas-agent") == here.process("neutron-fwaas-agent")
    assert there.features() == here.features() == {"fwaas"}
