from unittest import mock

from net_fw.tests import base


@mock.patch('net_fw.plugin.Plugin')
def test_plugin(plugin):
    assert base and plugin
