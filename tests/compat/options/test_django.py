"""Settings of Django that a host reads are its own, unless they are Django's."""

from __future__ import annotations

from declared_examples import declared
from django.conf import global_settings

from coldframe.compat.declared.registry import OPTIONS
from coldframe.compat.options.django_own import DJANGO_OWN


def test_what_django_or_nobody_else_knows_is_no_option_of_the_host() -> None:
    text = """from django.conf import settings
a = getattr(settings, "DATE_FORMAT", "d")
b = getattr(settings, "_SHOP_TRIES", 1)
c = getattr(settings, "SHOP_BEDS", 2)
"""
    found = declared(OPTIONS, {"shop/water.py": text})
    assert [each.name for each in found.all] == ["SHOP_BEDS"]


def test_all_settings_of_django_are_known() -> None:
    assert {name for name in dir(global_settings) if name.isupper()} <= DJANGO_OWN
