# revision identifiers, used by Alembic.
revision = "start_net_fw"
down_revision = None
branch = "net_preview_fw"
