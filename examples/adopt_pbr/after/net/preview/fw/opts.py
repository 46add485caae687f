import net.preview.fw.extensions.wall
from net._i18n import _


def list_opts():
    return [(_('fw'), net.preview.fw.extensions.wall.opts)]
