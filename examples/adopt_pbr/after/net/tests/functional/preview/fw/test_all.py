from net.tests.unit.preview.fw import test_plugin  # noqa: F401
