"""Reviews that git holds."""

from __future__ import annotations

from pathlib import Path

from evidenced import LOYALTY, shop
from hosts import commit_all, git, open_host, write

from coldframe.prove.evidence.fact import FAILED, PASSED
from coldframe.prove.sources.git_reviews import NOTES, votes_in_git
from coldframe.prove.sources.reviews import Vote

CODE = "shop/preview/loyalty/points.py"


def reviews(root: Path) -> list[Vote]:
    host = open_host(root)
    return votes_in_git(host, next(f for f in host.features if f.module == LOYALTY))


def test_trailers_and_notes_of_the_last_commit_on_the_code(tmp_path: Path) -> None:
    shop(tmp_path)
    commit_all(tmp_path)
    assert reviews(tmp_path) == []
    write(tmp_path, {CODE: "def points(total): return total // 5\n"})
    trailers = (
        "Points are worth more\n\nReviewed-by: Bob <bob@example.org>\n"
        "Code-Review: -1 Eve <eve@example.org>\nReviewed-by: Ada <ada@example.org>\n"
    )
    git(tmp_path, "commit", "-qam", trailers)
    votes = (
        "Code-Review+2: Cy <cy@example.org>\nWorkflow+1: Bob <bob@example.org>\nVerified+2: Zuul\n"
    )
    git(tmp_path, "notes", f"--ref={NOTES}", "add", "-m", votes)
    write(tmp_path, {"shop/till.py": "def total(prices): return 0\n"})
    git(tmp_path, "commit", "-qam", "Another part\n\nReviewed-by: Zoe <zoe@example.org>\n")
    found = reviews(tmp_path)
    assert [(vote.subject, vote.outcome, vote.value) for vote in found] == [
        ("approval by bob@example.org", PASSED, 2),
        ("review by bob@example.org", PASSED, 2),
        ("review by cy@example.org", PASSED, 2),
        ("review by eve@example.org", FAILED, -1),
    ]
    assert {vote.commit for vote in found} == {git(tmp_path, "rev-parse", "HEAD~").strip()}


def test_without_git_nobody_has_reviewed(tmp_path: Path) -> None:
    shop(tmp_path)
    assert reviews(tmp_path) == []
