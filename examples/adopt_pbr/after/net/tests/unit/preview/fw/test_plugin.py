from unittest import mock

from net.tests.preview.fw import base


@mock.patch('net.preview.fw.plugin.Plugin')
def test_plugin(plugin):
    assert base and plugin
