"""Django: the setting that switches features on, and the text that documents the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.label import sentence
from coldframe.runtime.labels.claimed import known_features

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews

SETTING = "COLDFRAME_PREVIEWS"


def switch_on_from_settings(previews: Previews, setting: str = SETTING) -> None:
    """Switch on the features that a setting names: a list, or a text with commas.

    To be called in ``AppConfig.ready()``.  Without the setting nothing is switched on.

    Raises:
        django.core.exceptions.ImproperlyConfigured: the setting is something else.
        Refusal: as `Previews.switch_on`.
    """
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    names = getattr(settings, setting, ())
    if not isinstance(names, str) and not (
        isinstance(names, list | tuple | set | frozenset)
        and all(isinstance(name, str) for name in names)
    ):
        raise ImproperlyConfigured(
            f"the setting {setting} is {names!r}, which is no list of names\n"
            f'  Write {setting} = ["loyalty"], or take it out.'
        )
    previews.switch_on(names, by=f"setting {setting}")


def documented(previews: Previews, setting: str = SETTING) -> str:
    """Comments for a settings file: the setting, and the settings that features claim."""
    lines = [_comment(known_features(previews)), f"{setting} = []"]
    for name, declaration in sorted(previews.records.declarations.items()):
        if declaration.claims.options:
            said = sentence(declaration.title or name, previews.label)
            settings = f"Its settings: {', '.join(declaration.claims.options)}"
            lines += ["", _comment(said), _comment(settings)]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return "# " + " ".join(text.split())  # a line break would end the comment
