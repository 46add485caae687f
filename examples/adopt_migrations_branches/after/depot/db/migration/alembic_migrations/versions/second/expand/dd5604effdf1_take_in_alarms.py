"""Take in the tables of Alarms

Its own list of migrations, that of depot-alarms, ends here: the tables are made
if they are not there, and what has run of the old list is forgotten.

Revision ID: dd5604effdf1
Revises: e2a
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = 'dd5604effdf1'
down_revision = 'e2a'

# The table in which the old list kept what had run of it.
OLD_VERSIONS = 'alembic_version_alarms'
# What must have run of the old list; what comes after that only adds, and stands below.
NEEDED = {'c1a'}
# Which of these each of its revisions is, or has behind it.
BEHIND = {
    'c1a': ('c1a',),
    'e1a': (),
    'e2a': (),
    'start': (),
}


def upgrade():
    refuse_what_is_too_far_back(op.get_bind())
    inspector = sa.inspect(op.get_bind())
    there = set(inspector.get_table_names())
    if 'alarms' not in there:
        op.create_table('alarms',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('shelf_id', sa.Integer(), nullable=False),
            sa.Column('kind', sa.Enum('fire', 'water', name='alarm_kind'), nullable=False),
            sa.Column('silent', sa.Boolean(), nullable=False),
            sa.ForeignKeyConstraint(['shelf_id'], ['shelves.id'], ondelete='CASCADE'),
            sa.PrimaryKeyConstraint('id'),
            sa.UniqueConstraint('shelf_id', 'kind', name='uniq_alarms0shelf_id0kind')
        )
    if 'alarm_calls' not in there:
        op.create_table('alarm_calls',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('alarm_id', sa.Integer(), nullable=False),
            sa.Column('phone', sa.String(length=40), nullable=True),
            sa.ForeignKeyConstraint(['alarm_id'], ['alarms.id'], ondelete='CASCADE'),
            sa.PrimaryKeyConstraint('id')
        )
    if not has_index('alarm_calls', 'ix_alarm_calls_alarm_id'):
        op.create_index(op.f('ix_alarm_calls_alarm_id'), 'alarm_calls', ['alarm_id'], unique=False)
    # All is there: the old list has nothing to say any more.
    if inspector.has_table(OLD_VERSIONS):
        op.drop_table(OLD_VERSIONS)


def has_index(table, name):
    found = sa.inspect(op.get_bind()).get_indexes(table)
    return any(index['name'] == name for index in found)


def refuse_what_is_too_far_back(connection):
    """Refuse a database too far back on the old list, before anything changes."""
    if not sa.inspect(connection).has_table(OLD_VERSIONS):
        return
    versions = sa.table(OLD_VERSIONS, sa.column('version_num'))
    ran = set(connection.scalars(sa.select(versions.c.version_num)))
    lacking = NEEDED.difference(*(BEHIND.get(one, ()) for one in ran))
    unknown = ran.difference(BEHIND)
    if ran and (lacking or unknown):
        raise RuntimeError(
            'The tables of Alarms are those of depot-alarms at '
            f'{", ".join(sorted(ran))}: '
            + (
                f'{", ".join(sorted(unknown))} is newer than what was taken in here.'
                if unknown
                else 'upgrade them with depot-alarms first, at least to '
                f'{", ".join(sorted(NEEDED))}.'
            )
            + ' Nothing has been changed.'
        )
