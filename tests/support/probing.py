"""Hosts whose features are really imported, in child interpreters."""

from __future__ import annotations

from pathlib import Path

from hosts import commit_all, open_host, write

from coldframe.check.probe.outcome import FeatureProbe

SETTINGS = '[tool.coldframe]\npreview_trees = ["pkg.preview"]\n'


def probed(
    root: Path,
    files: dict[str, str],
    *,
    settings: str = "",
    python: str = "",
    timeout: float = 60,
    notes: list[str] | None = None,
) -> FeatureProbe:
    """What the probe of the feature ``pkg.preview.one`` finds; ``files`` are added to it."""
    base = {
        "pyproject.toml": SETTINGS + settings,
        "pkg/__init__.py": "",
        "pkg/preview/__init__.py": "",
        "pkg/preview/one/__init__.py": "",
    }
    write(root, {**base, **files})
    commit_all(root)
    host = open_host(root)
    host.probing, host.probe_python, host.probe_timeout = True, python, timeout
    outcome = host.probe
    assert outcome is not None
    if notes is not None:
        notes += host.notes
    return outcome.features["pkg.preview.one"]


def told(found: FeatureProbe) -> list[tuple[str, str, str | None, str | None]]:
    """The changes without their places."""
    return [(c.registry, c.key, c.before, c.after) for c in found.changes]
