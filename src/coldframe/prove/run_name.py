"""What the present run of CI is called, so that facts of its jobs belong together."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping

from coldframe.prove.evidence.fact import now

# Whose the variables are → those that name a run, with the attempt, which is a run of its own.
_VARIABLES = {
    "github": ("GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT"),
    "gitlab": ("CI_PIPELINE_ID", "CI_JOB_ID"),
    "zuul": ("ZUUL_BUILD",),
    "jenkins": ("BUILD_TAG",),
    "buildkite": ("BUILDKITE_BUILD_ID", "BUILDKITE_RETRY_COUNT"),
    "circleci": ("CIRCLE_WORKFLOW_ID", "CIRCLE_BUILD_NUM"),
    "azure": ("BUILD_BUILDID", "SYSTEM_JOBATTEMPT"),
    "travis": ("TRAVIS_JOB_ID",),
    "drone": ("DRONE_BUILD_NUMBER",),
    "prow": ("PROW_JOB_ID",),
}


def run_name(environment: Mapping[str, str] = os.environ) -> str:
    """The name of the run of CI around us; elsewhere a fresh one.

    GitHub Actions, GitLab, Zuul, Jenkins, Buildkite, CircleCI, Azure Pipelines, Travis, Drone and
    Prow name it in environment variables.
    """
    for whose, names in _VARIABLES.items():
        if environment.get(names[0]):
            said = [environment[name] for name in names if environment.get(name)]
            return f"{whose}-{'.'.join(said)}"
    return f"{now().replace(':', '').replace('-', '')}-{uuid.uuid4().hex[:6]}"
