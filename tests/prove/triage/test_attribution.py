"""Culprit, victims and bystanders, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hosts import write

from coldframe.declare.mistake import Mistake
from coldframe.prove.triage.blame import Blame, blame
from coldframe.prove.triage.message import normal


def stack(*frames: str, error: str = "ValueError: bad 17") -> str:
    lines = "".join(f'  File "{frame}", line 3, in run\n    run()\n' for frame in frames)
    return f"Traceback (most recent call last):\n{lines}{error}\n"


STABLE, WATERING = "/opt/garden/garden/api.py", "/opt/garden/garden/preview/watering/plan.py"
LIBRARY = "/usr/lib/python3/dist-packages/sqlalchemy/orm.py"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    root = tmp_path / "host"
    write(
        root,
        {
            "pyproject.toml": '[project]\nname = "garden"\n[tool.coldframe]\npreview_trees = ["garden.preview"]\n',
            "garden/__init__.py": "",
            "garden/api.py": "",
            "garden/preview/__init__.py": "",
            "garden/preview/watering/__init__.py": "",
            "garden/preview/watering/plan.py": "",
            "garden/preview/watering/preview.toml": 'title = "Watering"\nsummary = "Waters."\nowners = ["wet-hands"]\n',
            "garden/preview/mowing.py": "",
            "garden/tests/unit/preview/watering/test_plan.py": "",
            "CODEOWNERS": "/garden/api.py @gardeners\n",
        },
    )
    return root


def found(host: Path, text: str, **options: str) -> Blame:
    log = host.parent / "garden-api.log"
    log.write_text(text)
    return blame([str(log)], str(host), processes=1, **options)  # type: ignore[arg-type]


def test_the_innermost_owned_frame_counts_and_libraries_own_none(host: Path) -> None:
    (group,) = found(host, stack(STABLE, WATERING, LIBRARY)).groups
    assert (group.culprit.name, group.culprit.kind) == ("watering", "feature")
    assert [owner.name for owner in group.victims] == ["garden"]
    assert group.people == ("wet-hands",)
    assert "garden.preview.watering" in group.because


def test_a_feature_that_stable_code_fails_in_is_a_victim(host: Path) -> None:
    (group,) = found(host, stack(WATERING, STABLE)).groups
    assert (group.culprit.name, group.culprit.kind) == ("garden", "host")
    assert [owner.name for owner in group.victims] == ["watering"]
    assert group.people == ("@gardeners",)


def test_a_feature_of_another_version_is_known_by_its_name(host: Path) -> None:
    gone = "/usr/lib/python3/site-packages/garden/preview/watering/gone.py"
    (group,) = found(host, stack(gone)).groups
    assert group.culprit.name == "watering"


def test_the_first_exception_of_a_chain_counts(host: Path) -> None:
    text = (
        stack(WATERING)
        + "\nThe above exception was the direct cause of the following exception:\n\n"
        + stack(STABLE, error="garden.errors.Wrapped: it failed")
    )
    (group,) = found(host, text).groups
    assert (group.culprit.name, group.signature.kind) == ("watering", "ValueError")
    assert "Wrapped was raised from it" in group.because


def test_a_handler_with_a_fault_of_its_own_is_the_culprit(host: Path) -> None:
    text = (
        stack(STABLE)
        + "\nDuring handling of the above exception, another exception occurred:\n\n"
        + stack(WATERING, error="AttributeError: 'NoneType' object has no attribute 'id'")
    )
    (group,) = found(host, text).groups
    assert (group.culprit.name, group.signature.kind) == ("watering", "AttributeError")


def test_an_exception_that_only_asked_does_not_count(host: Path) -> None:
    asked = stack(STABLE, error="AttributeError: 'Plan' object has no attribute 'count'")
    during = "\nDuring handling of the above exception, another exception occurred:\n\n"
    (group,) = found(host, asked + during + stack(STABLE, WATERING, error="KeyError: 'id'")).groups
    assert (group.culprit.name, group.signature.kind) == ("watering", "KeyError")
    assert "only asked" in group.because
    # Here the function that asked says itself that there is nothing.
    (group,) = found(host, asked + during + stack(STABLE, error="Unsupported: no count")).groups
    assert group.signature.kind == "AttributeError"


def test_a_stamp_counts_where_no_declared_frame_is(host: Path) -> None:
    elsewhere = stack("/opt/other/other/x.py")
    head = "2026-11-25 10:00:00 ERROR [mowing] other.x: it failed\n"
    (group,) = found(host, head + elsewhere).groups
    assert (group.culprit.name, group.because) == ("mowing", "its record says feature=mowing")
    (group,) = found(host, head + stack(WATERING)).groups
    assert group.culprit.name == "watering"
    assert "mowing" in [owner.name for owner in group.bystanders]


def test_what_the_runtime_noted_counts(host: Path) -> None:
    note = "Preview features: 'mowing' raised this, in garden.preview.mowing\n"
    (group,) = found(host, stack(STABLE) + note).groups
    assert (group.culprit.name, group.because) == ("mowing", "Coldframe noted it")


def test_a_rule_file_goes_before_declarations(host: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.write_text("garden/preview/watering/plan.py planners\n*.c nobody\n")
    (group,) = found(host, stack(WATERING), rules=str(rules)).groups
    assert (group.culprit.name, group.culprit.kind) == ("planners", "rule")
    with pytest.raises(Mistake, match="cannot be read"):
        found(host, stack(WATERING), rules=str(tmp_path / "none"))


def test_a_failing_test_is_of_the_feature_that_it_tests(host: Path) -> None:
    (group,) = found(host, stack("garden/tests/unit/preview/watering/test_plan.py")).groups
    assert group.culprit.name == "watering"


def test_a_dead_agent_and_what_followed_are_one_story(host: Path) -> None:
    def at(clock: str, level: str, logger: str, text: str) -> str:
        head = f"2026-11-25 {clock}.000 7 {level} {logger} [-] it failed\n"
        prefix = f"2026-11-25 {clock}.000 7 {level} {logger} "
        return head + "".join(f"{prefix}{line}\n" for line in text.splitlines())

    timeout = stack(STABLE, error="MessagingTimeout: Timed out waiting for a reply to message 12")
    text = (
        at("09:00:00", "ERROR", "garden.api", stack(STABLE, error="ConnectionError: refused 1"))
        + at("10:00:00", "CRITICAL", "garden.agent", stack(WATERING))
        + at("10:00:40", "ERROR", "garden.api", timeout)
        + at("10:01:00", "ERROR", "garden.api", stack(STABLE, error="KeyError: 'x'"))
    )
    result = found(host, text)
    (story,) = result.stories
    assert story.death.culprit.name == "watering"
    assert [
        (g.signature.kind, after) for g, after in zip(story.followed, story.after, strict=True)
    ] == [("MessagingTimeout", 40.0)]


def test_messages_are_compared_without_what_varies() -> None:
    one = "port 9abba735-77c3-48d5-8215-b82bebc4a5b0 at 0x7f01 of /var/lib/x/17 from 10.0.0.1:80, 17 times"
    two = "port 475e9ab2-eb1b-43b9-899a-6ed6801d0c52 at 0x7e99 of /srv/y/18 from 10.1.2.3:81, 180 times"
    assert normal(one) == normal(two) == "port <id> at <addr> of <path> from <ip>, <n> times"
    sql = "(1205, 'Lock wait') 'UPDATE ports SET a=%s WHERE id = %s' (1, 'x')"
    assert normal(sql) == "(<n>, 'Lock wait') <UPDATE ports>"


def test_nothing_is_needed_to_begin(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(stack("/opt/stack/new/python-keystoneclient/keystoneclient/a.py"))
    (group,) = blame([str(tmp_path / "log")], str(tmp_path)).groups
    assert group.culprit.name == "keystoneclient"
