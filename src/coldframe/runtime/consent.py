"""What somebody agrees to who switches a preview feature on."""

from __future__ import annotations

from coldframe.declare.label import sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from coldframe.declare.feature import Declaration

_MAY_CHANGE = ("options", "commands", "routes", "entry_points")


def consent(name: str, declaration: Declaration | None, label: str) -> str:
    """In one line: the label, what may change, what data may be lost, where to report."""
    said = [sentence((declaration and declaration.title) or name, label)]
    if declaration is None:
        return said[0]
    claims = declaration.claims
    changes = [claim for kind in _MAY_CHANGE for claim in getattr(claims, kind)]
    if changes:
        said.append(f"These may change without notice: {', '.join(changes)}.")
    if claims.tables:
        said.append(f"An upgrade may lose the data of: {', '.join(claims.tables)}.")
    if declaration.feedback:
        said.append(f"Tell how it works for you: {declaration.feedback}")
    return " ".join(" ".join(said).split())
