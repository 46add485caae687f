import net_fw.extensions.wall
from net_fw._i18n import _


def list_opts():
    return [(_('fw'), net_fw.extensions.wall.opts)]
