"""Releases in order: which tags count, what a cycle is, what comes next."""

from __future__ import annotations

import random

import pytest

from coldframe.declare.calendar import Calendar, Release
from coldframe.declare.known_releases import calendar_from
from coldframe.declare.mistake import Mistake
from coldframe.declare.settings import CalendarSettings
from coldframe.declare.version import read_version


def calendar(*tags: str, **settings: object) -> Calendar:
    pairs = [tag.split("=") if "=" in tag else (tag, "") for tag in tags]
    return calendar_from([(tag, day) for tag, day in pairs], CalendarSettings(**settings))  # type: ignore[arg-type]


def versions(found: Calendar) -> list[str]:
    return [release.version for release in found.releases]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("1.0 1.1 1.10 1.9", "1.0 1.1 1.9 1.10"),
        ("v1.0.0 v1.1.0", "1.0.0 1.1.0"),
        ("release-1.0 release-2.0", "1.0 2.0"),
        ("release/1.0 release/2.0", "1.0 2.0"),
        ("host-1.0 host-1.1", "1.0 1.1"),
        ("host@1.0.0 host@2.0.0", "1.0.0 2.0.0"),
        ("host-v1.0 host-v1.1", "1.0 1.1"),
        ("rel_1_3_24 rel_2_0_0 rel_2_0_0b1", "1.3.24 2.0.0"),
        ("v31 v32 v33", "31 32 33"),
        ("24.1.0 24.10.0 24.2.0", "24.1.0 24.2.0 24.10.0"),
        ("2024.1.0 2024.1.1 2024.12.0 2024.2.0b3", "2024.1.0 2024.1.1 2024.12.0"),
        ("28.0.0 29.0.0.0b1 29.0.0.0rc1 29.0.0 stein-em kilo-eol", "28.0.0 29.0.0"),
        ("1.0 1.1a1 1.1.dev3 1.1-alpha 1.1-alpha.2 1.1-rc.1 1.1b2 1.1c1 v1.1-preview", "1.0"),
        ("1.0 1.0.post1 1.1", "1.0 1.0.post1 1.1"),
        ("1.0 v1.0 1.0.0 release-1.0", "1.0"),  # one version once
        ("v0.9 1.0", "0.9 1.0"),  # a host may change its prefix
        ("nightly 20240131 deploy-prod latest 3f2a9c1", ""),
        ("1.0 1.0+ubuntu1", "1.0"),
        ("v1.0 vendor-patch-7 before-rewrite", "1.0"),
    ],
)
def test_auto_tells_releases_from_other_tags(tags: str, expected: str) -> None:
    assert versions(calendar(*tags.split())) == expected.split()


def test_earliest_tag_of_a_version_gives_its_day() -> None:
    found = calendar("v1.0=2024-03-01", "1.0.0=2024-05-01")
    assert found.releases == (Release("1.0", "2024-03-01", "v1.0"),)


def test_tags_of_the_part_called_like_the_host_are_taken() -> None:
    tags = [(f"core-{n}.0.0", "") for n in range(1, 9)] + [
        ("my_app@0.1.0", ""),
        ("my_app@0.2.0", ""),
    ]
    assert versions(calendar_from(tags, CalendarSettings(), ["my_app"])) == ["0.1.0", "0.2.0"]
    other = calendar_from(tags, CalendarSettings())
    assert other.latest is not None and other.latest.tag == "core-8.0.0"
    assert "setting calendar.tags" in other.notes[0]


def test_own_pattern() -> None:
    found = calendar("ship/1.0", "ship/1.1", "v9.0", tags=r"ship/(?P<version>.+)")
    assert versions(found) == ["1.0", "1.1"]


@pytest.mark.parametrize("pattern", ["(", r"ship/(.+)"])
def test_unusable_pattern_is_a_mistake(pattern: str) -> None:
    with pytest.raises(Mistake, match=r"calendar\.tags"):
        calendar("1.0", tags=pattern)


@pytest.mark.parametrize(
    ("tags", "cycle"),
    [
        ("1.0.0 1.1.0 2.0.0", "minor"),
        ("1.0.0 2.0.0 2.0.1 3.0.0", "major"),
        ("v31 v32", "major"),
        ("29.0.0 29.1.0 30.0.0 30.0.0.0rc1", "major"),  # a series: its rc tags say so
        ("2024.1.0 2024.2.0 2025.1.0", "minor"),
        ("0.25.0 0.26.0 1.0.0", "minor"),
        ("1.0.0", "minor"),
        ("0.1.0 0.2.0", "minor"),
    ],
)
def test_auto_cycle(tags: str, cycle: str) -> None:
    assert calendar(*tags.split()).cycle == cycle


def test_patches_start_no_cycle() -> None:
    found = calendar("1.0.0", "1.0.1", "1.0.2", "1.1.0", "1.2.0", "1.2.1", "2.0.0")
    assert [step.version for step in found.steps] == ["1.0.0", "1.1.0", "1.2.0", "2.0.0"]
    assert found.cycles_between("1.0.2", "1.2.1") == 2
    assert found.cycles_between("1.2.0", "1.0.0") == -2
    assert found.after("1.0.2", 2).version == "1.2.0"


def test_cycle_release_counts_every_one() -> None:
    found = calendar("1.0.0", "1.0.1", "1.0.2", cycle="release")
    assert found.cycles_between("1.0.0", "1.0.2") == 2
    assert str(found.after("1.0.2", 2)) == "~1.0.4"


def test_find_takes_tags_and_other_spellings() -> None:
    found = calendar("v1.16.0", "v1.15.0")
    for spelling in ("1.16.0", "v1.16.0", "1.16", "V1.16"):
        release = found.find(spelling)
        assert release is not None and release.tag == "v1.16.0"
    assert (
        found.find("1.17") is None and found.find("1.16.0rc1") is None and found.find("x") is None
    )


def test_planned_come_after_and_are_not_the_latest() -> None:
    found = calendar(
        "1.0.0", "1.1.0", planned=(("1.2.0", "2030-01-01"), ("1.3.0", ""), ("1.1", ""))
    )
    assert versions(found) == ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]
    assert found.latest is not None and found.latest.version == "1.1.0"
    assert found.after("1.1.0", 1) == Release("1.2.0", "2030-01-01", planned=True)
    assert str(found.after("1.1.0", 3)) == "~1.4.0"


def test_planned_past_is_a_mistake() -> None:
    with pytest.raises(Mistake, match=r"1\.0\.5 comes before 1\.1\.0"):
        calendar("1.1.0", planned=(("1.0.5", ""),))


@pytest.mark.parametrize(
    ("tags", "ahead", "expected"),
    [
        ("31.0.0 32.0.0", 2, "~34.0.0"),
        ("1.15.0 1.16.0", 2, "~1.18.0"),
        ("1.15 1.16", 1, "~1.17"),
        ("2023.1.0 2023.2.0 2024.1.0", 1, "~2024.2.0"),
        ("2023.1.0 2023.2.0 2024.1.0", 2, "~2025.1.0"),
        ("v31 v32", 1, "~33"),
        ("19.04=2019-04-18 19.10=2019-10-17 20.04=2020-04-23", 2, "~21.04"),
    ],
)
def test_projection_goes_on_by_the_last_step(tags: str, ahead: int, expected: str) -> None:
    found = calendar(*tags.split())
    assert found.latest is not None
    assert str(found.after(found.latest.version, ahead)) == expected


def test_monthly_versions_are_projected_by_the_median_interval() -> None:
    found = calendar(
        "2024.10.0=2024-10-02",
        "2024.11.0=2024-11-06",
        "2024.12.0=2024-12-04",
        "2025.1.0=2025-01-03",
    )
    release = found.after("2025.1.0", 2)
    assert release.projected and (str(release), release.day) == ("~2025.3.0", "2025-03-04")


def test_two_digit_years_need_days_to_be_seen() -> None:
    found = calendar("23.11.0=2023-11-01", "24.2.0=2024-02-01", "24.5.0=2024-05-01")
    assert str(found.after("24.5.0", 3)) == "~25.2.0"


def test_projected_day_is_left_open_without_days() -> None:
    assert calendar("1.0", "1.1").after("1.1", 1).day == ""


def test_a_version_that_does_not_exist_yet_is_placed() -> None:
    found = calendar("30.0.0", "31.0.0", "32.0.0")
    assert found.cycles_between("32.0.0", "35.0.0") == 3
    assert found.after("33.0.0", 2).version == "35.0.0"
    assert found.after("33.0.0", 0).version == "33.0.0"
    assert found.cycles_between("20.0.0", "30.0.0") == 1  # before all: at least one


def test_backwards_clock_orders_by_version_and_is_noted() -> None:
    found = calendar("1.0.0=2024-05-01", "1.1.0=2024-02-01", "1.2.0=2024-06-01")
    assert versions(found) == ["1.0.0", "1.1.0", "1.2.0"]
    assert "Versions count" in found.notes[0]


def test_late_patch_of_an_old_series_is_nothing_odd() -> None:
    found = calendar("1.0.0=2024-01-01", "1.1.0=2024-03-01", "1.0.1=2024-06-01")
    assert found.notes == [] and found.latest is not None and found.latest.version == "1.1.0"


def test_years_given_up_for_numbers_come_first() -> None:
    found = calendar(
        "2014.2.0=2014-10-16", "2015.1.0=2015-04-30", "7.0.0=2015-10-15", "8.0.0=2016-04-07"
    )
    assert versions(found) == ["2014.2.0", "2015.1.0", "7.0.0", "8.0.0"]
    assert found.cycle == "major" and found.cycles_between("2015.1.0", "8.0.0") == 2
    assert "way of counting" in found.notes[0]


def test_tags_that_are_moved_along_are_no_releases() -> None:
    moved = calendar(
        "v1=2024-05-01", "v1.0.0=2024-01-01", "v1.4.2=2024-05-01", "v1.4=2024-05-01",
        "v1.4.0=2024-03-01",
    )  # fmt: skip
    assert versions(moved) == ["1.0.0", "1.4.0", "1.4.2"]
    moved = calendar("v2=2024-05-01", "v2.3.1=2024-04-30")
    assert versions(moved) == ["2.3.1"]


def test_short_tags_before_their_patches_are_releases() -> None:
    found = calendar("1.0=2024-01-01", "1.0.1=2024-02-01", "1.1=2024-03-01", "1.1.1=2024-04-01")
    assert versions(found) == ["1.0", "1.0.1", "1.1", "1.1.1"]


def test_a_list_that_lags_behind_the_tags_is_noted() -> None:
    found = calendar("v1.0", "v1.1", releases=(("1.0", ""),))
    assert versions(found) == ["1.0"] and "Git has a tag for 1.1" in found.notes[0]


def test_list_replaces_tags_which_still_give_days() -> None:
    found = calendar(
        "v1.0=2024-01-01", "v1.1=2024-02-01", releases=(("1.0", ""), ("2.0", "2025-01-01"))
    )
    assert found.releases == (Release("1.0", "2024-01-01", "v1.0"), Release("2.0", "2025-01-01"))


def test_code_names_keep_the_order_of_the_list() -> None:
    found = calendar(releases=(("kilo", ""), ("liberty", ""), ("mitaka", "")))
    assert versions(found) == ["kilo", "liberty", "mitaka"]
    assert found.cycles_between("kilo", "mitaka") == 2
    assert not found.knows("newton") and found.nearest("liberti") == ("liberty",)


def test_no_releases_at_all() -> None:
    found = calendar()
    assert found.latest is None and found.releases == ()
    assert str(found.after("1.0.0", 2)) == "~1.2.0"


def test_order_of_tags_does_not_matter() -> None:
    tags = [
        f"v{major}.{minor}.{patch}=20{20 + major}-0{minor + 1}-0{patch + 1}"
        for major in range(3)
        for minor in range(4)
        for patch in range(3)
    ]
    expected = versions(calendar(*tags))
    for seed in range(5):
        random.Random(seed).shuffle(tags)
        assert versions(calendar(*tags)) == expected


@pytest.mark.parametrize("text", ["", ".", "1..2", "v", "²", "1" * 30, "abc", "1.x", "٣.١"])
def test_what_is_no_version(text: str) -> None:
    assert read_version(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1.0",
        "1.2.3",
        "v2.0",
        "1!2.0",
        "1.0.post2",
        "1.0a1",
        "2.0.dev1",
        "1.0-rc.1",
        "29.0.0.0b1",
        "1.0+local",
        "1.0rc1.dev4",
        "1.0.0-beta",
        "1.0_1",
        "2024.01.05",
    ],
)
def test_versions_are_read_as_packaging_reads_them(text: str) -> None:
    packaging = pytest.importorskip("packaging.version")
    version = read_version(text)
    try:
        reference = packaging.Version(text)
    except packaging.InvalidVersion:
        assert version is None
        return
    assert version is not None
    assert version.final is not reference.is_prerelease
    assert version.epoch == reference.epoch
    stripped = list(reference.release)
    while len(stripped) > 1 and stripped[-1] == 0:
        stripped.pop()
    assert list(version.numbers) == stripped


MINORS = [("1.15.0", ""), ("1.16.0", "")]
MONTHS = [(f"2024.{month}.0", f"2024-{month:02}-03") for month in range(6, 13)]
HALVES = [("2023.1", ""), ("2023.2", ""), ("2024.1", "")]
MAJORS = [("31.0.0", ""), ("32.0.0", "")]


@pytest.mark.parametrize("tags", [MINORS, MONTHS, HALVES, MAJORS])
@pytest.mark.parametrize("cycles", range(30))
def test_what_is_n_cycles_on_is_n_cycles_away(tags: list[tuple[str, str]], cycles: int) -> None:
    found = calendar_from(tags, CalendarSettings())
    for release in found.releases:
        ahead = found.after(release.version, cycles)
        assert found.cycles_between(release.version, ahead.version) == cycles
        assert found.is_later(ahead.version, release.version) is (cycles > 0)


@pytest.mark.parametrize("cycles", range(5))
def test_cycles_of_a_major_that_is_being_made(cycles: int) -> None:
    found = calendar_from(MINORS, CalendarSettings())
    assert found.after("2.0.0", cycles).version == f"2.{cycles}.0"
    assert found.cycles_between("2.0.0", f"2.{cycles}.0") == cycles
    assert found.cycles_between("1.16.0", "2.0.0") == 1


def test_without_releases_versions_tell_the_distance() -> None:
    found = calendar()
    assert found.cycles_between("1.0.0", "1.2.0") == 2
    assert found.cycles_between("1.2.0", "1.0.0") == -2
    assert found.cycles_between("1.2.0", "1.2.5") == 0
    assert found.cycles_between("1.9.0", "2.0.0") == 1
