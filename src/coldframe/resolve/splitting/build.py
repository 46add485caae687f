"""Builds wheels with hatchling from copies, so that neither the tree nor its code takes part."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import copyfile
from typing import TYPE_CHECKING, Any

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.resolve.splitting.wheels import Division, Wheel


def build(
    division: Division, scratch: str, say: Callable[[str], None] = lambda doing: None
) -> list[str]:
    """Build every wheel below ``scratch``; their files, in the order of the wheels.

    Raises Mistake where hatchling refuses the metadata.
    """
    import hatchling.builders.wheel  # noqa: F401  (said to be missing before work begins)

    built = []
    with _environment(_epoch(division.root)):
        for number, wheel in enumerate(division.wheels):
            say(f"building {wheel.distribution}")
            built.append(_one(division.root, wheel, os.path.join(scratch, str(number))))
    return built


def _one(root: str, wheel: Wheel, folder: str) -> str:
    from hatchling.builders.wheel import WheelBuilder

    class Builder(WheelBuilder):
        def get_default_tag(self) -> str:  # hatchling's adds py2 if no version is required
            return "py3-none-any"

    forced: dict[str, dict[str, str]] = {"code": {}, "data": {}, "script": {}}
    for packed in wheel.files:
        target = os.path.join(folder, packed.kind, packed.place)
        _copy(root, packed.source, target)
        forced[packed.kind][f"{packed.kind}/{packed.place}"] = packed.place
    project = dict(wheel.project)
    readme = project.get("readme")
    beside = [*project["license-files"], readme.get("file") if isinstance(readme, dict) else readme]
    for path in beside:
        if isinstance(path, str):
            _copy(root, path, os.path.join(folder, path))
    config: dict[str, Any] = {
        "project": project,
        "tool": {
            "hatch": {
                "metadata": {"allow-direct-references": True},
                "build": {
                    "reproducible": True,
                    "ignore-vcs": True,
                    "targets": {
                        "wheel": {
                            "bypass-selection": True,
                            "force-include": forced["code"],
                            "shared-data": forced["data"],
                            "shared-scripts": forced["script"],
                        }
                    },
                },
            }
        },
    }
    try:
        (path,) = Builder(folder, config=config).build(
            directory=os.path.join(folder, "wheel"), versions=["standard"]
        )
    except (ValueError, TypeError, OSError) as error:
        raise Mistake(
            f"the metadata of {wheel.distribution} cannot go into a wheel: {error}",
            "Correct it in the host's packaging files.",
        ) from None
    return str(path)


def _copy(root: str, source: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    place = os.path.join(root, source)
    copyfile(place, target, follow_symlinks=False)
    os.chmod(target, 0o755 if os.access(place, os.X_OK) else 0o644)


def _epoch(root: str) -> str:
    """The time that the wheels bear: as said, or that of the commit, or 2020-02-02."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if said:
        if not said.isdigit():
            raise Mistake(
                f"SOURCE_DATE_EPOCH is {said!r}; it must be whole seconds since 1970",
                "Set it to such a number, or unset it.",
            )
        return said
    from coldframe.source.git import GitError, git

    try:
        return git(root, "log", "-1", "--format=%ct").decode().strip() or "1580601600"
    except GitError:
        return "1580601600"


@contextmanager
def _environment(epoch: str) -> Iterator[None]:
    """What hatchling reads from the environment, put back afterwards."""
    # Classifiers newer than the installed list are the host's business.
    ours = {"SOURCE_DATE_EPOCH": epoch, "HATCH_METADATA_CLASSIFIERS_NO_VERIFY": "1"}
    before = {key: os.environ.get(key) for key in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
