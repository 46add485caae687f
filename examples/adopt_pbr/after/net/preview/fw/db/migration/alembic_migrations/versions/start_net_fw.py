"""start of the chain

Revision ID: start_net_fw
"""

revision = 'start_net_fw'
down_revision = None


def upgrade():
    net_fw_groups = []
    return net_fw_groups
