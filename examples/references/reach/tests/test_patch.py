# Form: mock.patch and its kin
from unittest import mock

import host
import pytest


@mock.patch("host.preview.vpn.Driver")
def test_patch(driver):
    with mock.patch.object(host.preview.vpn, "Driver"):
        pass
    with mock.patch.multiple("host.preview.vpn", Driver=None):
        pass


def test_setattr(monkeypatch):
    monkeypatch.setattr("host.preview.vpn.Driver", None)
    monkeypatch.setattr(host, "preview", None)


def test_skip():
    pytest.importorskip("host.preview.vpn")
