"""One place that reaches, or names, a module."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from typing import NamedTuple


class Reference(NamedTuple):
    """``path:line`` reaches ``target``.

    ``form`` is how (a word from ``forms.FORMS``: ``import``, ``attribute``,
    ``dynamic_import``, ``string``, ``patch``, ``entry_point``, ``configuration``,
    ``docs``, ...).  ``target`` is the dotted name it resolves to, object included
    (``trl.experimental.kto.KTOTrainer``).  ``text`` is the line itself, stripped.
    ``scope`` is ``module`` (runs at import), ``function`` (runs when called) or
    ``type_checking`` (never runs).  ``decided`` is False when the target cannot be known
    by reading: then ``target`` is the longest part that is certain.  ``line`` and
    ``column`` count from 1, ``column`` in characters.
    """

    path: str
    line: int
    column: int
    form: str
    target: str
    text: str
    scope: str = "module"
    decided: bool = True
