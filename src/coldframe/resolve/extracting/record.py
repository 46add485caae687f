"""What the new project remembers of its host, so that it can go back to where it was.

``[tool.coldframe.extracted]`` in its ``pyproject.toml``; ``coldframe adopt`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.source.tree import Tree


class Record(NamedTuple):
    """Where a project was before it was extracted.

    ``feature`` is its module in the ``host``, ``tree`` the preview tree's, ``package`` its own
    package now.  ``version`` and ``commit`` are those of the host when it left; the commit
    holds every file as it was.  ``places`` maps files and folders (with a slash at their end)
    to where they were; ``stays`` are files and folders that are the new project's own.
    """

    host: str
    feature: str
    tree: str
    package: str
    version: str = ""
    commit: str = ""
    places: Mapping[str, str] = {}
    stays: tuple[str, ...] = ()

    def keeps(self, path: str) -> bool:
        """Whether the file ``path`` is the new project's own."""
        return any(path == one or (one[-1:] == "/" and path.startswith(one)) for one in self.stays)

    def origin(self, path: str) -> str:
        """Where the file ``path`` of the project was, or would be, in the host.

        Empty for what stays behind, and for a file of which nothing is known.
        """
        if self.keeps(path):
            return ""
        if path in self.places:
            return self.places[path]
        folder = path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            old = self.places.get(f"{folder}/")
            if old is not None:
                return old + path[len(folder) + 1 :]
        return ""


def places(pairs: Iterable[tuple[str, str]], package: str) -> dict[str, str]:
    """As few folders and files as say where each new path of ``pairs`` (new, old) was.

    The longest folder counts: ``shop_gold/`` may be from one folder, ``shop_gold/tests/`` from
    another.  Folders above that of the ``package`` say nothing: others may come into them.
    """
    from collections import Counter

    open_pairs = dict(sorted(pairs))
    done: dict[str, str] = {}
    found: dict[str, str] = {}
    votes: Counter[tuple[str, str]] = Counter()
    for new, old in open_pairs.items():
        votes.update(_folders(new, old))
    for (folder, target), count in sorted(
        votes.items(), key=lambda vote: (-vote[1], len(vote[0][0]), vote[0])
    ):
        told = {new: old for new, old in open_pairs.items() if new.startswith(folder)}
        fits = {new: old for new, old in told.items() if target + new[len(folder) :] == old}
        known = f"{package}/".startswith(folder) and folder != f"{package}/"
        known = known or any(new.startswith(folder) for new in done)
        if count > 1 and len(fits) > 1 and folder not in found and not known:
            found[folder] = target
            done.update(fits)
            open_pairs = {new: old for new, old in open_pairs.items() if new not in fits}
    found.update(open_pairs)
    return dict(sorted(found.items()))


def _folders(new: str, old: str) -> list[tuple[str, str]]:
    """The folders above ``new`` that were a folder above ``old``, as far as names agree."""
    found = []
    while "/" in new and "/" in old:
        (new, _, last), (old, _, other) = new.rpartition("/"), old.rpartition("/")
        if last != other:
            break
        found.append((f"{new}/", f"{old}/"))
    return found


def record_text(record: Record) -> str:
    """``record`` as tables of TOML."""
    from coldframe.resolve.declaring.written_toml import value_text

    lines = ["[tool.coldframe.extracted]  # `coldframe adopt` puts everything back with this"]
    for key in ("host", "feature", "tree", "package", "version", "commit", "stays"):
        value = getattr(record, key)
        if value:
            lines.append(f"{key} = {value_text(value)}")
    lines += ["", "[tool.coldframe.extracted.places]"]
    lines += [f"{value_text(new)} = {value_text(old)}" for new, old in record.places.items()]
    return "\n".join(lines) + "\n"


def read_record(tree: Tree) -> Record | None:
    """What the project in ``tree`` remembers; None if it was never extracted.

    What is written in another way than ``record_text`` writes it counts as not written.
    """
    from coldframe.check.packaging.sources import Sources, table, texts

    written = table(Sources(tree).pyproject, "tool", "coldframe", "extracted")
    said = {key: value for key, value in written.items() if isinstance(value, str)}
    if not said.get("feature") or not said.get("package"):
        return None
    feature = said["feature"]
    return Record(
        said.get("host", ""),
        feature,
        said.get("tree", feature.rpartition(".")[0]),
        said["package"],
        said.get("version", ""),
        said.get("commit", ""),
        {k: v for k, v in table(written, "places").items() if isinstance(v, str)},
        tuple(texts(written.get("stays", []))),
    )
