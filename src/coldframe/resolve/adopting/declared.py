"""The declaration of an adopted feature: what its project says, and what is found in its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.host import Host
from coldframe.resolve.adopting.own_claims import own_claims
from coldframe.resolve.declaring.declaration_text import new_declaration
from coldframe.resolve.declaring.docstrings import first_sentence, spelled
from coldframe.resolve.declaring.inferred import inferred
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.source.tree import Tree


class Given(NamedTuple):
    """What the user says about the feature, before anything is looked up.

    ``known_owners`` are those that an earlier run has found out, maybe for another user.
    """

    title: str = ""
    owners: tuple[str, ...] = ()
    spec: str = ""
    known_owners: tuple[str, ...] = ()


def declare(adoption: Adoption, given: Given, extras: tuple[str, ...]) -> None:
    """Label the pages of the feature, and write its declaration."""
    from coldframe.resolve.adopting.labelled_pages import labelled
    from coldframe.resolve.adopting.layout import DOCS
    from coldframe.resolve.adopting.ownership import ownership_edit

    host = adoption.host
    pages = tuple(path for path in adoption.come(DOCS) if host.places.is_docs(path))
    title = given.title.strip() or spelled(
        adoption.feature.name, _description(adoption.project.tree).encode()
    )
    adoption.edits.add(labelled(adoption.edits.tree, pages, title, host.settings.label))
    if given.owners:
        owned = ownership_edit(adoption.edits.tree, adoption.feature.path, given.owners)
        adoption.edits.add([owned] if owned else [])
    else:
        given = given._replace(owners=given.known_owners or _owners(adoption))
    if adoption.edits.tree.exists(adoption.feature.declaration_path):
        adoption.notes.append("The project brings a declaration: it comes as it is.")
    else:
        adoption.edits.add([_declaration(adoption, given, pages, extras)])


def _owners(adoption: Adoption) -> tuple[str, ...]:
    """Whom the project's CODEOWNERS says, or whoever is known to the host."""
    from coldframe.resolve.declaring.owners import known_owners
    from coldframe.source.codeowners import owners

    package = adoption.package
    front = f"{package.path}/__init__.py" if package.is_folder else package.path
    known = owners(adoption.project.tree, front)
    return known or known_owners(adoption.host, adoption.feature)


def _declaration(
    adoption: Adoption, given: Given, pages: tuple[str, ...], extras: tuple[str, ...]
) -> Edit:
    """The declaration, made from the host as it will be."""
    feature = adoption.feature
    host = Host(adoption.edits.tree, adoption.settings)
    here = next((one for one in host.features if one.path == feature.path), feature)
    draft = inferred(host, [here])[here.module]
    written = draft.declaration
    gaps = dict(draft.gaps)
    said = _description(adoption.project.tree)
    title = given.title.strip() or written.title
    if title == spelled(feature.name, b""):
        title = spelled(feature.name, said.encode())
    summary = written.summary or first_sentence(said)
    spec = given.spec or written.spec
    for key, value in (("summary", summary), ("owners", given.owners), ("spec", spec)):
        if value:
            gaps.pop(key, None)
    gaps["since"] = "the first release with it, as soon as there is one"
    declaration = written._replace(
        title=title,
        summary=summary,
        spec=spec,
        since="",
        owners=given.owners,
        claims=own_claims(host, here, written, pages, extras, adoption.revision),
    )
    text = new_declaration(draft._replace(declaration=declaration, gaps=gaps))
    return Edit(feature.declaration_path, None, text, "Declaration")


def title_of(adoption: Adoption) -> str:
    """What people call the feature, as far as its project says."""
    return spelled(adoption.feature.name, _description(adoption.project.tree).encode())


def _description(project: Tree) -> str:
    from coldframe.check.packaging.sources import Sources, table

    sources = Sources(project)
    found = table(sources.pyproject, "project").get("description")
    found = found or table(sources.pyproject, "tool", "poetry").get("description")
    metadata = sources.setup_cfg.get("metadata", {})
    found = found or metadata.get("description") or metadata.get("summary")
    found = found or sources.setup_py.get("description")
    return found if isinstance(found, str) else ""
