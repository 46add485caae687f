# Near miss: a patch of something else
from unittest import mock

mock.patch("other.preview.vpn")
mock.patch("host.stable.preview.Image")
mock.patch.object(mock, "preview")
