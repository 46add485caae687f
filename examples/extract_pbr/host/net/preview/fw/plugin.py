from packaging import version

from net import core
from net.preview.fw.db import migrations

PROVIDER = "FIREWALL:default:net.preview.fw.plugin.Plugin:default"


class Plugin(core.Core):
    known = migrations.revision, version


def main():
    return PROVIDER
