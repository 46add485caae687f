import logging

from net_fw._i18n import _

LOG = logging.getLogger(__name__)
opts = []


class Wall:
    name = _('Wall')
