from unittest import mock

from net_fw import plugin
from net.tests import base
from net_fw.tests.unit import tools


class TestPlugin(base.BaseTestCase):
    @mock.patch("net_fw.plugin.PROVIDER", "none")
    def test_main(self):
        self.assertEqual(tools.NONE, plugin.main())
