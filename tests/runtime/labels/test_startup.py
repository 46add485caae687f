"""The log of a process that starts says which previews are on, exactly once."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

LOG = logging.getLogger("startup")
RULE = "=" * 78


def test_what_is_on_is_said_once(host, caplog) -> None:
    previews = host.previews(cycle="major")
    previews.switch_on("loyalty, drones", by="option previews")
    for _ in range(3):
        previews.announce(LOG)
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert [record.getMessage() for record in caplog.records] == [
        RULE,
        f"PREVIEW FEATURES OF {host.tree} THAT ARE ON: 2",
        "  drones   since ?      until ?      by option previews",
        "           Drones is a preview feature: it is off by default, and may change or be"
        " removed in any release.",
        "  loyalty  since 1.0.0  until 3.0.0  by option previews",
        f"           {previews.consent('loyalty')}",
        RULE,
    ]
    assert "https://example.org/bugs?tag=loyalty" in caplog.text


def test_nothing_is_said_of_nothing(host, caplog) -> None:
    previews = host.previews()
    previews.announce(LOG)
    previews.switch_on("loyalty")
    previews.fail("loyalty", "it broke")
    previews.announce(LOG)
    assert caplog.records == []


def test_what_is_switched_on_later_is_said_later(host, caplog) -> None:
    previews = host.previews(label="experimental")
    previews.switch_on("loyalty")
    previews.announce()
    previews.switch_on("drones")
    previews.announce()
    heads = [r.getMessage() for r in caplog.records if "THAT ARE ON" in r.getMessage()]
    assert heads == [f"EXPERIMENTAL FEATURES OF {host.tree} THAT ARE ON: 1"] * 2
    assert {record.name for record in caplog.records} == {host.tree}
    said = [r.getMessage().split()[0] for r in caplog.records if " by code" in r.getMessage()]
    assert said == ["loyalty", "drones"]


def test_threads_that_start_at_once_say_it_once(host, caplog) -> None:
    previews = host.previews()
    previews.switch_on("loyalty")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: previews.announce(LOG), range(50)))
    assert len(caplog.records) == 5


def test_no_text_adds_a_line(host, caplog) -> None:
    host.write(
        "preview/loyalty/preview.toml",
        'title = "L\\nERROR a"\nfeedback = "https://a.org/\\u2028ERROR b"\nowners = ["a"]\n',
    )
    previews = host.previews(label="pre\nview")
    previews.switch_on("loyalty", by="option\rERROR c\x1b[2J")
    previews.announce(LOG)
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 5
    assert all(message.isprintable() for message in messages)
