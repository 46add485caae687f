from net_fw.tests.unit import test_plugin  # noqa: F401
