from packaging import version

from net import core
from net_fw.db import migrations

PROVIDER = "FIREWALL:default:net_fw.plugin.Plugin:default"


class Plugin(core.Core):
    known = migrations.revision, version


def main():
    return PROVIDER
