from unittest import mock

from net.preview.fw import plugin
from net.tests import base
from net.tests.unit.preview.fw import tools


class TestPlugin(base.BaseTestCase):
    @mock.patch("net.preview.fw.plugin.PROVIDER", "none")
    def test_main(self):
        self.assertEqual(tools.NONE, plugin.main())
