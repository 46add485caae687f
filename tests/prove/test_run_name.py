"""A run of CI is known from its environment; elsewhere every call is a run."""

from __future__ import annotations

import pytest

from coldframe.prove.run_name import run_name


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"GITHUB_RUN_ID": "17", "GITHUB_RUN_ATTEMPT": "2"}, "github-17.2"),
        ({"CI_PIPELINE_ID": "5", "CI_JOB_ID": "9"}, "gitlab-5.9"),
        ({"BUILD_TAG": "jenkins-neutron-12"}, "jenkins-jenkins-neutron-12"),
    ],
)
def test_ci(environment: dict[str, str], name: str) -> None:
    assert run_name(environment) == name


def test_elsewhere() -> None:
    assert run_name({}) != run_name({"GITHUB_RUN_ATTEMPT": "1"})
