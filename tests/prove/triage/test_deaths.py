"""Processes that end without a traceback are failures, and stories may begin with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coldframe.prove.triage import reading
from coldframe.prove.triage.blame import Blame, blame

KERNEL = "Nov 25 10:00:00 node kernel: [12.3] Out of memory: Killed process 812 (neutron-l3-age) total-vm:1kB"


def seen(path: Path, text: str, name: str = "syslog") -> Blame:
    (path / name).write_text(text)
    return blame([str(path / name)], str(path))


@pytest.mark.parametrize(
    ("line", "kind", "how", "owner"),
    [
        ("2026-11-25 10:00:00.000 7 WARNING oslo_service.service [-] Child 12 killed by signal 9", "Killed", "by signal 9", "q-svc"),
        ("2026-11-25 10:00:00.000 7 INFO oslo_service.service feature=fwaas Child 12 exited with status 1", "Exited", "with status 1", "fwaas"),
        (KERNEL, "Killed", "out of memory", "neutron-l3-age"),
        ("Nov 25 10:00:00 node systemd[1]: neutron-l3-agent.service: Main process exited, code=killed, status=9/KILL", "Killed", "by signal 9", "neutron-l3-agent"),
        ("Nov 25 10:00:00 node systemd[1]: devstack@q-l3.service: Main process exited, code=exited, status=1/FAILURE", "Exited", "with status 1", "devstack@q-l3"),
        ("Nov 25 10:00:00 node kernel: nginx[7]: segfault at 0 ip 0 sp 0 error 4", "Killed", "segmentation fault", "nginx"),
        ("[2026-11-25 10:00:00 +0000] [1] [ERROR] Worker (pid:7) was sent SIGKILL! Perhaps out of memory?", "Killed", "by signal SIGKILL", "q-svc"),
        ("2026-11-25 10:00:00,000 INFO exited: shop (exit status 3; not expected)", "Exited", "with status 3", "shop"),
    ],
)  # fmt: skip
def test_a_death_has_an_owner(tmp_path: Path, line: str, kind: str, how: str, owner: str) -> None:
    (group,) = seen(tmp_path, f"something\n{line}\nsomething\n", "q-svc.log.1").groups
    assert (group.signature.kind, group.signature.message) == (kind, how)
    assert (group.culprit.name, group.fatal, group.places[0].offset) == (owner, 1, 10)
    assert group.first


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-25 10:00:00.000 7 INFO oslo_service.service [-] Child 12 killed by signal 15",
        "2026-11-25 10:00:00.000 7 INFO oslo_service.service [-] Child 12 exited with status 0",
        "Nov 25 10:00:00 node systemd[1]: a.service: Main process exited, code=exited, status=0/SUCCESS",
        "Nov 25 10:00:00 node systemd[1]: a.service: Main process exited, code=killed, status=15/TERM",
        "2026-11-25 10:00:00.000 7 DEBUG a [-] Command 'ip' exited with status 1",
    ],
)
def test_who_was_asked_to_end_has_not_died(tmp_path: Path, line: str) -> None:
    assert not seen(tmp_path, line + "\n").groups


def test_a_killed_agent_and_what_followed_are_one_story(tmp_path: Path) -> None:
    log = (
        KERNEL.replace("Nov 25 10:00:00", "2026-11-25 10:00:00")
        + "\n2026-11-25 10:01:30.000 7 ERROR nova.compute [-] Traceback (most recent call last):\n"
        + '2026-11-25 10:01:30.000 7 ERROR nova.compute [-]   File "/opt/stack/nova/nova/c.py", line 3, in f\n'
        + "2026-11-25 10:01:30.000 7 ERROR nova.compute [-] Timeout: no answer\n"
    )
    (story,) = seen(tmp_path, log).stories
    assert story.death.culprit.name == "neutron-l3-age"
    assert story.after == (90.0,)


def test_a_process_called_after_a_feature_is_its(tmp_path: Path) -> None:
    for path in ("preview/__init__.py", "preview/l3_ha.py", "__init__.py"):
        (tmp_path / "neutron" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "neutron" / path).write_text("")
    (tmp_path / "coldframe.toml").write_text('preview_trees = ["neutron.preview"]\n')
    line = (
        "Nov 25 10:00:00 n systemd[1]: {}.service: Main process exited, code=exited, status=1/F\n"
    )
    names = ("neutron-l3-ha-agent", "neutron-server", "other")
    found = seen(tmp_path, "".join(map(line.format, names)))
    assert sorted((g.culprit.name, g.culprit.kind) for g in found.groups) == [
        ("l3_ha", "feature"), ("neutron", "host"), ("other", "process"),
    ]  # fmt: skip


def test_large_logs_of_services_are_searched_to_their_end_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_BEGINNING", 1000)
    quiet = "2026-11-25 10:00:00.000 7 INFO shop [-] all is well\n"
    dead = "2026-11-25 10:00:00.000 7 INFO oslo.service [-] Child {} killed by signal 9\n"
    text = dead.format(1) + quiet * 40 + dead.format(2)
    found = seen(tmp_path, text, "shop.log")
    assert [g.count for g in found.groups] == [1] and "--deaths" in found.tally.notes[0]
    every = blame([str(tmp_path / "shop.log")], str(tmp_path), deaths=True)
    assert [g.count for g in every.groups] == [2] and not every.tally.notes
    system = seen(tmp_path, KERNEL + "\n" + text)
    assert sum(g.count for g in system.groups) == 3 and not system.tally.notes
    service = seen(tmp_path, quiet + "shop[7]: segfault at 0\n", "shop.log")
    assert not service.groups, "only the logs of systems are searched for the words of systems"
