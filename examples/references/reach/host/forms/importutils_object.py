# Form: oslo.utils
from oslo_utils import importutils

driver = importutils.import_object("host.preview.vpn.Driver")
