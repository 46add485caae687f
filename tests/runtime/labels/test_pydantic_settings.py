"""Fields of pydantic's settings say which of them are previews, in the schema and in --help."""

import pytest
from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, CliApp

from coldframe.runtime.labels.pydantic_settings import FeatureNames, label_fields, previews_field


class Loyalty(BaseModel):
    """Nested settings; tests label a class derived from it."""

    rate: int = Field(3, description="Points for a coin.")
    name: str = ""


def test_the_schema_and_the_command_line_are_labelled_once(host, capsys) -> None:
    class Nested(Loyalty):
        pass

    class Settings(BaseSettings, cli_prog_name="shop"):
        loyalty: Nested | None = None
        rate: int = Field(1, description="Coins.")

    for _ in range(2):
        label_fields(host.previews(), Settings)
    schema = Settings.model_json_schema()
    fields = schema["$defs"]["Nested"]["properties"]
    assert fields["rate"]["description"] == "[preview] Points for a coin."
    assert fields["name"]["description"] == "[preview]"
    assert schema["properties"]["rate"]["description"] == "Coins."
    with pytest.raises(SystemExit):
        CliApp.run(Settings, cli_args=["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "[preview] Points for a coin." in shown
    assert shown.count("[preview]") == 2
    assert Settings(loyalty={"rate": 5}).loyalty.rate == 5
    assert Loyalty.model_fields["rate"].description == "Points for a coin."


def test_a_model_that_holds_itself(host) -> None:
    class Node(BaseModel):
        loyalty: "Node | None" = None
        rate: int = 1

    Node.model_rebuild(_types_namespace={"Node": Node})
    label_fields(host.previews(), Node)
    assert Node.model_fields["rate"].description is None


@pytest.mark.parametrize("text", ["loyalty,drones", "loyalty, drones", '["loyalty", "drones"]'])
def test_the_environment_switches_on(host, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    previews = host.previews()

    class Settings(BaseSettings):
        previews_on: FeatureNames = previews_field(previews)

    assert Settings().previews_on == []
    description = Settings.model_json_schema()["properties"]["previews_on"]["description"]
    assert description == "[preview] Features to switch on, of: drones, loyalty."
    monkeypatch.setenv("PREVIEWS_ON", text)
    previews.switch_on(Settings().previews_on, by="setting previews_on")
    assert previews.enabled("loyalty") and previews.enabled("drones")


@pytest.mark.parametrize("text", ["[", "[1]", '[["loyalty"]]'])
def test_a_list_that_is_none_is_a_mistake_of_the_settings(host, monkeypatch, text: str) -> None:
    class Settings(BaseSettings):
        previews_on: FeatureNames = previews_field(host.previews())

    monkeypatch.setenv("PREVIEWS_ON", text)
    with pytest.raises(ValidationError, match="previews_on"):
        Settings()
