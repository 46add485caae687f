"""The examples on a feature's pages are really run."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidenced import feature_of, shop

from coldframe.prove.examples.run import Tried, run_examples

PAGE = '''\
# Loyalty

```python
from shop.preview.loyalty.points import points
worth = points(120)
```

It is worth:

    >>> worth
    12

And no more:

```pycon
>>> worth + 1
12
```

```python
assert worth == 13, "unlucky"
```

```python  title="not now"
raise SystemExit(3)  # doctest: +SKIP
```

```text
this is no Python
```
'''
RST = """\
Loyalty
=======

.. code-block:: python
   :linenos:

   from shop.preview.loyalty.points import points
   total = points(50)

It is worth this much:

>>> total
5

.. code-block:: console

   $ rm -rf /
"""


def tried(root: Path, patience: float = 60, **pages: str) -> list[Tried]:
    host = shop(root, **{f"docs/loyalty{name}": text for name, text in pages.items()})
    return run_examples(host, feature_of(host), patience=patience)


def test_blocks_and_sessions_of_a_page_share_their_names(tmp_path: Path) -> None:
    found = tried(tmp_path, **{".md": PAGE})
    assert [(one.subject, one.outcome) for one in found] == [
        ("docs/loyalty.md:4", "passed"),
        ("docs/loyalty.md:10", "passed"),
        ("docs/loyalty.md:16", "failed"),
        ("docs/loyalty.md:21", "failed"),
        ("docs/loyalty.md:25", "skipped"),
    ]
    assert "Expected:\n    12\nGot:\n    13" in found[2].why
    assert "unlucky" in found[3].why
    assert 'docs/loyalty.md", line 21' in found[3].why


def test_restructured_text(tmp_path: Path) -> None:
    found = tried(tmp_path, **{".rst": RST})
    assert [(one.subject, one.outcome) for one in found] == [
        ("docs/loyalty.rst:7", "passed"),
        ("docs/loyalty.rst:12", "passed"),
    ]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import os; os._exit(9)", "the process ended with status 9"),
        ("import os; os.kill(os.getpid(), 9)", "the process ended with status -9"),
        ("import time; time.sleep(60)", "the page took longer than 1.5 s"),
    ],
)
def test_a_page_that_ends_its_process_or_none(tmp_path: Path, code: str, why: str) -> None:
    page = f"```python\nx = 1\n```\n\n```python\n{code}\n```\n\n>>> x\n1\n"
    found = tried(tmp_path, 1.5, **{".md": page})
    assert [(one.outcome, one.why) for one in found] == [
        ("passed", ""),
        ("error", why),
        ("error", why),
    ]


def test_pages_without_examples(tmp_path: Path) -> None:
    assert tried(tmp_path, **{".md": "# Loyalty\n\n```\nx\n```\n", ".rst": "```python\n"}) == []
