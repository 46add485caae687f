"""Django's settings switch features on, and their documentation is labelled."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test.utils import override_settings

from coldframe.runtime.labels.django_settings import documented, switch_on_from_settings

if not settings.configured:
    settings.configure()


@pytest.mark.parametrize("value", [["loyalty"], ("loyalty",), "loyalty", {"loyalty"}])
def test_a_setting_switches_on(host, value: object) -> None:
    previews = host.previews()
    switch_on_from_settings(previews)
    assert not previews.enabled("loyalty")
    with override_settings(COLDFRAME_PREVIEWS=value):
        switch_on_from_settings(previews)
    assert previews.inventory()[1].by == "setting COLDFRAME_PREVIEWS"


@pytest.mark.parametrize("value", [None, 3, ["loyalty", 3], {"loyalty": True}])
def test_something_else_is_a_mistake(host, value: object) -> None:
    with (
        override_settings(SHOP_PREVIEWS=value),
        pytest.raises(ImproperlyConfigured, match="the setting SHOP_PREVIEWS is") as caught,
    ):
        switch_on_from_settings(host.previews(), "SHOP_PREVIEWS")
    assert 'Write SHOP_PREVIEWS = ["loyalty"]' in str(caught.value)


def test_the_settings_are_documented_as_a_file_that_runs(host) -> None:
    text = documented(host.previews(label="experimental"))
    assert text == (
        "# [experimental] Features to switch on, of: drones, loyalty.\n"
        "COLDFRAME_PREVIEWS = []\n"
        "\n"
        "# Loyalty points is an experimental feature: it is off by default, and may change or be"
        " removed in any release.\n"
        "# Its settings: loyalty.*\n"
    )
    scope: dict[str, object] = {}
    exec(text, scope)
    assert scope["COLDFRAME_PREVIEWS"] == []


def test_a_claim_with_a_line_break_stays_a_comment(host) -> None:
    host.feature("evil", 'title = "Evil"\n\n[claims]\noptions = ["a\\nimport os"]\n')
    scope: dict[str, object] = {}
    exec(documented(host.previews()), scope)
    assert "os" not in scope
