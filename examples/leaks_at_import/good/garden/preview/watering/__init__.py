"""Waters each bed when its soil is dry."""

import logging
import warnings

from garden import beds

LOG = logging.getLogger(__name__)
LOG.setLevel(logging.DEBUG)


def switch_on():
    beds.PLANTS["rice"] = 9
    warnings.filterwarnings("ignore", category=UserWarning)
