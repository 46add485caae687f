"""A claim means the same to the rules, which read code, and to the runtime, which has requests."""

from __future__ import annotations

import pytest

from coldframe.declare.claimed_routes import claim_matches, matching

ONE = ["{card}", "<card>", "<int:card>", "{card:int}", ":card"]


@pytest.mark.parametrize("claimed", ONE)
def test_a_parameter_is_one_part_of_a_request(claimed: str) -> None:
    claims = matching([f"/points/{claimed}/cards"])
    assert claims.match("/points/7/cards")
    assert not claims.match("/points/7/8/cards")
    assert not claims.match("/points//cards")
    assert not claims.match("/points/7/cards/8")


@pytest.mark.parametrize("claimed", ["{rest:path}", "<path:rest>", "*"])
def test_a_parameter_of_several_parts(claimed: str) -> None:
    claims = matching([f"/files/{claimed}"])
    assert claims.match("/files/a") and claims.match("/files/a/b")


@pytest.mark.parametrize("written", ONE)
@pytest.mark.parametrize("claimed", [*ONE, "*"])
def test_names_and_spellings_of_parameters_do_not_matter(claimed: str, written: str) -> None:
    written = written.replace("card", "number")
    assert claim_matches(f"/points/{claimed}", f"/points/{written}")
    assert claim_matches(f"/points/{claimed}/cards", f"/points/{written}/cards")
    assert not claim_matches(f"/points/{claimed}/cards", f"/points/{written}")


def test_a_route_of_several_parts_is_more_than_one() -> None:
    for written in ("/files/{name:path}", "/files/<path:name>"):
        assert not claim_matches("/files/{name}", written)
        assert claim_matches("/files/{name:path}", written)
        assert claim_matches("/files/*", written)


@pytest.mark.parametrize(
    ("claim", "path"),
    [
        ("/jobs/7:cancel", "/jobs/7:cancel"),  # a colon within a part is a colon
        ("/jobs/{job}:cancel", "/jobs/7:cancel"),
        ("/v[12]/jobs", "/v2/jobs"),
        ("/{a}/{b}", "/x/y"),
        ("/é/{a}", "/é/ü"),
    ],
)
def test_the_rest_is_a_glob(claim: str, path: str) -> None:
    assert matching([claim]).match(path)
    assert not matching([claim]).match(path + "/more")
    assert not matching([claim]).match(path[1:])


def test_any_of_several_claims() -> None:
    assert matching(["/a", "/b/{c}"]).match("/b/1")
    assert not matching(["/a", "/b/{c}"]).match("/c")
