"""Settings of pydantic: the label in the descriptions of their fields.

They are shown in the JSON schema of the settings and by the command line that
pydantic-settings makes of them.  A field is called by the path to it: ``loyalty.rate`` is the
field ``rate`` of the model in the field ``loyalty``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, Field
from pydantic_settings import NoDecode

from coldframe.runtime.forbidden import names_in
from coldframe.runtime.labels.claimed import known_features, marked, owner_of_option

if TYPE_CHECKING:
    from coldframe.runtime.previews import Previews


def label_fields(previews: Previews, settings: type[BaseModel]) -> None:
    """Label the fields of a settings class, and of the models in it, that a feature claims.

    Call it when the class is complete; a class that is derived later has to be labelled itself.
    """
    _label(previews, settings, "", set())


def _label(
    previews: Previews, model: type[BaseModel], path: str, around: set[type[BaseModel]]
) -> None:
    if model in around:  # a model that holds itself has no end
        return
    for name, field in model.model_fields.items():
        for inner in _models(field.annotation):
            _label(previews, inner, f"{path}{name}.", around | {model})
        if owner_of_option(previews, f"{path}{name}"):
            field.description = marked(field.description or "", previews.label)
    model.model_rebuild(force=True)  # the schema has a copy of the descriptions


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _names(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return json.loads(value) if value.lstrip().startswith("[") else names_in(value)


FeatureNames = Annotated[list[str], NoDecode, BeforeValidator(_names)]
"""The type of a field with names of features: in the environment a text with commas, or JSON."""


def previews_field(previews: Previews) -> Any:
    """The value of a field that names the features to switch on; none by default::

    class Settings(BaseSettings):
        previews: FeatureNames = previews_field(shop_previews)


    shop_previews.switch_on(Settings().previews, by="setting previews")
    """
    return Field(default_factory=list, description=known_features(previews))
